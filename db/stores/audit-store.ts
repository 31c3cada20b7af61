import { createHash } from 'node:crypto';
import type { Ctx, ReadTx } from '../doors.ts';
import { row, rows } from '../knex.ts';

/** Seals the unsealed record openings of the facility of this transaction; returns how many. */
export async function sealAccessEvents(tx: ReadTx, ctx: Ctx): Promise<number> {
  const sealed = await row<{ count: number }>(tx, `SELECT seal_access_events(:userId, :now) AS count`, {
    userId: ctx.actor.userId,
    now: ctx.now,
  });
  return sealed?.count ?? 0;
}

export async function removeOldKeys(tx: ReadTx, facilityId: string, before: string): Promise<number> {
  return await tx('idempotencyKeys').where({ facilityId }).where('createdAt', '<', before).delete();
}

export interface AuditVerdict {
  facilityId: string;
  entries: number;
  headHash: string | undefined;
  /** First entry that does not follow from the one before; undefined = the chain is whole. */
  brokenAt: number | undefined;
  why: 'missing' | 'changed' | 'head' | 'access' | undefined;
}

const PAGE = 1000;

/**
 * Walks a facility's chain and recomputes every hash from the payload; also the digests of sealed record openings.
 * Names the first entry that is changed, missing or out of order, and a tail that was cut or added against the head. What is written while it walks is
 * left for the next time.
 */
export async function verifyAuditChain(tx: ReadTx, facilityId: string): Promise<AuditVerdict> {
  let seq = 0;
  let hash = createHash('sha256').update(facilityId).digest();
  const verdict = (brokenAt?: number, why?: AuditVerdict['why']): AuditVerdict => ({
    facilityId,
    entries: seq,
    headHash: hash.toString('hex'),
    brokenAt,
    why,
  });
  const head = await readHead(tx, facilityId);
  for (;;) {
    const page = await rows<{ seq: string; payload: string; hash: Buffer }>(
      tx,
      `SELECT a.seq, a.payload, a.hash FROM audit_events AS a
        WHERE a.facility_id = :facilityId AND a.seq > :seq AND a.seq <= :last ORDER BY a.seq LIMIT ${PAGE}`,
      { facilityId, seq, last: head.seq },
    );
    for (const entry of page) {
      if (Number(entry.seq) !== seq + 1) return verdict(seq + 1, 'missing');
      const expected = createHash('sha256')
        .update(hash)
        .update(`${seq + 1}|${entry.payload}`)
        .digest();
      if (!expected.equals(entry.hash)) return verdict(seq + 1, 'changed');
      if (!(await sealHolds(tx, facilityId, entry))) return verdict(seq + 1, 'access');
      seq += 1;
      hash = expected;
    }
    if (page.length < PAGE) break;
  }
  const isWhole = seq === head.seq && head.newest === head.seq && (head.hash ?? hash).equals(hash);
  return isWhole ? verdict() : verdict(seq + 1, 'head');
}

/** The head and the newest entry at one moment; 0 = none. */
async function readHead(tx: ReadTx, facilityId: string): Promise<{ seq: number; newest: number; hash: Buffer | undefined }> {
  const found = await row<{ seq: string | null; newest: string | null; hash: Buffer | null }>(
    tx,
    `SELECT h.seq, h.hash, (SELECT max(a.seq) FROM audit_events AS a WHERE a.facility_id = :facilityId) AS newest
       FROM (SELECT 1 AS one) AS one LEFT JOIN audit_heads AS h ON h.facility_id = :facilityId LIMIT 1`,
    { facilityId },
  );
  return { seq: Number(found?.seq ?? 0), newest: Number(found?.newest ?? 0), hash: found?.hash ?? undefined };
}

async function sealHolds(tx: ReadTx, facilityId: string, entry: { seq: string; payload: string }): Promise<boolean> {
  const { action, digest } = JSON.parse(entry.payload) as { action: string; digest?: string };
  if (action !== 'access.seal') return true;
  const found = await row<{ digest: string | null }>(tx, `SELECT access_digest(:facilityId, :seq) AS digest`, {
    facilityId,
    seq: entry.seq,
  });
  return found?.digest === digest;
}
