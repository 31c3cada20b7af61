import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/dates.ts';
import { type Paper, paperNumber } from '../../domain/papers/paper.ts';
import type { ClinicalClaimAnswer, ClinicalPaper } from '../../domain/visits/clinical-record.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows } from '../knex.ts';
import { present } from '../present.ts';
import type { PaperHead } from '../stores/paper-store.ts';

interface PaperRow extends Omit<ClinicalPaper, 'number' | 'attachments' | 'replacesId'> {
  encounterId: string;
  year: number;
  number: number;
  head: PaperHead;
  content: Paper;
  replaces: string | null;
}

/** The papers of each visit as they were issued, withdrawn ones too, with what stood on them; by visit. */
export async function readPapers(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, ClinicalPaper[]>> {
  const found = await rows<PaperRow>(
    tx,
    `SELECT p.encounter_id, p.id, p.kind, p.year, p.number, p.head, p.content, p.issued_at, p.issued_by AS issued_by_id, p.replaces, w.id IS NOT NULL AS is_withdrawn
       FROM visit_papers AS p
       LEFT JOIN visit_paper_withdrawals AS w ON w.facility_id = p.facility_id AND w.paper_id = p.id
      WHERE p.facility_id = :facilityId AND p.encounter_id = ANY (CAST(:encounterIds AS uuid[])) ORDER BY p.issued_at, p.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 200 * encounterIds.length } as never,
  );
  const made = groupRows(found, ({ encounterId }) => encounterId);
  return new Map([...made].map(([id, own]) => [id, own.map(toPaper)]));
}

/** The frozen fields of the paper travel as JSON: what is printed is drawn from them anew each time. */
function toPaper({ encounterId: _, year, number, head, content, replaces, ...one }: PaperRow): ClinicalPaper {
  const printed = paperNumber({ year, number });
  const bytes = Buffer.from(JSON.stringify({ head, content }), 'utf8');
  return {
    ...one,
    number: printed,
    ...present({ replacesId: replaces }),
    attachments: [
      {
        title: printed,
        contentType: 'application/json',
        data: bytes.toString('base64'),
        sizeBytes: bytes.length,
        sha1: createHash('sha1').update(bytes).digest('base64'),
      },
    ],
  };
}

interface AnswerRow {
  encounterId: string;
  id: string;
  state: string;
  transactionCode: string | null;
  resultCode: string | null;
  message: string | null;
  answeredAt: Instant;
}

/** What the portal said, oldest first; a simulator says nothing that may leave. By visit. */
export async function readClaimAnswers(
  tx: ReadTx,
  facilityId: string,
  encounterIds: string[],
): Promise<Map<string, ClinicalClaimAnswer[]>> {
  const found = await rows<AnswerRow>(
    tx,
    `SELECT s.encounter_id, s.id, s.state, s.transaction_code, s.result_code, s.message, s.answered_at
       FROM claim_submissions AS s
      WHERE s.facility_id = :facilityId AND s.encounter_id = ANY (CAST(:encounterIds AS uuid[])) AND s.kind = 'claim' AND s.source = 'portal'
        AND s.answered_at IS NOT NULL AND s.state IN ('accepted', 'replaced', 'rejected')
      ORDER BY s.number LIMIT :limit`,
    { facilityId, encounterIds, limit: 100 * encounterIds.length } as never,
  );
  const made = groupRows(found, ({ encounterId }) => encounterId);
  return new Map([...made].map(([id, own]) => [id, own.map(toAnswer)]));
}

const toAnswer = ({ id, state, answeredAt, transactionCode, resultCode, message }: AnswerRow): ClinicalClaimAnswer => ({
  ...{ id, state: state === 'rejected' ? 'rejected' : 'accepted', answeredAt },
  ...present({ transactionCode, resultCode, message }),
});
