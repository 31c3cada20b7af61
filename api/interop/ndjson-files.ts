import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import { error, type Issue } from '../../domain/issue.ts';
import { referencesIn, withOwnAddresses } from './resource-identity.ts';

const MANIFEST = 'manifest.json';

/** What a hand-over holds. Source: HL7 FHIR Bulk Data Access 2.0, export complete status; sha256 is ours */
const Manifest = z.object({
  transactionTime: z.iso.datetime({ offset: true }),
  request: z.string(),
  requiresAccessToken: z.literal(false),
  output: z.array(
    z.object({
      type: z.string().regex(/^[A-Z][A-Za-z]{1,60}$/),
      // A name in the same folder and nothing else: what is read is never fetched.
      url: z.string().regex(/^[A-Z][A-Za-z]{1,60}\.ndjson$/),
      count: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  error: z.array(z.unknown()).max(0),
});
export type Manifest = z.infer<typeof Manifest>;

/** Types that many visits share: the newest content counts, and it stands once. */
const SHARED = new Set(['Organization', 'Practitioner', 'Patient', 'Coverage', 'Location', 'PractitionerRole']);

/** Takes resources and makes a folder of one file a type. The folder appears when it is whole. */
export interface NdjsonWriter {
  add: (resources: Resource[]) => Promise<void>;
  finish: (about: Pick<Manifest, 'transactionTime' | 'request'>) => Promise<Manifest>;
}

export async function ndjsonWriter(folder: string): Promise<NdjsonWriter> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const shared = new Map<string, Resource>();
  const files = new Map<string, { count: number; hash: ReturnType<typeof createHash> }>();
  const append = async (resources: Resource[]): Promise<void> => {
    for (const type of new Set(resources.map(({ resourceType }) => resourceType))) {
      const group = resources.filter(({ resourceType }) => resourceType === type);
      const file = files.get(type) ?? { count: 0, hash: createHash('sha256') };
      const text = group.map((one) => `${JSON.stringify(one)}\n`).join('');
      await appendFile(join(partial, `${type}.ndjson`), text);
      file.hash.update(text, 'utf8');
      files.set(type, { ...file, count: file.count + group.length });
    }
  };
  return {
    add: async (resources) => {
      const named = withOwnAddresses(resources);
      for (const one of named) if (SHARED.has(one.resourceType)) shared.set(String(one.id), one);
      await append(named.filter(({ resourceType }) => !SHARED.has(resourceType)));
    },
    finish: async (about) => {
      await append([...shared.values()]);
      const output = [...files]
        .map(([type, { count, hash }]) => ({ type, url: `${type}.ndjson`, count, sha256: hash.digest('hex') }))
        .sort((a, b) => (a.type < b.type ? -1 : 1));
      const manifest: Manifest = { ...about, requiresAccessToken: false, output, error: [] };
      await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      await rename(partial, folder);
      return manifest;
    },
  };
}

/** What was read back, and everything that is not as the manifest says. */
export interface ReadBack {
  manifest?: Manifest;
  resources: Resource[];
  issues: Issue[];
}

/** Reads a hand-over and checks it against its manifest: digests, counts, one resource of the type a line, each once, each reference inside. */
export async function readNdjson(folder: string): Promise<ReadBack> {
  const text = await readOptional(join(folder, MANIFEST));
  const manifest = text === undefined ? undefined : Manifest.safeParse(parseJson(text.toString('utf8'))).data;
  if (manifest === undefined) return { resources: [], issues: [error('ndjson_manifest_invalid', MANIFEST)] };
  const resources: Resource[] = [];
  const issues: Issue[] = [];
  for (const output of manifest.output) {
    const found = await readType(folder, output);
    resources.push(...found.resources);
    issues.push(...found.issues);
  }
  return { manifest, resources, issues: [...issues, ...checkTogether(resources)] };
}

async function readType(folder: string, { type, url, count, sha256 }: Manifest['output'][number]): Promise<Omit<ReadBack, 'manifest'>> {
  const bytes = await readOptional(join(folder, url));
  if (bytes === undefined) return { resources: [], issues: [error('ndjson_file_missing', url)] };
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return { resources: [], issues: [error('ndjson_hash_differs', url)] };
  const lines = bytes.toString('utf8').split('\n');
  // The last line ends like the others.
  const rest = lines.pop();
  const resources = lines.map(parseJson) as (Resource | undefined)[];
  const wrong = resources.findIndex((one) => one?.resourceType !== type || typeof one.id !== 'string');
  if (wrong >= 0 || rest !== '')
    return { resources: [], issues: [error('ndjson_line_invalid', url, { line: wrong >= 0 ? wrong + 1 : lines.length + 1 })] };
  const issues = lines.length === count ? [] : [error('ndjson_count_differs', url, { count: lines.length })];
  return { resources: resources as Resource[], issues };
}

function checkTogether(resources: Resource[]): Issue[] {
  const ids = new Set(resources.map(({ id }) => String(id)));
  const dangling = resources.filter((one) => referencesIn(one).some((id) => !ids.has(id)));
  return [
    ...(ids.size === resources.length ? [] : [error('ndjson_resource_twice', '')]),
    ...(dangling.length === 0 ? [] : [error('ndjson_reference_unresolved', '', { count: dangling.length })]),
  ];
}

async function readOptional(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the caller names the place.
    return undefined;
  }
}
