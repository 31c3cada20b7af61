import { openRecord, read, type ReadTx } from '../../../db/doors.ts';
import { listAuditActs, readReasonRules } from '../../../db/stores/claim-audit-store.ts';
import { readParameters } from '../../../db/stores/code-catalogue-store.ts';
import { findEncounter } from '../../../db/stores/encounter-store.ts';
import { findPatient } from '../../../db/stores/patient-store.ts';
import { readHolidays } from '../../../db/stores/slip-store.ts';
import { findAuditFinding, searchAuditFindings, type FoundFinding } from '../../../db/views/claim-audit-view.ts';
import { possibleDecisions } from '../../../domain/claims/audit/decide-finding.ts';
import { matchOwn, type ReasonRules } from '../../../domain/claims/audit/reconcile-findings.ts';
import { deadlineState, endOfWorkingDay, timetableNumberAt } from '../../../domain/claims/claim-deadlines.ts';
import { localDay, type Day } from '../../../domain/dates.ts';
import type { ApiCtx } from '../../http/context.ts';
import { notFound } from '../../http/errors.ts';
import type { FindingDetail, FindingLine, FindingPage, FindingSearch } from './audit-schemas.ts';
import { factsOf } from './decide-finding.ts';
import { monthsOf } from './months-of.ts';

const PAGE = 50;

/** What a line is told with. */
interface Around {
  decided: ReasonRules;
  answerDays: number;
  holidays: ReadonlySet<Day>;
  now: string;
}

/** What the insurer found in the claims of some months, a page at a time; no patient is named. */
export async function listFindings(ctx: ApiCtx, { states, group, claimKey, after, ...question }: FindingSearch): Promise<FindingPage> {
  const months = monthsOf(question);
  return await read(ctx, async (tx) => {
    const asked = { facilityId: ctx.facilityId, ...months, states, group, claimKey, after, limit: PAGE + 1 };
    const found = await searchAuditFindings(tx, asked);
    const around = await readAround(tx, ctx);
    return { items: found.slice(0, PAGE).map((one) => lineOf(one, around)), more: found.length > PAGE };
  });
}

/** One finding with its person, what we had found in the same place, and everything that happened to it. */
export async function viewFinding(ctx: ApiCtx, id: string): Promise<FindingDetail> {
  return await read(ctx, async (tx) => {
    const found = await findAuditFinding(tx, ctx.facilityId, id);
    const encounter = found === undefined ? undefined : await findEncounter(tx, ctx.facilityId, found.encounterId);
    if (found === undefined || encounter === undefined) throw notFound('audit_finding_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId: encounter.id });
    const acts = await listAuditActs(tx, ctx.facilityId, [id]);
    const around = await readAround(tx, ctx);
    return {
      ...lineOf(found, around),
      patientName: (await findPatient(tx, encounter.patientId))?.fullName ?? '',
      ...{ proposed: found.proposedAmount, doctorName: found.doctorName },
      ownFindings: matchOwn(placeOf(found), found.own, around.decided).findings,
      decisions: possibleDecisions(factsOf(found, found.isSentAgain, acts.at(-1))),
      acts,
    };
  });
}

async function readAround(tx: ReadTx, ctx: ApiCtx): Promise<Around> {
  const answerDays = timetableNumberAt(await readParameters(tx, 'claim.'), 'claim.audit_answer_working_days', localDay(ctx.now));
  return { decided: await readReasonRules(tx, ctx.facilityId), answerDays, holidays: await readHolidays(tx), now: ctx.now };
}

const placeOf = ({ tableCode, lineNumber, field, reasonCode }: FoundFinding) => ({
  ...{ table: tableCode, number: lineNumber, field, reasonCode },
});

function lineOf(found: FoundFinding, around: Around): FindingLine {
  const { tableCode, lineNumber, refusedAmount, restoredAmount, settlementMonth, own, ...shown } = found;
  return {
    ...shown,
    ...{ table: tableCode, number: lineNumber, refused: refusedAmount, restored: restoredAmount, month: settlementMonth },
    own: matchOwn(placeOf(found), own, around.decided).match,
    answer: answerOf(found, around),
  };
}

/** Only what is open waits for an answer. */
function answerOf({ state, auditedOn }: FoundFinding, { answerDays, holidays, now }: Around): FindingLine['answer'] {
  if (state !== 'open') return null;
  const until = endOfWorkingDay(auditedOn, answerDays, holidays);
  return { until, state: deadlineState({ until }, now) };
}
