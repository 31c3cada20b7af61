import { read } from '../../db/doors.ts';
import { openPool, row, type Db } from '../../db/knex.ts';
import { verifyAuditChain } from '../../db/stores/audit-store.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

export interface RestoredFacts {
  records: Record<string, number>;
  facilities: number;
  auditEntries: number;
}

/** Of these nothing is ever removed: fewer than before means that something was lost. */
const KEPT = ['patients', 'encounters', 'charge_lines', 'prescriptions', 'receipts', 'audit_events'] as const;

/** How much a database holds; as owner, over all facilities. */
export async function countRecords(ownerUrl: string): Promise<Record<string, number>> {
  return await withOwner(ownerUrl, countIn);
}

/** Whether a restored database holds at least what was there before, and whether the audit trail of every facility is whole. */
export async function checkRestored(services: Services, ownerUrl: string, atLeast: Record<string, number>): Promise<RestoredFacts> {
  return await withOwner(ownerUrl, async (db) => {
    const records = await countIn(db);
    const lost = Object.entries(atLeast).filter(([table, count]) => (records[table] ?? 0) < count);
    if (lost.length > 0) throw new Error(`the restored database holds fewer rows: ${lost.map(([table]) => table).join(', ')}`);
    const facilityIds = await listFacilityIds(db);
    let auditEntries = 0;
    for (const facilityId of facilityIds) {
      const verdict = await read(systemCtx({ ...services, db }, facilityId), async (tx) => await verifyAuditChain(tx, facilityId));
      if (verdict.brokenAt !== undefined) throw new Error(`the audit trail of ${facilityId} is broken at entry ${verdict.brokenAt}`);
      auditEntries += verdict.entries;
    }
    return { records, facilities: facilityIds.length, auditEntries };
  });
}

async function countIn(db: Db): Promise<Record<string, number>> {
  const counts = KEPT.map((table) => `(SELECT count(*)::int FROM ${table} AS t) AS ${table}`);
  return (await row<Record<string, number>>(db, `SELECT ${counts.join(', ')} FROM (SELECT 1 AS one) AS one LIMIT 1`)) ?? {};
}

async function withOwner<T>(ownerUrl: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openPool(ownerUrl, { max: 1, statementTimeoutMs: 0 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
