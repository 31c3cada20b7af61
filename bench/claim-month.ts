import { exportClaims, requestClaimExport } from '../api/claims/export-claims.ts';
import { readConfig } from '../api/config.ts';
import { ensureDemoKey } from '../api/http/signing/signing-key.ts';
import { systemCtx } from '../api/http/system-context.ts';
import type { Services } from '../api/http/context.ts';
import { openRuntime, type Runtime } from '../api/runtime.ts';
import { read, type Ctx } from '../db/doors.ts';
import { openPool, rows } from '../db/knex.ts';
import { findClaimExport } from '../db/stores/claim-store.ts';
import { addDays, localDay } from '../domain/dates.ts';
import { newId } from '../domain/ids.ts';
import { measureDesks } from './claim-desks.ts';
import { readPlainly } from './plain-claims.ts';
import { provinceFolder } from './province.ts';

/**
 * A month of claims of the first hospital, read, built, checked, written, signed and packed: visits a second next to what plain SQL needs to read the same
 * rows, and the memory of the process. `--all`: of every facility; `--desks`: what the desks feel meanwhile. BENCH_PEOPLE and BENCH_VISITS say how large the
 * province is. Aims: 200 visits a second, 512 MB, a p95 that grows by less than 20 %.
 */
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 100_000);
const VISITS = Number(process.env['BENCH_VISITS'] ?? 60_000);
const AIM = { perSecond: 200, megabytes: 512 };

const dataDir = await provinceFolder({ people: PEOPLE, visits: VISITS });
if (process.argv.includes('--desks')) await measureDesks(dataDir);
else await measureMonth(process.argv.includes('--all') ? 1000 : 1);

async function measureMonth(most: number): Promise<void> {
  const runtime = await openRuntime(readConfig({ ...process.env, HIS_DATA_DIR: dataDir, HIS_DEMO: 'off', HIS_LOG_LEVEL: 'warn' }));
  try {
    await measure(runtime, most);
  } finally {
    await runtime.close();
  }
}

async function measure(runtime: Runtime, most: number): Promise<void> {
  const { services, ownerUrl } = runtime;
  const facilities = await facilitiesOf(ownerUrl);
  const memory = watchMemory();
  const total = { visits: 0, included: 0, seconds: 0, plainSeconds: 0 };
  for (const { id } of facilities.slice(0, most)) {
    const ctx = systemCtx(services, id);
    await ensureDemoKey(ctx, services.secrets);
    const plain = await readPlainly(runtime.appUrl, ctx, monthOf(ctx));
    const { seconds, done, included } = await exportMonth(services, ctx);
    total.visits += done;
    total.included += included;
    total.seconds += seconds;
    total.plainSeconds += plain.seconds;
  }
  report(total, memory.stop());
}

function report(total: { visits: number; included: number; seconds: number; plainSeconds: number }, peak: number): void {
  const [ours, plain] = [total.visits / total.seconds, total.visits / total.plainSeconds];
  console.log(`claims: ${ours.toFixed(0)} visits/s read, built, checked, written, signed and packed (aim ≥ ${AIM.perSecond})`);
  console.log(`        ${plain.toFixed(0)} visits/s read by plain SQL on one connection: ${((ours / plain) * 100).toFixed(0)} % of it`);
  console.log(
    `        ${total.included} files of ${total.visits} visits in ${total.seconds.toFixed(0)} s, at most ${peak} MB (aim < ${AIM.megabytes})`,
  );
}

/** The last thirty-one days up to yesterday hold the whole month of the seed. */
function monthOf(ctx: Ctx): { from: string; until: string } {
  const until = localDay(ctx.now);
  return { from: addDays(until, -30), until };
}

async function exportMonth(services: Services, ctx: Ctx): Promise<{ seconds: number; done: number; included: number }> {
  const exportId = newId();
  await requestClaimExport(ctx, { id: exportId, ...monthOf(ctx) });
  const started = performance.now();
  await exportClaims(services, { facilityId: ctx.facilityId, exportId });
  const seconds = (performance.now() - started) / 1000;
  const made = await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, exportId));
  if (made?.state !== 'ready') throw new Error('the export did not get ready');
  return { seconds, done: made.total, included: made.included };
}

/** Hospitals first, the largest at the head. */
async function facilitiesOf(ownerUrl: string): Promise<{ id: string; code: string }[]> {
  const owner = openPool(ownerUrl, { max: 1 });
  try {
    return await rows(owner, `SELECT f.id, f.code FROM facilities AS f WHERE f.code LIKE '148%' ORDER BY f.code LIMIT 1000`);
  } finally {
    await owner.destroy();
  }
}

/** The most that the process held, threads included, in MB. */
function watchMemory(): { stop: () => number } {
  let peak = 0;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return Math.round(peak / 1024 / 1024);
    },
  };
}
