import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Ctx } from '../../db/doors.ts';
import { connectionOf } from '../../db/knex.ts';
import type { Services } from '../http/context.ts';
import { desks } from '../http/desk-activity.ts';
import { openPageWork, type PageTask, type PageWork } from './page-work.ts';

/** The machine is shared with the database and the desks: more threads would only wait for them. */
const THREADS = 2;
/** How long a thread rests before it looks again whether the desks are quiet. */
const REST_MS = 250;
/** A page of visits with everything that hangs on them takes some tens of megabytes. */
const THREAD_MEMORY = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 };
/** A run of fewer visits is over before a thread has started. */
export const SMALL_RUN = 300;

/** How a run is done; left out, it fits its size. */
export interface RunOptions {
  /** Threads of its own; 0 = in this thread. */
  threads?: number;
  pageSize?: number;
  /** Ends the run between two pages. */
  signal?: AbortSignal | undefined;
  onProgress?: (done: number, total: number) => void;
}

interface Pages extends RunOptions {
  task: PageTask;
  /** Visits of the run. */
  total: number;
  /** Called for one page after the other, with the visits it did. */
  onDone: (done: number) => Promise<void>;
}

/**
 * Does every page of a run, in threads of low priority when there are many. Stops between two pages when it is told to, or when a page fails: what was
 * kept is kept, and the next run goes on.
 */
export async function runPages(
  services: Services,
  ctx: Ctx,
  pages: AsyncGenerator<string[], void>,
  { task, total, threads = total > SMALL_RUN ? THREADS : 0, signal, onDone }: Pages,
): Promise<void> {
  const workers = threads === 0 ? [await inThisThread(services, ctx, task)] : openThreads(services, ctx, { task, threads });
  let broken: { cause: unknown } | undefined;
  let noting = Promise.resolve();
  let isOver = false;
  const loop = async ({ work }: OpenWorker, place: number): Promise<void> => {
    for (;;) {
      // One goes on, so that the month gets done; the others rest while people work at the desks.
      while (place > 0 && desks.isBusy() && !isOver) await pause(REST_MS);
      signal?.throwIfAborted();
      // One that fails stops the others at their next page.
      if (broken !== undefined) return;
      const page = await pages.next();
      isOver ||= page.done === true;
      if (page.done === true) return;
      const did = await work(page.value);
      await (noting = noting.then(async () => await onDone(did.done)));
    }
  };
  const stop = (cause: unknown): void => {
    broken ??= { cause };
    isOver = true;
  };
  try {
    await Promise.all(workers.map(async (worker, place) => await loop(worker, place).catch(stop)));
    if (broken !== undefined) throw broken.cause;
  } finally {
    await Promise.all(workers.map(async ({ close }) => await close()));
    await pages.return();
  }
}

interface OpenWorker {
  work: PageWork;
  close: () => Promise<void>;
}

const inThisThread = async (services: Services, ctx: Ctx, task: PageTask): Promise<OpenWorker> => ({
  work: await openPageWork(services, ctx, task),
  close: async () => await Promise.resolve(),
});

/** What a thread gets: where the database is, who acts, and what to do; never a visit. */
export interface ThreadStart {
  databaseUrl: string;
  secrets: Services['secrets'];
  ctx: Pick<Ctx, 'actor' | 'facilityId' | 'requestId' | 'now'>;
  task: PageTask;
}
export type ThreadAnswer = { done: number } | { failure: Error };

function openThreads(services: Services, ctx: Ctx, { task, threads }: { task: PageTask; threads: number }): OpenWorker[] {
  const { actor, facilityId, requestId, now } = ctx;
  const start: ThreadStart = {
    databaseUrl: connectionOf(services.db),
    secrets: services.secrets,
    ctx: { actor, facilityId, requestId, now },
    task,
  };
  return Array.from({ length: threads }, () => openThread(start));
}

function openThread(start: ThreadStart): OpenWorker {
  const thread = new Worker(new URL('./start-page-thread.mjs', import.meta.url), { workerData: start, resourceLimits: THREAD_MEMORY });
  const ended = new Promise<never>((_, fail) => {
    thread.once('error', fail);
    thread.once('exit', () => fail(new Error('a thread of the claims ended')));
  });
  // Somebody may be waiting for it or nobody.
  ended.catch(() => undefined);
  const answer = async (): Promise<ThreadAnswer> => await new Promise((done) => thread.once('message', done));
  return {
    work: async (encounterIds) => {
      thread.postMessage(encounterIds);
      const found = await Promise.race([answer(), ended]);
      if ('failure' in found) throw found.failure;
      return found;
    },
    close: async () => {
      thread.postMessage(null);
      await ended.catch(() => undefined);
    },
  };
}
