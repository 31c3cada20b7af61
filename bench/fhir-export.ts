import { generateKeyPairSync } from 'node:crypto';
import { readConfig } from '../api/config.ts';
import { systemCtx } from '../api/http/system-context.ts';
import type { PeerCtx } from '../api/interop/reading/peer-context.ts';
import { exportFhir } from '../api/interop/reading/exports/run-export.ts';
import { removeExport } from '../api/interop/reading/exports/remove-exports.ts';
import { startExport } from '../api/interop/reading/exports/start-export.ts';
import { addFhirClient } from '../api/interop/reading/fhir-clients.ts';
import { indexFacility } from '../api/interop/reading/index-visits.ts';
import type { Services } from '../api/http/context.ts';
import { openRuntime, type Runtime } from '../api/runtime.ts';
import { read } from '../db/doors.ts';
import { openPool, rows } from '../db/knex.ts';
import { findFhirExport } from '../db/stores/fhir-export-store.ts';
import { type FhirClient, listFhirClients } from '../db/stores/fhir-client-store.ts';
import { isOfVolume } from '../seeds/volume/volume-facilities.ts';
import { provinceFolder } from './province.ts';

/**
 * Every closed visit of an invented province, indexed for who reads it (once, and kept) and exported as Bulk Data files, facility after facility: encounters a
 * second, and whether the memory grows with their number. BENCH_FACILITIES: only the first so many. Aim: the memory of the last tenth is that of the first.
 */
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 30_000);
const VISITS = Number(process.env['BENCH_VISITS'] ?? 100_000);
const FACILITIES = Number(process.env['BENCH_FACILITIES'] ?? 1000);

const dataDir = await provinceFolder({ people: PEOPLE, visits: VISITS });
const runtime = await openRuntime(readConfig({ ...process.env, HIS_DATA_DIR: dataDir, HIS_DEMO: 'off', HIS_LOG_LEVEL: 'warn' }));
try {
  await measure(runtime);
} finally {
  await runtime.close();
}

interface Total {
  encounters: number;
  resources: number;
  bytes: number;
  seconds: number;
  processorMs: number;
}

async function measure({ services, ownerUrl }: Runtime): Promise<void> {
  const total: Total = { encounters: 0, resources: 0, bytes: 0, seconds: 0, processorMs: 0 };
  const memory: { at: number; megabytes: number }[] = [];
  for (const { id } of (await facilitiesOf(ownerUrl)).slice(0, FACILITIES)) {
    const client = await clientOf(services, id);
    await indexFacility(services, { facilityId: id });
    const passed = total.encounters;
    await exportOf(services, client, total, (done) =>
      memory.push({ at: passed + done, megabytes: Math.round(process.memoryUsage.rss() / 1024 / 1024) }),
    );
  }
  report(total, memory);
}

function report(total: Total, memory: { at: number; megabytes: number }[]): void {
  const most = (from: number, until: number): number =>
    Math.max(
      ...memory.filter(({ at }) => at >= from * total.encounters && at <= until * total.encounters).map(({ megabytes }) => megabytes),
    );
  console.log(
    `fhir export: ${total.encounters} encounters, ${total.resources} resources, ${(total.bytes / 1e6).toFixed(0)} MB in ${total.seconds.toFixed(0)} s`,
  );
  console.log(
    `             ${(total.encounters / total.seconds).toFixed(0)} encounters/s; ${(total.processorMs / total.encounters).toFixed(1)} ms of the processor for one, the database not counted`,
  );
  console.log(`             memory at most ${most(0, 1)} MB; ${most(0, 0.1)} MB in the first tenth, ${most(0.9, 1)} MB in the last`);
}

async function clientOf(services: Services, facilityId: string): Promise<FhirClient> {
  const ctx = systemCtx(services, facilityId);
  const [known] = await listFhirClients(services.db, facilityId);
  if (known !== undefined) return known;
  const jwk = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey.export({ format: 'jwk' });
  await addFhirClient(ctx, { name: 'bench', jwks: { keys: [jwk] }, scopes: ['system/*.rs'] });
  return await clientOf(services, facilityId);
}

async function exportOf(services: Services, client: FhirClient, total: Total, onProgress: (done: number) => void): Promise<void> {
  const { facilityId } = client;
  const ctx: PeerCtx = {
    ...systemCtx(services, facilityId),
    actor: { userId: client.id, facilityId },
    services,
    client,
    scopes: client.scopes,
  };
  const { id } = await startExport(ctx, { request: 'bench', query: {} });
  const [before, started] = [process.cpuUsage(), performance.now()];
  await exportFhir(services, { facilityId, exportId: id }, { onProgress });
  total.seconds += (performance.now() - started) / 1000;
  const used = process.cpuUsage(before);
  total.processorMs += (used.user + used.system) / 1000;
  const made = await read(ctx, async (tx) => await findFhirExport(tx, facilityId, id));
  if (made?.state !== 'ready') throw new Error('the export did not get ready');
  total.encounters += made.files['Encounter']?.count ?? 0;
  for (const { count, bytes } of Object.values(made.files)) {
    total.resources += count;
    total.bytes += bytes;
  }
  await removeExport(services, ctx, made);
}

/** Hospitals first, the largest at the head. */
async function facilitiesOf(ownerUrl: string): Promise<{ id: string }[]> {
  const owner = openPool(ownerUrl, { max: 1 });
  try {
    return await rows(owner, `SELECT f.id FROM facilities AS f WHERE ${isOfVolume('f.code')} ORDER BY f.code LIMIT 1000`);
  } finally {
    await owner.destroy();
  }
}
