import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { findFacilityAccount } from '../../db/stores/national-account-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { findTransmission, listTransmissionAttempts, type KnownTransmission } from '../../db/stores/transmission-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { findReplacedCodes, searchTransmissions, summariseTransmissions } from '../../db/views/transmission-view.ts';
import { addDays, daysBetween, localDay, startOfDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { nationalSettingsAt } from '../../domain/prescriptions/national-settings.ts';
import { mayResend } from '../../domain/prescriptions/national-state.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import type {
  TransmissionPage,
  TransmissionPeriod,
  TransmissionPerson,
  TransmissionSearch,
  TransmissionSummary,
  TransmissionView,
} from './national-schemas.ts';

const LONGEST_DAYS = 92;
const PAGE = 50;

/** The prescriptions signed in a period, a page at a time, newest first; no patient is named. */
export async function listTransmissions(ctx: ApiCtx, question: TransmissionSearch): Promise<TransmissionPage> {
  const { limit = PAGE, states, doctorId, code, recall = false, after } = question;
  const range = rangeOf(question);
  const found = await read(
    ctx,
    async (tx) =>
      await searchTransmissions(tx, { facilityId: ctx.facilityId, ...range, states, doctorId, code, recall, after, limit: limit + 1 }),
  );
  return { items: found.slice(0, limit), more: found.length > limit };
}

/** How many stand where, and whether something has waited too long. */
export async function viewSummary(ctx: ApiCtx, period: TransmissionPeriod): Promise<TransmissionSummary> {
  const range = rangeOf(period);
  return await read(ctx, async (tx) => {
    const summary = await summariseTransmissions(tx, { facilityId: ctx.facilityId, ...range });
    const { alertHours } = nationalSettingsAt(await readParameters(tx, 'rx.national.'), localDay(ctx.now));
    const { oldestQueuedAt } = summary;
    const waitedMs = oldestQueuedAt === null ? 0 : Date.parse(ctx.now) - Date.parse(oldestQueuedAt);
    const simulates = (await findFacilityAccount(tx, ctx.facilityId)) === undefined;
    return { ...summary, alertHours, overdue: waitedMs > alertHours * 3_600_000, simulates };
  });
}

/** One prescription with every try. */
export async function viewTransmission(ctx: ApiCtx, id: string): Promise<TransmissionView> {
  return await read(ctx, async (tx) => {
    const found = await findTransmission(tx, ctx.facilityId, id);
    if (found === undefined) throw notFound('prescription_not_found');
    const encounter = await findEncounter(tx, ctx.facilityId, found.encounterId);
    return {
      ...found,
      encounterCode: encounter?.code ?? '',
      decision: await decisionOf(tx, found),
      ...(await findReplacedCodes(tx, ctx.facilityId, id)),
      mayResend: mayResend({ ...found, withdrawn: found.withdrawnAt !== null }),
      attemptList: await listTransmissionAttempts(tx, ctx.facilityId, id),
    };
  });
}

/** Whose prescription it is; the opening is logged. */
export async function viewTransmissionPerson(ctx: ApiCtx, id: string): Promise<TransmissionPerson> {
  return await read(ctx, async (tx) => {
    const found = await findTransmission(tx, ctx.facilityId, id);
    if (found === undefined) throw notFound('prescription_not_found');
    await openRecord(tx, ctx, { patientId: found.patientId, encounterId: found.encounterId });
    const patient = await findPatient(tx, found.patientId);
    const encounter = await findEncounter(tx, ctx.facilityId, found.encounterId);
    if (patient === undefined || encounter === undefined) throw new Error('the patient of a prescription is gone');
    const { fullName, sex, birthDate } = patient;
    return { fullName, sex, birthDate, encounterCode: encounter.code };
  });
}

async function decisionOf(tx: ReadTx, { decidedAt, decidedBy, decisionReason }: KnownTransmission): Promise<TransmissionView['decision']> {
  if (decidedAt === null || decidedBy === null) return null;
  return { at: decidedAt, byName: (await findPractitioner(tx, decidedBy))?.fullName ?? '', reason: decisionReason ?? '' };
}

function rangeOf({ from, until }: TransmissionPeriod): { from: string; until: string } {
  if (until < from || daysBetween(from, until) >= LONGEST_DAYS)
    throw rejected([error('national_period_too_long', 'until', { days: LONGEST_DAYS })]);
  return { from: startOfDay(from), until: startOfDay(addDays(until, 1)) };
}
