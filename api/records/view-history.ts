import { openRecord, read, readElsewhere, type ReadTx } from '../../db/doors.ts';
import { findBreakGlass } from '../../db/stores/break-glass-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import {
  findLastPrescription,
  findRelations,
  listKnowingFacilities,
  listPastVisits,
  type KnowingFacility,
  type PastVisitRow,
} from '../../db/views/history-view.ts';
import { addDays, localDay } from '../../domain/dates.ts';
import { remainingDays } from '../../domain/records/prescription-days.ts';
import { isSensitiveDiagnosis } from '../../domain/records/sensitive-diagnosis.ts';
import type { ApiCtx } from '../http/context.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { History, HistoryElsewhere, PastVisit } from './record-schemas.ts';

const MOST = 50;
/** An open visit older than this was forgotten, and is no treatment any more. */
const TREATMENT_DAYS = 30;
/** A referral slip holds for a year at most (TT 01/2025/TT-BYT Đ12). */
const REFERRAL_DAYS = 366;

type Right = HistoryElsewhere['right'];
interface Access {
  right: Right;
  until: string | null;
  /** Whose records; a referral opens those of the facility that referred. */
  facilities: KnowingFacility[];
}

/** The visits of a person here in full, and whether those of other facilities may be opened. */
export async function viewHistory(ctx: ApiCtx, patientId: string): Promise<History> {
  return await read(ctx, async (tx) => {
    await expectPatient(tx, patientId);
    await openRecord(tx, ctx, { patientId });
    const visits = await listPastVisits(tx, { facilityId: ctx.facilityId, patientId, limit: MOST + 1 });
    const last = await findLastPrescription(tx, ctx.facilityId, patientId);
    return {
      here: visits.slice(0, MOST).map((visit) => shown(ctx, visit)),
      moreHere: visits.length > MOST,
      lastPrescription: last === undefined ? null : daysLeft(ctx, last),
      elsewhere: await mayOpenElsewhere(tx, ctx, patientId),
    };
  });
}

/** The visits of other facilities, newest first; refused without a relation or a grant. What tells of HIV stays where it is. */
export async function viewHistoryElsewhere(ctx: ApiCtx, patientId: string): Promise<HistoryElsewhere> {
  const access = await read(ctx, async (tx) => {
    await expectPatient(tx, patientId);
    const found = await findAccess(tx, ctx, patientId);
    if (found === undefined) throw forbidden('elsewhere_needs_reason');
    await openRecord(tx, ctx, { patientId });
    return found;
  });
  const visits: PastVisitRow[] = [];
  for (const { id } of access.facilities) {
    const theirs = await readElsewhere(ctx, id, async (tx, there) => {
      await openRecord(tx, there, { patientId });
      return await listPastVisits(tx, { facilityId: id, patientId, limit: MOST + 1 });
    });
    visits.push(...theirs);
  }
  const told = visits.filter(({ diagnoses }) => !diagnoses.some(({ icdCode }) => isSensitiveDiagnosis(icdCode)));
  const newest = told.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  return { items: newest.slice(0, MOST).map((visit) => shown(ctx, visit)), more: newest.length > MOST, right: access.right };
}

async function expectPatient(tx: ReadTx, patientId: string): Promise<void> {
  if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
}

/** Diagnoses and drugs only for those who may read an encounter. */
function shown(ctx: ApiCtx, visit: PastVisitRow): PastVisit {
  return ctx.permissions.has('encounter.read') ? visit : { ...visit, diagnoses: [], drugs: [] };
}

function daysLeft(ctx: ApiCtx, { signedAt, days }: { signedAt: string; days: number }): NonNullable<History['lastPrescription']> {
  const signedOn = localDay(signedAt);
  return { signedOn, days, remainingDays: remainingDays(signedOn, days, localDay(ctx.now)) };
}

async function mayOpenElsewhere(tx: ReadTx, ctx: ApiCtx, patientId: string): Promise<History['elsewhere']> {
  if (!ctx.permissions.has('history.elsewhere.read')) return { facilities: [], right: null, until: null };
  const facilities = await listKnowingFacilities(tx, ctx.facilityId, patientId);
  const access = await findAccess(tx, ctx, patientId);
  return {
    facilities: facilities.map(({ code, name }) => ({ code, name })),
    right: access?.right ?? null,
    until: access?.until ?? null,
  };
}

/** Treatment opens everything, then break-glass, then a referral for the facility it came from. */
async function findAccess(tx: ReadTx, ctx: ApiCtx, patientId: string): Promise<Access | undefined> {
  const today = localDay(ctx.now);
  const { facilityId } = ctx;
  const facilities = await listKnowingFacilities(tx, facilityId, patientId);
  const relations = await findRelations(tx, {
    facilityId,
    patientId,
    openSince: addDays(today, -TREATMENT_DAYS),
    referredSince: addDays(today, -REFERRAL_DAYS),
  });
  if (relations.isTreated) return { right: 'treatment', until: null, facilities };
  const grant = await findBreakGlass(tx, { facilityId, patientId, userId: ctx.actor.userId, at: ctx.now });
  if (grant !== undefined) return { right: 'break-glass', until: grant.expiresAt, facilities };
  const referring = facilities.filter(({ code }) => relations.referredFrom.includes(code));
  return referring.length === 0 ? undefined : { right: 'referral', until: null, facilities: referring };
}
