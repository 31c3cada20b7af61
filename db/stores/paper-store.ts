import type { Instant } from '../../domain/dates.ts';
import type { Paper, PaperKind } from '../../domain/papers/paper.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows, type Db } from '../knex.ts';

/** Facility, person, card and signer as they were named when the paper was issued. */
export interface PaperHead {
  facility: { code: string; name: string; address: string | null; phone: string | null };
  patient: {
    number: string | null;
    fullName: string;
    sex: string;
    birthDate: string;
    birthPrecision: string;
    address: string | null;
    citizenId: string | null;
  };
  cardNumber: string | null;
  encounterCode: string;
  examinedAt: Instant;
  issuedByName: string;
  issuedByLicence: string | null;
}

export interface VisitPaper {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: PaperKind;
  year: number;
  number: number;
  head: PaperHead;
  content: Paper;
  issuedAt: Instant;
  replaces: string | null;
  withdrawnAt: Instant | null;
  withdrawReason: string | null;
}

export type NewPaper = Omit<VisitPaper, 'number' | 'withdrawnAt' | 'withdrawReason'> & { issuedBy: string };

/** Issues a paper with the next number of its kind and year; numbers have no gaps because the counter turns in the same transaction. */
export async function insertPaper(tx: WriteTx, paper: NewPaper): Promise<number> {
  const number = await takeNumber(tx, paper.facilityId, `paper:${paper.kind}:${paper.year}`);
  await tx('visitPapers').insert({ ...paper, number, head: JSON.stringify(paper.head), content: JSON.stringify(paper.content) });
  return number;
}

const paper = `
  SELECT p.facility_id, p.id, p.encounter_id, p.kind, p.year, p.number, p.head, p.content, p.issued_at, p.replaces, w.withdrawn_at, w.reason AS withdraw_reason
    FROM visit_papers AS p
    LEFT JOIN visit_paper_withdrawals AS w ON w.facility_id = p.facility_id AND w.paper_id = p.id`;

/** The papers of a visit in the order they were issued, withdrawn ones too. */
export async function listPapers(db: Db, facilityId: string, encounterId: string): Promise<VisitPaper[]> {
  return (await listPapersOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

/** The same of many visits; a visit without papers is absent. */
export async function listPapersOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, VisitPaper[]>> {
  const found = await rows<VisitPaper>(
    db,
    `${paper} WHERE p.facility_id = :facilityId AND p.encounter_id = ANY (CAST(:encounterIds AS uuid[]))
      ORDER BY p.issued_at, p.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 200 * encounterIds.length } as never,
  );
  return groupRows(found, (one) => one.encounterId);
}

/** A paper of that visit; the caller holds the encounter, so that nobody withdraws it at the same time. */
export async function findPaper(
  db: Db,
  encounter: { facilityId: string; encounterId: string },
  id: string,
): Promise<VisitPaper | undefined> {
  return await row<VisitPaper>(db, `${paper} WHERE p.facility_id = :facilityId AND p.encounter_id = :encounterId AND p.id = :id`, {
    ...encounter,
    id,
  });
}

export async function insertPaperWithdrawal(
  tx: WriteTx,
  withdrawal: { facilityId: string; id: string; paperId: string; reason: string; withdrawnAt: Instant; withdrawnBy: string },
): Promise<void> {
  await tx('visitPaperWithdrawals').insert(withdrawal);
}
