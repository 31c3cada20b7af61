import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import type { ExportFile, FhirExport } from '../../../../db/stores/fhir-export-store.ts';
import type { Services } from '../../../http/context.ts';

type Of = Pick<FhirExport, 'facilityId' | 'id'>;
export type Files = Record<string, ExportFile>;

/** Where the files of an export lie; ids only, so that no name of a request becomes a path. */
export const exportFolder = ({ config }: Pick<Services, 'config'>, { facilityId, id }: Of): string =>
  join(config.dataDir, 'fhir-exports', facilityId, id);

export const fileName = (type: string): string => `${type}.ndjson`;

/**
 * Brings the files to what was noted last: what a run that was killed wrote beyond it is cut off. False when they hold less than was noted, as after a
 * loss of power: then the export begins anew, with none.
 */
export async function restoreFiles(folder: string, files: Files): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder)) sizes.set(name, (await stat(join(folder, name))).size);
  const isWhole = Object.entries(files).every(([type, { bytes }]) => (sizes.get(fileName(type)) ?? 0) >= bytes);
  const kept = new Map(isWhole ? Object.entries(files).map(([type, { bytes }]) => [fileName(type), bytes]) : []);
  for (const name of sizes.keys()) {
    const bytes = kept.get(name);
    if (bytes === undefined) await rm(join(folder, name));
    else await truncate(join(folder, name), bytes);
  }
  return isWhole;
}

/** Appends resources, one a line, each to the file of its type; answers what the files hold then. */
export async function appendResources(folder: string, files: Files, resources: Resource[]): Promise<Files> {
  const lines = new Map<string, string[]>();
  for (const one of resources) {
    const texts = lines.get(one.resourceType) ?? [];
    texts.push(`${JSON.stringify(one)}\n`);
    lines.set(one.resourceType, texts);
  }
  const next = { ...files };
  for (const [type, texts] of lines) {
    const bytes = Buffer.from(texts.join(''), 'utf8');
    await appendFile(join(folder, fileName(type)), bytes, { mode: 0o600 });
    const before = files[type] ?? { bytes: 0, count: 0 };
    next[type] = { bytes: before.bytes + bytes.length, count: before.count + texts.length };
  }
  return next;
}

/** The digests of the files, read once through. */
export async function withDigests(folder: string, files: Files): Promise<Files> {
  const done: Files = {};
  for (const [type, file] of Object.entries(files)) done[type] = { ...file, sha256: await digestOfFile(join(folder, fileName(type))) };
  return done;
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export const removeFiles = async (folder: string): Promise<void> => await rm(folder, { recursive: true, force: true });
