import { run, Logger as JobLogger, type JobHelpers, type Runner, type TaskList } from 'graphile-worker';
import { openJobPool, releaseOrphanedJobs, type JobPool } from '../db/job-pool.ts';
import type { Services } from './http/context.ts';
import { tasks } from './tasks.ts';

const loud = new Set<string>(['error', 'warning']);

export interface Worker {
  /** Lets running jobs end, then closes every connection. */
  stop(): Promise<void>;
}

/**
 * Runs what requests left for later. Jobs are started by the library (graphile-worker): retried with growing pauses, one at a
 * time per named queue. It keeps the one connection of the product that LISTENs, so it needs a direct connection, not a
 * transaction pooler. A runner that ends because the database went away is started again until it is told to stop.
 */
export async function startWorker(services: Services, appUrl: string): Promise<Worker> {
  const pool = openJobPool(appUrl, (code) => services.log.warn({ code }, 'job connection lost'));
  const orphans = await releaseOrphanedJobs(pool);
  if (orphans > 0) services.log.warn({ workers: orphans }, 'jobs of a process that was killed go on');
  const state: { stopping: boolean; runner: Runner | undefined } = { stopping: false, runner: await startRunner(services, pool) };
  // What was set up wrong shows before the first record waits.
  await pool.query(`SELECT graphile_worker.add_job('test-destinations', job_key => 'test-destinations')`);
  const ended = keepRunning(services, pool, state);
  const stop = async (): Promise<void> => {
    state.stopping = true;
    await state.runner?.stop().catch((cause: unknown) => {
      // It ended by itself a moment ago: that is what we wanted, and what the library calls an error.
      services.log.debug({ cause: String(cause) }, 'worker had ended');
    });
    await ended;
    await pool.end();
  };
  return { stop };
}

/** None of them missed for long when the process was down. Hours are UTC: 17:05 is five past midnight in Viet Nam. */
const CLOCK = [
  '* * * * * seal-access ?fill=1m',
  '* * * * * carry-log-away',
  '7 * * * * tidy',
  '17 * * * * remove-ended-exports',
  '37 * * * * index-recent',
  '5 17 * * * miss-appointments ?fill=1d',
  '10 17 * * * release-uncollected ?fill=1d',
  '40 18 * * * back-up ?fill=1d',
].join('\n');

const RESTART_MS = 1000;

async function keepRunning(services: Services, pool: JobPool, state: { stopping: boolean; runner: Runner | undefined }): Promise<void> {
  while (!state.stopping) {
    try {
      state.runner ??= await startRunner(services, pool);
      await state.runner.promise;
    } catch (cause) {
      services.log.warn({ code: (cause as { code?: string }).code }, 'worker ended');
    }
    state.runner = undefined;
    if (!state.stopping) await new Promise((done) => setTimeout(done, RESTART_MS));
  }
}

async function startRunner(services: Services, pool: JobPool): Promise<Runner> {
  return await run({
    pgPool: pool,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    noPreparedStatements: true,
    taskList: taskList(services),
    crontab: CLOCK,
    logger: new JobLogger((scope) => (level, message) => {
      // Messages of the library name jobs by id and task; payloads hold ids only.
      if (loud.has(level)) services.log.warn({ job: scope.label, message }, 'job');
      else services.log.debug({ job: scope.label, message }, 'job');
    }),
  });
}

/** Our tasks as the library calls them. */
export function taskList(services: Services): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown, { abortSignal }: JobHelpers) => await task(services, payload, { signal: abortSignal }),
    ]),
  );
}
