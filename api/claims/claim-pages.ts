import { read, readSnapshot, type Ctx } from '../../db/doors.ts';
import { pageClosedEncounters, type ClosedEncounter } from '../../db/stores/claim-store.ts';
import { readVisits } from '../../db/views/visit-view.ts';
import { isInsuredVisit } from '../../domain/claims/claim-line.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { spanOf, type DaySpan } from './claim-span.ts';
import { prepareJudging, type ClaimRun, type JudgedClaim } from './judge-claim.ts';

/** Visits that are read, judged and kept together: enough that questions cost little, few enough that no transaction is long. */
export const CLAIM_PAGE = 100;

/** The visits closed in some days, page after page in the order of closing: memory stays flat however long the month is. */
export async function* closedPages(
  ctx: Ctx,
  span: DaySpan,
  { size, onlyInsured }: { size: number; onlyInsured: boolean },
): AsyncGenerator<string[]> {
  let after: ClosedEncounter | undefined;
  for (;;) {
    const asked = { ...spanOf(span), onlyInsured, limit: size, ...(after === undefined ? {} : { after }) };
    const page = await read(ctx, async (tx) => await pageClosedEncounters(tx, ctx.facilityId, asked));
    if (page.length > 0) yield page.map(({ encounterId }) => encounterId);
    after = page.at(-1);
    if (page.length < size) return;
  }
}

/** `judged` is absent of a visit that no insurer pays for. */
export interface JudgedVisit {
  visit: VisitRecord;
  judged?: JudgedClaim;
}

/** Reads a page of closed visits in one snapshot and judges those that are insured; one that was reopened meanwhile is left out. */
export async function judgePage(ctx: Ctx, encounterIds: string[], run: ClaimRun): Promise<JudgedVisit[]> {
  const { visits, judges } = await readSnapshot(ctx, async (tx) => {
    const found = await readVisits(tx, ctx.facilityId, encounterIds);
    const insured = found.filter(isInsuredVisit);
    const prepared = await prepareJudging(tx, ctx, { visits: insured, run });
    return { visits: found, judges: new Map(insured.map((visit, i) => [visit, prepared[i]])) };
  });
  // The rules run outside the transaction: they take longer than the questions.
  return visits.map((visit) => {
    const judge = judges.get(visit);
    return judge === undefined ? { visit } : { visit, judged: judge() };
  });
}
