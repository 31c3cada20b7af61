import { auditSubject, write } from '../../db/doors.ts';
import { findCabinetIssue } from '../../db/stores/cabinet-store.ts';
import { cancelCharge } from '../../db/stores/charge-store.ts';
import { touchEncounter } from '../../db/stores/encounter-store.ts';
import { lockDocument } from '../../db/stores/stock-document-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { bookReversal } from './reverse-document.ts';
import type { CabinetIssued, ReverseCabinetIssue } from './cabinet-schemas.ts';

/** What was taken for a visit goes back into the cabinet, the same lots, and off the bill; both documents stay. */
export async function reverseCabinetIssue(
  ctx: ApiCtx,
  { encounterId, issueId }: { encounterId: string; issueId: string },
  { id, reason }: ReverseCabinetIssue,
): Promise<CabinetIssued> {
  return await write(ctx, 'stock.cabinet.take-back', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId);
    const issue = await findCabinetIssue(tx, ctx.facilityId, issueId);
    const document = await lockDocument(tx, ctx.facilityId, issueId);
    if (issue?.encounterId !== encounterId || document === undefined) throw notFound('cabinet_issue_not_found');
    const { number } = await bookReversal(tx, ctx, document, { id, reason });
    for (const line of issue.lines) await cancelCharge(tx, encounter, line.id, ctx.now);
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: issueId, reason });
    return { id, number: number ?? '' };
  });
}
