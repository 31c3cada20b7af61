import { randomInt } from 'node:crypto';
import { requestClaimExport } from '../api/claims/export-claims.ts';
import { ensureDemoKey } from '../api/http/signing/signing-key.ts';
import { systemCtx } from '../api/http/system-context.ts';
import { read, type Ctx } from '../db/doors.ts';
import { findClaimExport } from '../db/stores/claim-store.ts';
import { addDays, localDay } from '../domain/dates.ts';
import { newId } from '../domain/ids.ts';
import { FIRST_HOSPITAL, FIRST_STATION, SECOND_HOSPITAL } from '../seeds/volume/volume-facilities.ts';
import { somePeople, type Somebody } from './province.ts';
import { ask, openBench, send, type Bench } from './support.ts';

/** Ten people at desks, each with something to ask two and a half times a second: a busy morning, far from what the server can do. */
const CLERKS = 10;
const PAUSE_MS = 400;
const SECONDS = 20;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const AIM_PERCENT = 20;

/**
 * What the desks feel while the worker of the same server exports a month: searches, registrations and opened records over HTTP, with and without an export
 * under way, in turn.
 */
export async function measureDesks(dataDir: string): Promise<void> {
  const bench = await openBench({ dataDir, facilityCodes: [SECOND_HOSPITAL, FIRST_STATION] });
  try {
    const people = await somePeople(bench.runtime.ownerUrl, 2000);
    const ctx = await hospital(bench);
    await load(bench, people, 5);
    const alone: number[] = [];
    const meanwhile: number[] = [];
    let visits = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(...(await load(bench, people, SECONDS)));
      const run = await startExport(ctx);
      meanwhile.push(...(await load(bench, people, SECONDS)));
      visits += await run.done();
      // The next round begins on a quiet server.
      if (round < ROUNDS - 1) await run.end();
    }
    report(alone, meanwhile, visits / (ROUNDS * SECONDS));
  } finally {
    await bench.close();
  }
}

async function hospital({ runtime }: Bench): Promise<Ctx> {
  const found = await runtime.services.db<{ id: string; code: string }>('facilities').where({ code: FIRST_HOSPITAL }).first('id');
  if (found === undefined) throw new Error('the province has no hospital');
  const ctx = systemCtx(runtime.services, found.id);
  await ensureDemoKey(ctx, runtime.services.secrets);
  return ctx;
}

/** Every clerk begins at a moment of its own and keeps its pace: who waits longer does not ask less. */
async function load(bench: Bench, people: Somebody[], seconds: number): Promise<number[]> {
  const times: number[] = [];
  const each = Math.floor((seconds * 1000) / PAUSE_MS);
  const clerk = async (who: number): Promise<void> => {
    const began = performance.now() + (who * PAUSE_MS) / CLERKS;
    const asked: Promise<void>[] = [];
    for (let n = 0; n < each; n += 1) {
      await new Promise((done) => setTimeout(done, Math.max(began + n * PAUSE_MS - performance.now(), 0)));
      const person = people[(who * 7919 + n * 104_729) % people.length];
      const started = performance.now();
      asked.push(act(bench, { who, n, person }).then(() => void times.push(performance.now() - started)));
    }
    await Promise.all(asked);
  };
  await Promise.all(Array.from({ length: CLERKS }, (_, who) => clerk(who)));
  return times;
}

async function act(bench: Bench, { who, n, person }: { who: number; n: number; person: Somebody | undefined }): Promise<void> {
  if (n % 10 === 9) await send(bench, '/patients', { id: newId(), ...aNewPerson() }, 201, who);
  else if (n % 3 === 2) await ask(bench, `/patients/${person?.id ?? ''}`, who);
  else await send(bench, '/patients/search', { query: person?.fullName ?? '' }, 200, who);
}

/** Nobody that an earlier run has registered: the province is kept. */
function aNewPerson() {
  const serial = String(randomInt(1_000_000)).padStart(6, '0');
  const word = Array.from({ length: 6 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return {
    ...{ fullName: `Lò Văn ${word}`, sex: 'male', birthDate: addDays('1980-01-01', randomInt(366)), birthPrecision: 'day' },
    ...{ address: { text: 'Bản Thử' }, ethnicityCode: '03', identifiers: [{ system: 'citizen-id', value: `014080${serial}` }] },
  };
}

/** Asks the worker of the server for a month, and waits until it is at it. */
async function startExport(ctx: Ctx): Promise<{ done: () => Promise<number>; end: () => Promise<void> }> {
  const id = newId();
  const until = localDay(ctx.now);
  await requestClaimExport(ctx, { id, from: addDays(until, -30), until });
  const at = async () => await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, id));
  let first = 0;
  while (first === 0) {
    await new Promise((done) => setTimeout(done, 100));
    first = (await at())?.done ?? 0;
  }
  return {
    done: async () => ((await at())?.done ?? 0) - first,
    end: async () => {
      while ((await at())?.state === 'running') await new Promise((wait) => setTimeout(wait, 500));
    },
  };
}

function report(alone: number[], meanwhile: number[], perSecond: number): void {
  const p95 = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
  const growth = (p95(meanwhile) / p95(alone) - 1) * 100;
  console.log(
    `desks: p95 ${p95(alone).toFixed(1)} ms alone, ${p95(meanwhile).toFixed(1)} ms while ${perSecond.toFixed(0)} claims/s are made: ` +
      `${growth.toFixed(0)} % more (aim < ${AIM_PERCENT} %)   [${alone.length} and ${meanwhile.length} requests]`,
  );
}
