import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { newId } from '../domain/ids.ts';
import { row, rows, type Db } from './knex.ts';

/** Who acts, where, and through which request. Every transaction knows it. */
export interface Actor {
  userId: string;
  facilityId: string;
  device?: string;
}

/** What a use case gets first. `now` is the only clock. */
export interface Ctx {
  db: Db;
  actor: Actor;
  facilityId: string;
  requestId: string;
  now: Instant;
  /** A write that can be repeated: the caller's key with the route and the digest of the body. */
  repeat?: { key: string; route: string; bodyHash: Buffer };
  /** Becomes true when a record was opened and logged; a route that promised it fails without. */
  opened?: boolean;
}

declare const reading: unique symbol;
declare const writing: unique symbol;
/** A transaction inside `read` or `write`. */
export type ReadTx = Knex.Transaction & { readonly [reading]: true };
/** Only `write` makes one: a store that changes rows asks for it, so writing outside the door does not compile. */
export type WriteTx = ReadTx & { readonly [writing]: true };

/** Same key, other request: refused by the HTTP layer as 422. */
export class KeyReusedError extends Error {}

/** What the audit entry says beyond who, when and what: ids only, never clinical text. */
export interface AuditSubject {
  patientId?: string;
  encounterId?: string;
  objectId?: string;
  reason?: string;
}

const subjects = new WeakMap<object, AuditSubject>();
const manySubjects = new WeakMap<object, readonly AuditSubject[]>();

/** Names what this write is about, for its audit entry. */
export function auditSubject(tx: WriteTx, subject: AuditSubject): void {
  subjects.set(tx, { ...subjects.get(tx), ...subject });
}

/** Names everybody a write of many rows is about: the audit gets an entry of each, as if they had been written one by one. */
export function auditEach(tx: WriteTx, each: readonly AuditSubject[]): void {
  if (each.length > 0) manySubjects.set(tx, each);
}

/** A question to the database, fenced to the actor's facility. */
export async function read<T>(ctx: Ctx, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  return await ctx.db.transaction(async (trx) => {
    await enter(trx, ctx, '');
    return await work(trx as ReadTx);
  });
}

/**
 * A question to another facility's records, for a relation that the use case has proved before. The opening is logged in that
 * facility's chain too, under the person who asked.
 */
export async function readElsewhere<T>(ctx: Ctx, facilityId: string, work: (tx: ReadTx, there: Ctx) => Promise<T>): Promise<T> {
  const there = { ...ctx, facilityId };
  return await read(there, async (tx) => await work(tx, there));
}

/**
 * A question of one function of the database, asked in one round trip: the statement is a transaction of its own, and the function
 * gets its argument only after the facility is set. For what is asked at every key stroke; everything else goes through `read`.
 */
export async function ask<T>(
  ctx: Ctx,
  question: { from: string; argument: string; bindings: Record<string, Knex.RawBinding> },
): Promise<T[]> {
  return await rows<T>(
    ctx.db,
    `SELECT a.* FROM (SELECT set_config('app.facility_id', :facilityId, true), set_config('app.user_id', :userId, true)) AS entered (facility, person)
       CROSS JOIN LATERAL ${question.from}(CASE WHEN entered.facility <> '' THEN ${question.argument} END) AS a`,
    { ...question.bindings, facilityId: ctx.facilityId, userId: ctx.actor.userId },
  );
}

/** A question whose parts must fit together, such as a whole visit: every statement sees the same moment. */
export async function readSnapshot<T>(ctx: Ctx, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  const config = { isolationLevel: 'repeatable read' } as const;
  return await ctx.db.transaction(async (trx) => {
    await enter(trx, ctx, '');
    return await work(trx as ReadTx);
  }, config);
}

/**
 * The only way to change anything. In one transaction: the repeat key, the work, the audit entry as the last step.
 * A deadlock or serialisation failure is tried again; nothing outside the database may happen inside `work`.
 */
export async function write<T>(ctx: Ctx, action: string, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(ctx, action, work);
    } catch (cause) {
      if (attempt >= 3 || !isRetryable(cause)) throw cause;
      await new Promise((done) => setTimeout(done, 10 * attempt + Math.floor(performance.now() % 20)));
    }
  }
}

async function writeOnce<T>(ctx: Ctx, action: string, work: (tx: WriteTx) => Promise<T>): Promise<T> {
  return await ctx.db.transaction(async (trx) => {
    const tx = trx as WriteTx;
    await enter(tx, ctx, action);
    const earlier = await claimKey(tx, ctx);
    if (earlier !== undefined) return earlier.answer as T;
    const answer = await work(tx);
    await finish(tx, ctx, action, answer);
    return answer;
  });
}

async function enter(trx: Knex.Transaction, ctx: Ctx, action: string): Promise<void> {
  await trx.raw(
    `SELECT set_config('app.facility_id', ?, true), set_config('app.user_id', ?, true), set_config('app.action', ?, true), set_config('app.device', ?, true)`,
    [ctx.facilityId, ctx.actor.userId, action, ctx.actor.device ?? ''],
  );
}

