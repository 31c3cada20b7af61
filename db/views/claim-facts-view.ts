import type { ClaimFacts, ClaimResult, IssuedPaper } from '../../domain/claims/claim-facts.ts';
import { examinationFacts } from '../../domain/claims/examination-facts.ts';
import { paperNumber, type Paper, type PaperKind } from '../../domain/papers/paper.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { rows } from '../knex.ts';
import { findEncounter } from '../stores/encounter-store.ts';
import { findSections } from '../stores/examination-store.ts';
import { listPapers } from '../stores/paper-store.ts';
import { listValues } from '../stores/result-store.ts';

interface ResultRow {
  id: string;
  serviceCode: string;
  serviceName: string;
  description: string | null;
  conclusion: string | null;
  approvedAt: string;
  readerLicence: string | null;
}

/** What the claim tables beyond the bill are made of, as the facility keeps it of a closed visit. */
export async function readClaimFacts(tx: ReadTx, visit: VisitRecord): Promise<ClaimFacts> {
  const { facility, encounter } = visit;
  const at = { facilityId: facility.id, encounterId: encounter.id };
  const results = await readResults(tx, at);
  const stored = await findEncounter(tx, at.facilityId, at.encounterId);
  const form = {
    history: stored?.history ?? null,
    sections: await findSections(tx, at.facilityId, at.encounterId),
    examinedAt: stored?.examinedAt ?? encounter.startedAt,
  };
  return { results, ...examinationFacts(form, visit, results), ...(await readIssued(tx, at)) };
}

/** Of each order the issue that counts: the newest approved one, unless it takes the result back. */
async function readResults(tx: ReadTx, at: { facilityId: string; encounterId: string }): Promise<ClaimResult[]> {
  const found = await rows<ResultRow>(
    tx,
    `SELECT r.id, o.service_code, o.service_name, r.description, r.conclusion, r.approved_at, u.licence AS reader_licence
       FROM order_results AS r
       JOIN service_orders AS o ON o.facility_id = r.facility_id AND o.id = r.order_id
       JOIN users AS u ON u.id = r.approved_by
      WHERE r.facility_id = :facilityId AND r.encounter_id = :encounterId AND r.kind <> 'withdrawal' AND o.state <> 'cancelled'
        AND NOT EXISTS (SELECT FROM order_results AS n WHERE n.facility_id = r.facility_id AND n.order_id = r.order_id
                           AND n.number > r.number AND n.approved_at IS NOT NULL)
      ORDER BY r.approved_at, r.id LIMIT 500`,
    at,
  );
  const values = await listValues(
    tx,
    at.facilityId,
    found.map(({ id }) => id),
  );
  return found.map(({ id, description, conclusion, readerLicence, ...result }) => ({
    ...result,
    ...(description === null ? {} : { description }),
    ...(conclusion === null ? {} : { conclusion }),
    readerLicence: readerLicence ?? '',
    values: values
      .filter(({ resultId }) => resultId === id)
      .map(({ indicatorCode, name, comparator, number, text, unit }) => ({
        ...{ code: indicatorCode, name, value: number === null ? (text ?? '') : `${comparator ?? ''}${number}` },
        ...(unit === null ? {} : { unit }),
      })),
  }));
}

/** The newest paper of each kind that was not taken back. */
async function readIssued(tx: ReadTx, at: { facilityId: string; encounterId: string }): Promise<ClaimFacts> {
  const papers = (await listPapers(tx, at.facilityId, at.encounterId)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const newest = <Kind extends PaperKind>(kind: Kind): IssuedPaper<Extract<Paper, { kind: Kind }>> | undefined => {
    const paper = papers.findLast((one) => one.kind === kind);
    if (paper === undefined) return undefined;
    const { content, head, issuedAt } = paper;
    return {
      number: paperNumber(paper),
      issuedAt,
      content: content as Extract<Paper, { kind: Kind }>,
      doctorName: head.issuedByName,
      doctorLicence: head.issuedByLicence ?? '',
    };
  };
  const [sickLeave, referral, appointment] = [newest('sick-leave'), newest('referral'), newest('appointment')];
  return {
    ...(sickLeave === undefined ? {} : { sickLeave }),
    ...(referral === undefined ? {} : { referral }),
    ...(appointment === undefined ? {} : { appointment }),
  };
}
