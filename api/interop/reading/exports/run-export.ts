import { z } from 'zod';
import { auditSubject, type Ctx, read, readSnapshot, write } from '../../../../db/doors.ts';
import { type FhirClient, findFhirClient } from '../../../../db/stores/fhir-client-store.ts';
import { countIndexedVisits, findFhirExport, type FhirExport, updateFhirExport } from '../../../../db/stores/fhir-export-store.ts';
import { lockIndex } from '../../../../db/stores/fhir-resource-store.ts';
import { pageVisits } from '../../../../db/views/fhir-search-view.ts';
import type { Services } from '../../../http/context.ts';
import { makeRoom } from '../../../http/desk-activity.ts';
import { refusalOf } from '../../../http/errors.ts';
import { describeBug } from '../../../http/mount-routes.ts';
import { makeResources } from '../make-resources.ts';
import { appendResources, exportFolder, removeFiles, restoreFiles, withDigests } from './export-files.ts';

const Payload = z.object({ facilityId: z.uuid(), exportId: z.uuid() });

/** Visits that are read together: what the memory of an export depends on. */
const PAGE = 50;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface RunOptions {
  signal?: AbortSignal | undefined;
  pageSize?: number;
  /** Told after each page, when it is in the files and noted. */
  onProgress?: (done: number) => void;
}

type Run = Omit<FhirExport, 'transactionTime'>;

/**
 * The background job: writes the files of an export, page after page of visits. What is noted after each page is what the files hold, so a run that was killed
 * goes on there. Fails for good only for a bug; a database that is away or a process that ends is tried again.
 */
export async function exportFhir(services: Services, payload: unknown, options: RunOptions = {}): Promise<void> {
  const { facilityId, exportId } = Payload.parse(payload);
  const found = await findFor(services, facilityId, exportId);
  if (found === undefined) return;
  const { ctx, client, fhirExport } = found;
  const folder = exportFolder(services, fhirExport);
  try {
    if (client === undefined) await end(services, ctx, fhirExport, { state: 'failed' });
    else if (!(await makeFiles(services, { ...ctx, client }, { fhirExport, folder, ...options }))) await removeFiles(folder);
  } catch (cause) {
    if (options.signal?.aborted === true || refusalOf(cause)?.status === 503) throw cause;
    services.log.error({ exportId, error: describeBug(cause) }, 'export failed');
    await end(services, ctx, fhirExport, { state: 'failed' });
    await removeFiles(folder);
  }
}

/** It acts as the system that asked: what is opened stands under its id. */
async function findFor(
  services: Services,
  facilityId: string,
  exportId: string,
): Promise<{ ctx: Ctx; client: FhirClient | undefined; fhirExport: FhirExport } | undefined> {
  const at = { db: services.db, facilityId, requestId: exportId, now: services.now().toISOString() };
  const fhirExport = await read(
    { ...at, actor: { userId: exportId, facilityId } },
    async (tx) => await findFhirExport(tx, facilityId, exportId),
  );
  if (fhirExport === undefined || !['queued', 'running'].includes(fhirExport.state)) return undefined;
  const client = await findFhirClient(services.db, fhirExport.clientId);
  return { ctx: { ...at, actor: { userId: fhirExport.clientId, facilityId } }, client, fhirExport };
}

/** False when it was taken back meanwhile. */
async function makeFiles(
  services: Services,
  ctx: Ctx & { client: FhirClient },
  { fhirExport, folder, signal, pageSize = PAGE, onProgress }: RunOptions & { fhirExport: FhirExport; folder: string },
): Promise<boolean> {
  const isWhole = await restoreFiles(folder, fhirExport.files);
  let state: Run = isWhole ? fhirExport : { ...fhirExport, files: {}, done: 0, afterEncounter: null };
  if (!(await begin(services, ctx, state))) return false;
  for (;;) {
    signal?.throwIfAborted();
    const next = await writePage(ctx, { state, folder, pageSize });
    if (next === undefined) return await end(services, ctx, state, { state: 'ready', files: await withDigests(folder, state.files) });
    if (!(await note(ctx, next))) return false;
    state = next;
    onProgress?.(state.done);
    await makeRoom();
  }
}

/** Takes the time that the next export goes on from: what was noted before it is inside, and nothing with an earlier time can follow. */
async function begin(services: Services, ctx: Ctx, { facilityId, id, files, done, afterEncounter }: Run): Promise<boolean> {
  return await write(ctx, 'fhir.export.begin', async (tx) => {
    auditSubject(tx, { objectId: id });
    const total = await countIndexedVisits(tx, facilityId);
    await lockIndex(tx, facilityId);
    const known = (await findFhirExport(tx, facilityId, id))?.transactionTime;
    const transactionTime = done === 0 ? services.now().toISOString() : (known ?? services.now().toISOString());
    return await updateFhirExport(tx, { facilityId, id }, { state: 'running', total, transactionTime, files, done, afterEncounter });
  });
}

/** The next page in the files; undefined when there is none. Openings are logged before a byte is written. */
async function writePage(
  ctx: Ctx & { client: FhirClient },
  { state, folder, pageSize }: { state: Run; folder: string; pageSize: number },
): Promise<Run | undefined> {
  const { types, since, afterEncounter, files, done } = state;
  const page = await readSnapshot(ctx, async (tx) => {
    const rows = await pageVisits(tx, ctx.facilityId, { types, since, after: afterEncounter ?? BEFORE_ALL, limit: pageSize });
    const made = rows.length === 0 ? [] : await makeResources(tx, ctx, rows, 'fhir.export');
    return { rows, resources: made.map(({ resource }) => resource) };
  });
  const last = page.rows.at(-1)?.encounterId;
  if (last === undefined) return undefined;
  const visits = new Set(page.rows.map(({ encounterId }) => encounterId)).size;
  return { ...state, files: await appendResources(folder, files, page.resources), done: done + visits, afterEncounter: last };
}

async function note(ctx: Ctx, { facilityId, id, files, done, afterEncounter }: Run): Promise<boolean> {
  return await write(ctx, 'fhir.export.progress', async (tx) => {
    auditSubject(tx, { objectId: id });
    return await updateFhirExport(tx, { facilityId, id }, { files, done, afterEncounter });
  });
}

async function end(
  services: Services,
  ctx: Ctx,
  { facilityId, id }: Run,
  fields: Pick<FhirExport, 'state'> & Partial<Pick<FhirExport, 'files'>>,
): Promise<boolean> {
  const finished = services.now().getTime();
  const expiresAt = new Date(finished + services.config.fhirExportHours * 3_600_000).toISOString();
  return await write(ctx, 'fhir.export.end', async (tx) => {
    auditSubject(tx, { objectId: id });
    return await updateFhirExport(tx, { facilityId, id }, { ...fields, finishedAt: new Date(finished).toISOString(), expiresAt });
  });
}
