import { Logger, runOnce } from 'graphile-worker';
import { openJobPool, releaseOrphanedJobs } from '../../db/job-pool.ts';
import { read, type Ctx } from '../../db/doors.ts';
import { findDestinationByName } from '../../db/stores/destination-store.ts';
import { listMessages } from '../../db/views/outbox-view.ts';
import { hurryMessages } from '../interop/queue-messages.ts';
import type { Runtime } from '../runtime.ts';
import { taskList } from '../worker.ts';

const PAUSE_MS = 1000;

/**
 * Delivers what waits, in the queues of the worker, so that both may run at once. `waitSeconds`: how long to stay with what could not be delivered at the first
 * try. Answers how many still wait and how many were refused now.
 */
export async function drainOutbox(
  { services, appUrl }: Runtime,
  ctx: Ctx,
  { destination, waitSeconds }: { destination?: string; waitSeconds: number },
): Promise<{ tried: number; waiting: number; refused: number }> {
  const of = destination === undefined ? {} : { destination };
  const pool = openJobPool(appUrl, (code) => services.log.warn({ code }, 'job connection lost'));
  const until = services.now().getTime() + waitSeconds * 1000;
  try {
    await releaseOrphanedJobs(pool);
    const before = await count(ctx, destination);
    const tried = await hurryMessages(ctx, of);
    for (;;) {
      const { deliver } = taskList(services);
      if (deliver === undefined) throw new Error('no task delivers');
      await runOnce({ pgPool: pool, taskList: { deliver }, noHandleSignals: true, noPreparedStatements: true, logger: silent });
      const left = await count(ctx, destination);
      if (left.waiting === 0 || services.now().getTime() >= until)
        return { tried, waiting: left.waiting, refused: Math.max(0, left.refused - before.refused) };
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  } finally {
    await pool.end();
  }
}

/** What the library says stands in the answer of the command. */
const silent = new Logger(() => () => undefined);

async function count(ctx: Ctx, name: string | undefined): Promise<{ waiting: number; refused: number }> {
  return await read(ctx, async (tx) => {
    const found = name === undefined ? undefined : await findDestinationByName(tx, name);
    const of = found === undefined ? {} : { destinationId: found.id };
    const waiting = await listMessages(tx, ctx.facilityId, { ...of, state: 'waiting' });
    const refused = await listMessages(tx, ctx.facilityId, { ...of, state: 'refused' });
    return { waiting: waiting.length, refused: refused.length };
  });
}
