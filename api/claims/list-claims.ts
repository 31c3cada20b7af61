import { openRecord, read, readSnapshot, type Ctx } from '../../db/doors.ts';
import { pageClosedEncounters, type ClaimExport } from '../../db/stores/claim-store.ts';
import { readVisit } from '../../db/views/visit-view.ts';
import type { ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import { isInsuredVisit } from '../../domain/claims/claim-line.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ClaimExportView, ClaimItem, ClaimList } from './claim-schemas.ts';
import { dayRange } from './export-claims.ts';
import { judgeClaim } from './judge-claim.ts';

/** A page of the officer's list: each visit is built and checked as it would be sent. */
const PAGE = 30;

export async function listClaims(ctx: Ctx, query: { day: string; after?: string | undefined }): Promise<ClaimList> {
  const page = await read(
    ctx,
    async (tx) =>
      await pageClosedEncounters(tx, ctx.facilityId, {
        ...dayRange(query.day),
        limit: PAGE + 1,
        ...(query.after === undefined ? {} : { after: query.after }),
      }),
  );
  const items: ClaimItem[] = [];
  for (const { encounterId } of page.slice(0, PAGE)) {
    const visit = await readSnapshot(ctx, async (tx) => {
      const found = await readVisit(tx, ctx.facilityId, encounterId);
      if (found !== undefined) await openRecord(tx, ctx, { patientId: found.patient.id, encounterId });
      return found;
    });
    if (visit !== undefined) items.push(viewClaim(visit, isInsuredVisit(visit) ? (await judgeClaim(ctx, visit)).findings : []));
  }
  ctx.opened = true; // an empty day opens no record
  return { day: query.day, items, next: page.length > PAGE ? (items.at(-1)?.encounterId ?? null) : null };
}

export function viewClaim(visit: VisitRecord, findings: ClaimFinding[]): ClaimItem {
  const { hospitalAmount, fundAmount, copayAmount, selfPayAmount } = visit.bill.totals;
  return {
    encounterId: visit.encounter.id,
    encounterCode: visit.encounter.code,
    patientName: visit.patient.fullName,
    closedAt: visit.encounter.endedAt,
    insured: isInsuredVisit(visit),
    patientId: visit.patient.id,
    benefitRate: visit.bill.benefitRate,
    ...{ hospitalAmount, fundAmount, copayAmount, selfPayAmount },
    findings,
  };
}

export function viewExport(claimExport: ClaimExport, facilityCode: string): ClaimExportView {
  const { id, day, state, total, included, fundAmount, sha256, createdAt, finishedAt } = claimExport;
  const leftOut = state === 'ready' ? total - included : 0;
  return {
    ...{ id, day, state, total, included, leftOut, fundAmount, sha256, createdAt, finishedAt },
    fileName: state === 'ready' ? zipName(facilityCode, day) : null,
  };
}

export const zipName = (facilityCode: string, day: string): string => `${facilityCode}_${day.replaceAll('-', '')}.zip`;
