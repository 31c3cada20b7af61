import type { AuditImported, FindingDetail, FindingLine, FindingPage } from '../../../api/claims/audit/audit-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aWorkbook, type SheetCell } from '../../support/workbook.ts';
import type { Workplace } from '../at-work.ts';
import type { OpenVisit } from '../encounters/open-visit.ts';
import { aClosedVisit } from './a-closed-visit.ts';

export const AUDIT_HEADS = ['MA_LK', 'Bảng', 'STT dòng', 'Mã lý do', 'Lý do', 'Số tiền từ chối', 'Ngày giám định'];

/** The insurer's word on a claim; dong as they stand in the file. */
export interface Refusal {
  key: string;
  refused: string;
  reason?: string;
  number?: string;
  day?: string;
}

export const refusalRow = ({ key, refused, reason = 'S.005.434', number = '1', day }: Refusal): SheetCell[] => [
  ...[key, number === '' ? null : 'XML3', number === '' ? null : number, reason, 'Chỉ định quá mức'],
  ...[refused, day === undefined ? { day: localDay(new Date()) } : { day }],
];

export const auditFile = async (...refusals: Refusal[]) => ({
  ...{ id: newId(), fileName: 'ket-qua.xlsx' },
  content: (await aWorkbook([AUDIT_HEADS, ...refusals.map(refusalRow)])).toString('base64'),
});

/** The insurer's findings at a place, as its officer works with them. */
export function auditDesk(api: () => TestApi, place: () => Workplace) {
  const month = localDay(new Date()).slice(0, 7);
  const months = { from: month, until: month };
  const search = async (fields: object = {}): Promise<FindingLine[]> =>
    (
      (
        await place()
          .officer.post('/claim-audit/searches', { ...months, ...fields })
          .expect(200)
      ).body as FindingPage
    ).items;
  return {
    ...{ month, months, search },
    /** The codes of visits whose claims the insurer has taken. */
    accepted: async (...visits: OpenVisit[]): Promise<string[]> => {
      const encounterIds = visits.map(({ encounterId }) => encounterId);
      await place().officer.post('/claim-sending/approvals', { encounterIds }).expect(200);
      await runJobs(api());
      return await Promise.all(visits.map(async (visit) => (await visit.view()).code));
    },
    acceptedKey: async (): Promise<string> => {
      const visit = await aClosedVisit(place());
      await place()
        .officer.post('/claim-sending/approvals', { encounterIds: [visit.encounterId] })
        .expect(200);
      await runJobs(api());
      return (await visit.view()).code;
    },
    load: async (...refusals: Refusal[]): Promise<AuditImported> =>
      (
        await place()
          .officer.post('/claim-audit/imports', await auditFile(...refusals))
          .expect(201)
      ).body as AuditImported,
    one: async (): Promise<FindingDetail> => {
      const [line] = await search();
      if (line === undefined) throw new Error('nothing was found');
      return (await place().officer.get(`/claim-audit/findings/${line.id}`).expect(200)).body as FindingDetail;
    },
  };
}
