import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openPool } from '../../db/knex.ts';
import type { Ctx } from '../../db/doors.ts';
import { openPageWork } from './page-work.ts';
import type { ThreadAnswer, ThreadStart } from './page-workers.ts';

/**
 * A thread that does pages of claims: it reads, judges, writes and signs with a connection of its own, so that the thread of the desks only hands out ids.
 * An empty message ends it.
 */
const { databaseUrl, secrets, ctx: given, task } = workerData as ThreadStart;

// On Linux 0 is the calling thread alone; elsewhere it would be the whole process, desks included.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const db = openPool(databaseUrl, { max: 1, applicationName: 'hoa-ban-his claims' });
const ctx: Ctx = { ...given, db };
const opened = openPageWork({ secrets }, ctx, task);
// The first page tells.
opened.catch(() => undefined);

parentPort?.on('message', (encounterIds: string[] | null) => {
  if (encounterIds === null) void db.destroy().finally(() => parentPort?.close());
  else void answer(encounterIds).then((found) => parentPort?.postMessage(found));
});

async function answer(encounterIds: string[]): Promise<ThreadAnswer> {
  try {
    const work = await opened;
    return await work(encounterIds);
  } catch (cause) {
    return { failure: cause instanceof Error ? cause : new Error(String(cause)) };
  }
}
