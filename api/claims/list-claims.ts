import { openRecord, read, type Ctx, type ReadTx } from '../../db/doors.ts';
import { pageClosedEncounters, type ClaimExport, type ClosedEncounter } from '../../db/stores/claim-store.ts';
import { findClosure } from '../../db/stores/encounter-store.ts';
import type { StoredSigningKey } from '../../db/stores/signing-key-store.ts';
import type { ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import { isInsuredVisit } from '../../domain/claims/claim-line.ts';
import type { Instant } from '../../domain/dates.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { judgePage } from './claim-pages.ts';
import type { ClaimExportView, ClaimItem, ClaimList } from './claim-schemas.ts';
import { spanOf, type DaySpan } from './claim-span.ts';
import { newClaimRun } from './judge-claim.ts';

/** A page of the officer's list: each visit is built and checked as it would be sent. */
const PAGE = 30;

export async function listClaims(ctx: Ctx, query: { day: string; after?: string | undefined }): Promise<ClaimList> {
  const page = await read(ctx, async (tx) => await pageOf(tx, ctx, query));
  const shown = page.slice(0, PAGE).map(({ encounterId }) => encounterId);
  const judged = await judgePage(ctx, shown, newClaimRun());
  await read(ctx, async (tx) => {
    for (const { visit } of judged) await openRecord(tx, ctx, { patientId: visit.patient.id, encounterId: visit.encounter.id });
  });
  const items = judged.map(({ visit, judged: found }) => viewClaim(visit, found?.findings ?? []));
  ctx.opened = true; // an empty day opens no record
  return { day: query.day, items, next: page.length > PAGE ? (shown.at(-1) ?? null) : null };
}

async function pageOf(tx: ReadTx, ctx: Ctx, { day, after }: { day: string; after?: string | undefined }): Promise<ClosedEncounter[]> {
  const last = after === undefined ? undefined : await findClosure(tx, ctx.facilityId, after);
  // The last one seen was reopened: what came after it cannot be told.
  if (after !== undefined && last === undefined) return [];
  return await pageClosedEncounters(tx, ctx.facilityId, {
    ...{ ...spanOf({ from: day, until: day }), onlyInsured: false, limit: PAGE + 1 },
    ...(last === undefined ? {} : { after: last }),
  });
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

export function viewExport(
  claimExport: ClaimExport,
  place: { facilityCode: string; now: Instant; key: ExportKey | undefined },
): ClaimExportView {
  const { id, fromDay: from, untilDay: until, state, total, done, included, fundAmount, sha256, createdAt, finishedAt } = claimExport;
  const leftOut = state === 'ready' ? total - included : 0;
  return {
    ...{ id, from, until, state, total, done, included, leftOut, fundAmount, sha256, createdAt, finishedAt },
    secondsLeft: secondsLeft(claimExport, place.now),
    signer: place.key === undefined ? null : { subject: place.key.subject, demo: place.key.demo },
    fileName: state === 'ready' ? zipName(place.facilityCode, { from, until }) : null,
  };
}

export type ExportKey = Pick<StoredSigningKey, 'subject' | 'demo'>;

/** Until the last visit is done, at the pace of this try; null before its first page and after the end. */
function secondsLeft({ state, total, done, resumedFrom, startedAt }: ClaimExport, now: Instant): number | null {
  const did = done - resumedFrom;
  if (state !== 'running' || startedAt === null || did <= 0) return null;
  const seconds = Math.max(Date.parse(now) - Date.parse(startedAt), 0) / 1000;
  return Math.ceil(((total - done) * seconds) / did);
}

export const zipName = (facilityCode: string, { from, until }: DaySpan): string =>
  `${facilityCode}_${[...new Set([from, until])].map((day) => day.replaceAll('-', '')).join('_')}.zip`;
