import type { ClaimFacts, ClaimResult, IssuedPaper } from '../../domain/claims/claim-facts.ts';
import { examinationFacts } from '../../domain/claims/examination-facts.ts';
import { paperNumber, type Paper, type PaperKind } from '../../domain/papers/paper.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows } from '../knex.ts';
import { findEncounters } from '../stores/encounter-store.ts';
import { findSectionsOf } from '../stores/examination-store.ts';
import { listPapersOf, type VisitPaper } from '../stores/paper-store.ts';
import { listValues, type StoredValue } from '../stores/result-store.ts';

interface ResultRow {
  id: string;
  encounterId: string;
  serviceCode: string;
  serviceName: string;
  description: string | null;
  conclusion: string | null;
  approvedAt: string;
  readerLicence: string | null;
}

/** What the claim tables beyond the bill are made of, as the facility keeps it of closed visits; by visit, with as many questions as for one. */
export async function readClaimFactsOf(tx: ReadTx, facilityId: string, visits: readonly VisitRecord[]): Promise<Map<string, ClaimFacts>> {
  const ids = visits.map(({ encounter }) => encounter.id);
  const results = await readResults(tx, facilityId, ids);
  const forms = new Map((await findEncounters(tx, facilityId, ids)).map((one) => [one.id, one]));
  const sections = await findSectionsOf(tx, facilityId, ids);
  const papers = await listPapersOf(tx, facilityId, ids);
  return new Map(
    visits.map((visit) => {
      const { id, startedAt } = visit.encounter;
      const stored = forms.get(id);
      const form = { history: stored?.history ?? null, sections: sections.get(id) ?? {}, examinedAt: stored?.examinedAt ?? startedAt };
      const own = results.get(id) ?? [];
      return [id, { results: own, ...examinationFacts(form, visit, own), ...issuedOf(papers.get(id) ?? []) }];
    }),
  );
}

/** Of each order the issue that counts: the newest approved one, unless it takes the result back; by visit. */
async function readResults(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, ClaimResult[]>> {
  const found = await rows<ResultRow>(
    tx,
    `SELECT r.id, r.encounter_id, o.service_code, o.service_name, r.description, r.conclusion, r.approved_at, u.licence AS reader_licence
       FROM order_results AS r
       JOIN service_orders AS o ON o.facility_id = r.facility_id AND o.id = r.order_id
       JOIN users AS u ON u.id = r.approved_by
      WHERE r.facility_id = :facilityId AND r.encounter_id = ANY (CAST(:encounterIds AS uuid[])) AND r.kind <> 'withdrawal' AND o.state <> 'cancelled'
        AND NOT EXISTS (SELECT FROM order_results AS n WHERE n.facility_id = r.facility_id AND n.order_id = r.order_id
                           AND n.number > r.number AND n.approved_at IS NOT NULL)
      ORDER BY r.approved_at, r.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 500 * encounterIds.length } as never,
  );
  const values = await listValues(
    tx,
    facilityId,
    found.map(({ id }) => id),
  );
  const byResult = groupRows(values, ({ resultId }) => resultId);
  const made = groupRows(found, (one) => one.encounterId);
  return new Map([...made].map(([id, own]) => [id, own.map((result) => toResult(result, byResult.get(result.id) ?? []))]));
}

const toResult = (
  { id: _, encounterId: __, description, conclusion, readerLicence, ...result }: ResultRow,
  values: StoredValue[],
): ClaimResult => ({
  ...result,
  ...(description === null ? {} : { description }),
  ...(conclusion === null ? {} : { conclusion }),
  readerLicence: readerLicence ?? '',
  values: values.map(({ indicatorCode, name, comparator, number, text, unit }) => ({
    ...{ code: indicatorCode, name, value: number === null ? (text ?? '') : `${comparator ?? ''}${number}` },
    ...(unit === null ? {} : { unit }),
  })),
});

/** The newest paper of each kind that was not taken back. */
function issuedOf(listed: VisitPaper[]): ClaimFacts {
  const papers = listed.filter(({ withdrawnAt }) => withdrawnAt === null);
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