async function claimKey(tx: WriteTx, ctx: Ctx): Promise<{ answer: unknown } | undefined> {
  if (ctx.repeat === undefined) return undefined;
  const { key, route, bodyHash } = ctx.repeat;
  // Waits for a concurrent request with the same key to commit, then sees its row.
  const claimed = await tx.raw<{ rowCount: number }>(
    `INSERT INTO idempotency_keys (facility_id, user_id, key, route, body_hash) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [ctx.facilityId, ctx.actor.userId, key, route, bodyHash],
  );
  if (claimed.rowCount === 1) return undefined;
  const earlier = await row<{ route: string; bodyHash: Buffer; answer: unknown }>(
    tx,
    `SELECT k.route, k.body_hash, k.answer FROM idempotency_keys AS k
      WHERE k.facility_id = :facilityId AND k.user_id = :userId AND k.key = :key`,
    { facilityId: ctx.facilityId, userId: ctx.actor.userId, key },
  );
  if (earlier === undefined || earlier.route !== route || !earlier.bodyHash.equals(bodyHash)) throw new KeyReusedError();
  return { answer: earlier.answer ?? undefined };
}

/** Keeps the answer for repeats and appends to the facility's chain: the head row is locked last and shortest. */
async function finish(tx: WriteTx, ctx: Ctx, action: string, answer: unknown): Promise<void> {
  const entries = (manySubjects.get(tx) ?? [subjects.get(tx) ?? {}]).map((subject) => auditEntry(ctx, action, subject));
  if (ctx.repeat === undefined) {
    await tx.raw(APPEND, [entries]);
    return;
  }
  await tx.raw(
    `WITH kept AS (UPDATE idempotency_keys SET answer = ?::jsonb WHERE facility_id = ? AND user_id = ? AND key = ? RETURNING 1)
     ${APPEND} WHERE (SELECT count(*) FROM kept) >= 0`,
    [JSON.stringify(answer ?? null), ctx.facilityId, ctx.actor.userId, ctx.repeat.key, entries],
  );
}

const APPEND = `SELECT append_audit(e.entry) FROM unnest(?::text[]) AS e (entry)`;

const auditEntry = (ctx: Ctx, action: string, subject: AuditSubject): string =>
  JSON.stringify({
    at: ctx.now,
    userId: ctx.actor.userId,
    action,
    requestId: ctx.requestId,
    ...(ctx.actor.device === undefined ? {} : { device: ctx.actor.device }),
    ...subject,
  });

function isRetryable(cause: unknown): boolean {
  const code = (cause as { code?: unknown }).code;
  return code === '40001' || code === '40P01';
}

/** Logs that a record was opened. The caller shows the record only in the same transaction. */
export async function openRecord(tx: ReadTx, ctx: Ctx, record: OpenedRecord): Promise<void> {
  await openRecords(tx, ctx, [record]);
}

interface OpenedRecord {
  patientId?: string;
  encounterId?: string;
  /** How it was opened; `view` unless told. */
  action?: AccessAction;
}

/** A person looked at it; another system read it, or took it away in a file. */
export type AccessAction = 'view' | 'fhir.read' | 'fhir.export';

/** The same for a page of a list that names many persons; a page without any opens nothing. */
export async function openRecords(tx: ReadTx, ctx: Ctx, records: readonly OpenedRecord[]): Promise<void> {
  const { facilityId, requestId } = ctx;
  const opened = records.map(({ patientId = null, encounterId = null, action = 'view' }) => ({
    ...{ facilityId, id: newId(), userId: ctx.actor.userId, patientId, encounterId, action, requestId },
  }));
  if (opened.length > 0) await tx('accessEvents').insert(opened);
  ctx.opened = true;
}

/**
 * Puts work for the worker into the same transaction. Jobs of one `queue` run one after the other; a job of the same `key`
 * that has not begun is replaced; `runAt` holds it back until then.
 */
export async function enqueue(
  tx: WriteTx,
  task: string,
  payload: Record<string, string>,
  { queue, key, runAt }: { queue?: string; key?: string; runAt?: Instant } = {},
): Promise<void> {
  await enqueueEach(tx, task, [{ payload, queue, key }], runAt);
}

/** The same of many jobs of a task, in one question. */
export async function enqueueEach(
  tx: WriteTx,
  task: string,
  jobs: readonly { payload: Record<string, string>; queue: string | undefined; key: string | undefined }[],
  runAt?: Instant,
): Promise<void> {
  await tx.raw(
    `SELECT graphile_worker.add_job(?, j.payload, queue_name => j.queue, job_key => j.key, run_at => ?::timestamptz, max_attempts => 25)
       FROM json_to_recordset(?::json) AS j (payload json, queue text, key text)`,
    [task, runAt ?? null, JSON.stringify(jobs)],
  );
}

/** Takes back work that has been done meanwhile. */
export async function dequeue(tx: WriteTx, key: string): Promise<void> {
  await tx.raw(`SELECT graphile_worker.remove_job(?)`, [key]);
}

/** The next number of a series of this facility, gapless: taken by the transaction that uses it. */
export async function takeNumber(tx: WriteTx, facilityId: string, series: string): Promise<number> {
  const taken = await row<{ last: number }>(
    tx,
    `INSERT INTO counters AS c (facility_id, series, last) VALUES (:facilityId, :series, 1)
     ON CONFLICT (facility_id, series) DO UPDATE SET last = c.last + 1 RETURNING c.last`,
    { facilityId, series },
  );
  if (taken === undefined) throw new Error('a counter upsert returned no row');
  return taken.last;
}
