import { run, Logger as JobLogger, type TaskList } from 'graphile-worker';
import { openJobPool } from '../db/job-pool.ts';
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
 * transaction pooler.
 */
export async function startWorker(services: Services, appUrl: string): Promise<Worker> {
  const pool = openJobPool(appUrl, (code) => services.log.warn({ code }, 'job connection lost'));
  const runner = await run({
    pgPool: pool,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    noPreparedStatements: true,
    taskList: taskList(services),
    // Every minute, none of them missed for long when the process was down.
    crontab: `* * * * * seal-access ?fill=1m\n7 * * * * tidy`,
    logger: new JobLogger((scope) => (level, message) => {
      // Messages of the library name jobs by id and task; payloads hold ids only.
      if (loud.has(level)) services.log.warn({ job: scope.label, message }, 'job');
      else services.log.debug({ job: scope.label, message }, 'job');
    }),
  });
  const stop = async (): Promise<void> => {
    await runner.stop();
    await pool.end();
  };
  return { stop };
}

/** Our tasks as the library calls them. */
export function taskList(services: Services): TaskList {
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, async (payload: unknown) => await task(services, payload)]));
}
