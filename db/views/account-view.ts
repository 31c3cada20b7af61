import type { Day, Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import { computeAccount, payableOf, settledAt } from '../../domain/payments/receipt.ts';
import type { BillAmounts } from '../../domain/visits/visit-record.ts';
import { rows, type Db } from '../knex.ts';
import type { Encounter } from '../stores/encounter-store.ts';
import { reducedBy, type ReceiptRow, type ReductionRow } from '../stores/receipt-store.ts';

export interface AccountEntry {
  encounterId: string;
  code: string;
  state: Encounter['state'];
  ticket: string | null;
  fullName: string;
  birthDate: string;
  birthPrecision: string;
  paid: Decimal;
  /** Of a closed visit only. */
  due: Decimal | null;
}

/** Rounded like payableOf: half up, to whole dong, after adding. */
const DUE = `round(b.copay_amount + b.self_pay_amount) - LEAST(round(b.copay_amount + b.self_pay_amount), d.discount) - m.paid`;

const ENTRY = `
  SELECT e.id AS encounter_id, e.code, e.state, p.full_name, p.birth_date, p.birth_precision, m.paid, ${DUE} AS due,
         (SELECT r.code || '-' || t.number FROM queue_tickets AS t JOIN rooms AS r ON r.facility_id = t.facility_id AND r.id = t.room_id
           WHERE t.facility_id = e.facility_id AND t.encounter_id = e.id ORDER BY t.taken_at, t.id LIMIT 1) AS ticket
    FROM encounters AS e
    JOIN patients AS p ON p.id = e.patient_id
    CROSS JOIN LATERAL (SELECT COALESCE(sum(r.effect), 0) AS paid FROM receipts AS r WHERE r.facility_id = e.facility_id AND r.encounter_id = e.id) AS m
    CROSS JOIN LATERAL (
      SELECT COALESCE(sum(a.amount), 0) AS discount FROM account_reductions AS a
       WHERE a.facility_id = e.facility_id AND a.encounter_id = e.id AND a.kind = 'discount' AND a.cancels IS NULL
         AND NOT EXISTS (SELECT FROM account_reductions AS c WHERE c.facility_id = a.facility_id AND c.cancels = a.id)) AS d
    LEFT JOIN encounter_closures AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id AND c.reopened_at IS NULL
    LEFT JOIN bills AS b ON b.facility_id = c.facility_id AND b.closure_id = c.id`;

/** Visits that began since then, the closed first, each with what is held and what is due; with `onlyDue` those where something is due either way. */
export async function listAccounts(
  db: Db,
  facilityId: string,
  asked: { since: Instant; onlyDue: boolean; limit: number },
): Promise<AccountEntry[]> {
  return await rows<AccountEntry>(
    db,
    `${ENTRY} WHERE e.facility_id = :facilityId AND e.started_at >= :since AND e.state <> 'cancelled'
        AND (NOT :onlyDue OR ${DUE} <> 0)
      ORDER BY c.closed_at DESC NULLS LAST, e.started_at DESC, e.id LIMIT :limit`,
    { facilityId, ...asked },
  );
}

/** By what is scanned or typed: the code of the visit, the number of a ticket of the day or of the person, words of the name. */
export async function findAccounts(
  db: Db,
  facilityId: string,
  asked: { query: string; day: Day; since: Instant; limit: number },
): Promise<AccountEntry[]> {
  const typed = asked.query.trim();
  const words = foldName(typed)
    .split(' ')
    .filter((word) => word !== '');
  const ticket = /^(?:[a-z0-9]{1,10}-)?(\d{1,4})$/i.exec(typed)?.[1];
  return await rows<AccountEntry>(
    db,
    `${ENTRY}
      WHERE e.facility_id = :facilityId AND (
        e.code = :typed
        OR EXISTS (SELECT FROM facility_patients AS n WHERE n.facility_id = e.facility_id AND n.patient_id = e.patient_id AND n.number = :typed)
        OR (CAST(:ticket AS integer) IS NOT NULL AND EXISTS (
              SELECT FROM queue_tickets AS t WHERE t.facility_id = e.facility_id AND t.encounter_id = e.id AND t.day = :day
                 AND t.number = CAST(:ticket AS integer)))
        OR (cardinality(CAST(:words AS text[])) > 0 AND CAST(:ticket AS integer) IS NULL AND e.started_at >= :since
            AND p.name_tokens @> CAST(:whole AS text[]) AND ' ' || p.name_folded LIKE :last))
      ORDER BY e.started_at DESC, e.id LIMIT :limit`,
    {
      ...{ facilityId, typed, ticket: ticket ?? null, day: asked.day, since: asked.since, limit: asked.limit },
      ...{ words, whole: words.slice(0, -1), last: `% ${words.at(-1) ?? ''}%` },
    } as never,
  );
}

/** When a closed visit was paid for, from its ledger; undefined while something is due. */
export function settledAtOf(
  { receipts, reductions }: { receipts: ReceiptRow[]; reductions: ReductionRow[] },
  closedAt: Instant,
  totals: BillAmounts,
): Instant | undefined {
  const state = computeAccount({
    patientPart: payableOf(totals),
    discount: reducedBy(reductions, 'discount'),
    ledger: receipts.map(({ kind, amount, cancels }) => ({ kind, amount, cancels: cancels !== null })),
  });
  return settledAt(state, closedAt, [...receipts, ...reductions]);
}
