import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createFacility } from '../api/administration/create-facility.ts';
import { createUser } from '../api/administration/create-user.ts';
import { readConfig } from '../api/config.ts';
import { openRuntime, type Runtime } from '../api/runtime.ts';
import { findFacilityByCode } from '../db/stores/facility-store.ts';
import { newId } from '../domain/ids.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PASSWORD = 'Bench-Password-2026';

/** The product as it is run: its own process, its own durable database, no demo; and somebody at each of its desks who may use it. */
export interface Bench {
  baseUrl: string;
  tokens: string[];
  facilityIds: string[];
  facilityId: string;
  userId: string;
  runtime: Runtime;
  close(): Promise<void>;
}

/** Without a folder: an empty installation with one station, thrown away afterwards. */
export async function openBench(kept?: { dataDir: string; facilityCodes: string[] }): Promise<Bench> {
  const dataDir = kept?.dataDir ?? mkdtempSync(join(tmpdir(), 'hoa-ban-bench-'));
  const environment = { ...process.env, HIS_DATA_DIR: dataDir, PORT: '0', HIS_DEMO: 'off', HIS_LOG_LEVEL: 'warn', HIS_STOP_SECONDS: '0' };
  const { server, baseUrl } = await startServer(environment);
  const runtime = await openRuntime(readConfig(environment));
  if (kept === undefined) await createFacility(runtime.services, aStation(newId()), []);
  const desks = [];
  for (const code of kept?.facilityCodes ?? [STATION]) desks.push(await openDesk(runtime, baseUrl, code));
  const close = async (): Promise<void> => {
    connections.destroy();
    await runtime.close();
    server.kill('SIGTERM');
    await new Promise((done) => server.once('exit', done));
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const [first] = desks;
  if (first === undefined) throw new Error('a bench without a desk');
  return {
    ...{ baseUrl, runtime, close, facilityId: first.facilityId, userId: first.userId },
    tokens: desks.map(({ token }) => token),
    facilityIds: desks.map(({ facilityId }) => facilityId),
  };
}

const STATION = '14999';

/** A new user at a facility, logged in. */
async function openDesk(
  runtime: Runtime,
  baseUrl: string,
  facilityCode: string,
): Promise<{ token: string; facilityId: string; userId: string }> {
  const username = `bench.${newId().slice(-12)}`;
  const user = { username, fullName: 'Bench', password: PASSWORD, facilityCode, roles: ['reception' as const] };
  const { id: userId } = await createUser(runtime.services, user);
  const login = await fetch(`${baseUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const facility = await findFacilityByCode(runtime.services.db, facilityCode);
  return { token: accessToken, facilityId: facility?.id ?? '', userId };
}

async function startServer(environment: NodeJS.ProcessEnv): Promise<{ server: ChildProcess; baseUrl: string }> {
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'api/server.ts')], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that fails leaves no server behind.
  process.once('exit', () => server.kill('SIGTERM'));
  if (server.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /(http:\/\/\S+?)\/?$/.exec(line)?.[1];
    if (found !== undefined) return { server, baseUrl: found };
  }
  throw new Error('the server did not start');
}

const aStation = (id: string) => ({
  ...{ id, code: STATION, name: 'Bench', kind: 'commune-station' as const, level: 'primary' as const, formerTier: 'commune' as const },
  ...{ points: null, priceClass: 'station' as const, prescriptionLinkCode: 'bench', gln: null, provinceCode: '14', communeCode: null },
  ...{ address: null, phone: null, signerNumber: null, parentId: null, isDemo: true },
});

/** Runs `work` from `workers` loops at once for the given time and returns how many a second were done. */
export async function throughput(seconds: number, workers: number, work: (worker: number, n: number) => Promise<void>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const loop = async (worker: number): Promise<void> => {
    for (let n = 0; performance.now() < end; n += 1) {
      await work(worker, n);
      done += 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: workers }, (_, worker) => loop(worker)));
  return done / ((performance.now() - started) / 1000);
}

/** Alternates the two ways, so that a machine that slows down slows both, and prints the ratio of the medians. */
export async function compareWays(title: string, aim: number, ours: () => Promise<number>, plain: () => Promise<number>): Promise<void> {
  const rates: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
  await ours();
  await plain();
  for (let round = 0; round < 3; round += 1) {
    rates.plain.push(await plain());
    rates.ours.push(await ours());
  }
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[1] ?? 0;
  const ratio = median(rates.ours) / median(rates.plain);
  console.log(
    `${title}: ${(ratio * 100).toFixed(0)} % of plain pg (aim ≥ ${aim} %)   [${median(rates.ours).toFixed(0)}/s against ${median(rates.plain).toFixed(0)}/s in this run]`,
  );
}

const connections = new Agent({ keepAlive: true, maxSockets: 64 });

/** A question by GET, as `send`. */
export async function ask(bench: Bench, path: string, worker = 0): Promise<unknown> {
  return await exchange(bench, { path, method: 'GET', expected: 200, worker });
}

/** One request over a kept connection, by the plainest client there is; anything but the expected status fails the bench. */
export async function send(bench: Bench, path: string, body: unknown, expected: number, worker = 0): Promise<unknown> {
  return await exchange(bench, { path, method: 'POST', text: JSON.stringify(body), expected, worker });
}

async function exchange(
  bench: Bench,
  { path, method, text = '', expected, worker }: { path: string; method: 'GET' | 'POST'; text?: string; expected: number; worker: number },
): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${bench.tokens[worker % bench.tokens.length]}`,
    ...(method === 'GET'
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': newId() }),
  };
  return await new Promise((done, fail) => {
    const sent = request(`${bench.baseUrl}/api${path}`, { method, agent: connections, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (answer += chunk));
      response.on('end', () =>
        response.statusCode === expected ? done(JSON.parse(answer)) : fail(new Error(`${path} answered ${response.statusCode}: ${answer}`)),
      );
    });
    sent.on('error', fail);
    sent.end(text);
  });
}
