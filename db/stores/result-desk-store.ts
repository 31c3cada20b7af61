import type { Day } from '../../domain/dates.ts';
import { approversOf, resultDesks, type ResultDesk } from '../../domain/results/result-desks.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface Machine {
  facilityId: string;
  id: string;
  version: number;
  desk: ResultDesk;
  /** MA_MAY as it is registered with the insurer. */
  code: string;
  name: string;
  serial: string | null;
  usedFrom: Day | null;
  usedTo: Day | null;
  retiredAt: string | null;
}

export interface ReportTemplate {
  facilityId: string;
  id: string;
  version: number;
  name: string;
  /** Null: for every service. */
  serviceCode: string | null;
  description: string;
  conclusion: string;
  closedAt: string | null;
}

export interface OrderSet {
  facilityId: string;
  id: string;
  version: number;
  name: string;
  serviceCodes: string[];
  closedAt: string | null;
}

/** What a facility keeps under a name: one table each, written against the version that was seen. */
interface Kept {
  machines: Machine;
  reportTemplates: ReportTemplate;
  orderSets: OrderSet;
}

/** Stores a new entry (without `seen`) or changes the one that was seen; undefined when it is absent or somebody was faster. */
export async function saveKept<T extends keyof Kept>(
  tx: WriteTx,
  table: T,
  entry: Omit<Kept[T], 'version'> & { facilityId: string; id: string },
  seen: number | undefined,
): Promise<number | undefined> {
  if (seen === undefined) {
    await tx(table).insert(entry);
    return 1;
  }
  const { facilityId, id, ...fields } = entry;
  const [updated] = await tx<{ version: number }>(table)
    .where({ facilityId, id, version: seen } as never)
    .update(fields as never)
    .returning('version');
  return updated?.version;
}

/** The machines that a desk works with on a day; without a day all it ever had. */
export async function listMachines(db: Db, facilityId: string, of: { desk: ResultDesk; day: Day | null }): Promise<Machine[]> {
  return await rows<Machine>(
    db,
    `SELECT m.* FROM machines AS m
      WHERE m.facility_id = :facilityId AND m.desk = :desk
        AND (CAST(:day AS date) IS NULL OR (m.retired_at IS NULL AND (m.used_from IS NULL OR m.used_from <= :day) AND (m.used_to IS NULL OR m.used_to >= :day)))
      ORDER BY m.retired_at IS NOT NULL, m.name, m.id LIMIT 200`,
    { facilityId, ...of },
  );
}

export async function listTemplates(db: Db, facilityId: string): Promise<ReportTemplate[]> {
  return await db<ReportTemplate>('reportTemplates')
    .where({ facilityId })
    .whereNull('closedAt')
    .orderBy([{ column: 'name' }, { column: 'id' }])
    .limit(300);
}

export async function listOrderSets(db: Db, facilityId: string): Promise<OrderSet[]> {
  return await db<OrderSet>('orderSets')
    .where({ facilityId })
    .whereNull('closedAt')
    .orderBy([{ column: 'name' }, { column: 'id' }])
    .limit(200);
}

export interface ResultBook {
  facilityId: string;
  id: string;
  desk: ResultDesk;
  day: Day;
  closedAt: string;
  closedBy: string;
  approved: number;
  corrected: number;
  withdrawn: number;
  note: string | null;
}

export async function insertBook(tx: WriteTx, book: ResultBook): Promise<void> {
  await tx('resultBooks').insert(book);
}

export async function findBook(db: Db, facilityId: string, of: { desk: ResultDesk; day: Day }): Promise<ResultBook | undefined> {
  return await db<ResultBook>('resultBooks')
    .where({ facilityId, ...of })
    .first();
}

/** The desks that are open at a facility: somebody works there who may approve what the desk reports. */
export async function listOpenDesks(db: Db, facilityId: string): Promise<ResultDesk[]> {
  const held = await rows<{ role: string }>(
    db,
    `SELECT DISTINCT r.role FROM user_roles AS r JOIN users AS u ON u.id = r.user_id AND u.disabled_at IS NULL
      WHERE r.facility_id = :facilityId ORDER BY r.role LIMIT 50`,
    { facilityId },
  );
  return resultDesks.filter((desk) => approversOf(desk).some((role) => held.some((one) => one.role === role)));
}
