import type { ClaimTables } from '../../domain/claims/claim-definitions.ts';
import type { XmlSums } from '../../domain/settlement/prove-totals.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import type { SettlementBasis, SettlementReport } from '../stores/settlement-store.ts';

type Question = Pick<SettlementReport, 'facilityId' | 'month' | 'basis'>;

const monthColumn = (basis: SettlementBasis): string => (basis === 'paid' ? 'payment_month' : 'settlement_month');

/** What the insurer holds of a visit: accepted, and nothing accepted later has replaced or withdrawn it. */
const ACCEPTED = `s.state = 'accepted'`;
/** The newest that is approved, on its way or accepted; a withdrawal on its way takes its claim out. */
const NEWEST = `s.state IN ('approved', 'signed', 'sending', 'accepted') AND NOT EXISTS (SELECT FROM claim_submissions AS n
   WHERE n.facility_id = s.facility_id AND n.encounter_id = s.encounter_id AND n.number > s.number AND n.state IN ('approved', 'signed', 'sending', 'accepted'))`;

/** The claims that a report of the month counts at this moment. */
const current = ({ basis, preview }: Pick<SettlementReport, 'basis' | 'preview'>): string =>
  `SELECT s.id, s.encounter_id, s.claim_key, s.source, s.state FROM claim_submissions AS s
    WHERE s.facility_id = :facilityId AND s.${monthColumn(basis)} = :month AND s.kind = 'claim' AND s.insured_amount > 0 AND ${preview ? NEWEST : ACCEPTED}`;

/** Fixes the claims of a report in the order of their codes; says how many, and how many of them the simulator answered. */
export async function freezeClaims(tx: WriteTx, report: SettlementReport): Promise<{ total: number; simulated: number }> {
  const { facilityId, id, month } = report;
  const frozen = await row<{ total: number; simulated: number }>(
    tx,
    `WITH counted AS (${current(report)}), kept AS (
       INSERT INTO settlement_claims (facility_id, report_id, position, submission_id)
       SELECT :facilityId, :id, row_number() OVER (ORDER BY c.claim_key, c.id), c.id FROM counted AS c)
     SELECT count(*)::int AS total, (count(*) FILTER (WHERE c.source = 'simulator'))::int AS simulated FROM counted AS c`,
    { facilityId, id, month },
  );
  return frozen ?? { total: 0, simulated: 0 };
}

export interface FrozenClaim {
  position: number;
  encounterId: string;
  /** The tables with money alone. */
  tables: ClaimTables;
}

/** Claims of a report after a position, in their order. */
export async function pageFrozenClaims(
  db: Db,
  { facilityId, id }: Pick<SettlementReport, 'facilityId' | 'id'>,
  { after, limit }: { after: number; limit: number },
): Promise<FrozenClaim[]> {
  return await rows<FrozenClaim>(
    db,
    `SELECT c.position, s.encounter_id,
            jsonb_build_object('XML1', s.tables -> 'XML1', 'XML2', COALESCE(s.tables -> 'XML2', '[]'), 'XML3', COALESCE(s.tables -> 'XML3', '[]')) AS tables
       FROM settlement_claims AS c JOIN claim_submissions AS s ON s.facility_id = c.facility_id AND s.id = c.submission_id
      WHERE c.facility_id = :facilityId AND c.report_id = :id AND c.position > :after ORDER BY c.position LIMIT :limit`,
    { facilityId, id, after, limit },
  );
}

/** The sums of the rows of tables 2 and 3 of some claims of a report, added up by the database: the other side of the proof. */
export async function sumFrozenClaims(
  db: Db,
  { facilityId, id }: Pick<SettlementReport, 'facilityId' | 'id'>,
  { after, until }: { after: number; until: number },
): Promise<XmlSums> {
  const sum = (field: string, name: string) => `COALESCE(sum(CAST(NULLIF(r.one ->> '${field}', '') AS numeric)), 0) AS ${name}`;
  const found = await row<XmlSums>(
    db,
    `SELECT ${sum('THANH_TIEN_BV', 'hospital')}, ${sum('THANH_TIEN_BH', 'insured')}, ${sum('T_BHTT', 'fund')},
            ${sum('T_BNCCT', 'copay')}, ${sum('T_NGUONKHAC', 'other')}, ${sum('T_BNTT', 'self')}
       FROM settlement_claims AS c JOIN claim_submissions AS s ON s.facility_id = c.facility_id AND s.id = c.submission_id
      CROSS JOIN LATERAL jsonb_array_elements(COALESCE(s.tables -> 'XML2', '[]') || COALESCE(s.tables -> 'XML3', '[]')) AS r (one)
      WHERE c.facility_id = :facilityId AND c.report_id = :id AND c.position > :after AND c.position <= :until`,
    { facilityId, id, after, until },
  );
  return found ?? { hospital: '0', insured: '0', fund: '0', copay: '0', other: '0', self: '0' };
}

/** How many visits a report counts otherwise than one made now would: changed, come in or gone since. */
export async function countChangedClaims(db: Db, report: SettlementReport): Promise<number> {
  const { facilityId, id, month } = report;
  const found = await row<{ changed: number }>(
    db,
    `WITH counted AS (${current(report)}), frozen AS (
       SELECT s.id, s.encounter_id FROM settlement_claims AS c JOIN claim_submissions AS s ON s.facility_id = c.facility_id AND s.id = c.submission_id
        WHERE c.facility_id = :facilityId AND c.report_id = :id)
     SELECT count(*)::int AS changed FROM counted AS n FULL JOIN frozen AS f ON f.encounter_id = n.encounter_id WHERE n.id IS DISTINCT FROM f.id`,
    { facilityId, id, month },
  );
  return found?.changed ?? 0;
}

/** How many claims of a month the insurer holds, and how many more the preview would count. */
export async function countMonth(db: Db, { facilityId, month, basis }: Question): Promise<{ accepted: number; onTheirWay: number }> {
  const found = await row<{ accepted: number; onTheirWay: number }>(
    db,
    `SELECT (SELECT count(*)::int FROM (${current({ basis, preview: false })}) AS a) AS accepted,
            (SELECT count(*)::int FROM (${current({ basis, preview: true })}) AS p WHERE p.state <> 'accepted') AS on_their_way`,
    { facilityId, month },
  );
  return found ?? { accepted: 0, onTheirWay: 0 };
}

export interface SettlementPeriod {
  month: string;
  reports: number;
  handedInAt: string | null;
}

/** Months that have reports, the newest first. */
export async function listSettlementPeriods(db: Db, facilityId: string): Promise<SettlementPeriod[]> {
  return await rows<SettlementPeriod>(
    db,
    `SELECT r.month, count(*)::int AS reports, max(h.handed_in_at) AS handed_in_at FROM settlement_reports AS r
       LEFT JOIN settlement_handings AS h ON h.facility_id = r.facility_id AND h.month = r.month AND h.withdrawn_at IS NULL
      WHERE r.facility_id = :facilityId GROUP BY r.month ORDER BY r.month DESC LIMIT 60`,
    { facilityId },
  );
}
