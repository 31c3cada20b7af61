import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { requireDurable } from '../db/require-durable.ts';
import { createApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { closeDisplayStreams } from './displays/display-hub.ts';
import { holdDataFolder } from './hold-data-folder.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { prepareData } from './prepare-data.ts';
import { startWorker } from './worker.ts';

const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url));
/** Requests under way get this long to end. */
const FINISH_MS = 15_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const release = holdDataFolder(config.dataDir);
  const runtime = await openRuntime(config, { owner: true });
  try {
    await requireDurable(runtime.services.db);
    await serve(config, runtime, release);
  } catch (cause) {
    await runtime.close();
    release();
    throw cause;
  }
}

async function serve(config: Config, runtime: Runtime, release: () => void): Promise<void> {
  const logins = await prepareData(runtime, say);
  const state = { stopping: false };
  const app = createApp(runtime.services, { webFolder, state });
  const server =
    config.tls === undefined
      ? createHttpServer(app)
      : createHttpsServer({ cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) }, app);
  // A slow client must not hold a connection for ever.
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  await listen(server, config);
  const worker = config.worker ? await startWorker(runtime.services, runtime.appUrl) : undefined;
  announce(server, config, logins);
  stopOnSignal(async () => {
    state.stopping = true;
    await pause(config.stopSeconds * 1000);
    closeDisplayStreams(runtime.services);
    await closeServer(server);
    await worker?.stop();
    await runtime.close();
    release();
  });
}

async function listen(server: Server, config: Config): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(config.port, config.host, () => done());
  });
}

function announce(server: Server, config: Config, logins: string[]): void {
  const { port } = server.address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  say(`Hoa Ban HIS: ${config.tls === undefined ? 'http' : 'https'}://${host}:${port}/`);
  if (!config.secureCookies && host !== '127.0.0.1' && host !== 'localhost') {
    say('Warning: plain HTTP on a network. Anybody on it can read along; set HIS_TLS_CERT and HIS_TLS_KEY.');
  }
  for (const line of logins) say(line);
}

/** The first signal stops in order, a second one at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    say(`${signal}: stopping …`);
    stop().then(
      () => process.exit(0),
      (cause: unknown) => fail(cause),
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  await closed;
  clearTimeout(late);
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  if (process.env['HIS_LOG_LEVEL'] === 'debug' && cause instanceof Error) process.stderr.write(`${cause.stack ?? ''}\n`);
  process.exit(1);
}

main().catch(fail);
