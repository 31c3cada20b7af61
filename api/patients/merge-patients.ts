import { auditSubject, enqueue, read, write, type ReadTx, type WriteTx } from '../../db/doors.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import {
  insertMerge,
  joinKnownAt,
  lockMerge,
  markMergeUndone,
  moveFacilityRows,
  moveRecord,
  restoreFacilityRows,
  restoreRecord,
  setMergedInto,
  type Merge,
} from '../../db/stores/merge-store.ts';
import { findPatient, listAllergies, lockPatient, setAllergyStatus, type Patient } from '../../db/stores/patient-store.ts';
import { enqueueResend } from '../../db/stores/resend-store.ts';
import { countMoves, listKnownAt, listMerges } from '../../db/views/merge-view.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { checkMerge, joinAllergyStatus } from '../../domain/patients/check-merge.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { MergeList, MergePreview, NewMerge } from './merge-schemas.ts';
import { showPatient } from './view-patient.ts';

/** Both records side by side, what would move and what speaks against it. Both openings are logged. */
export async function previewMerge(ctx: ApiCtx, sides: { survivorId: string; loserId: string }): Promise<MergePreview> {
  refuseSame(sides.survivorId, sides.loserId);
  return await read(ctx, async (tx) => {
    for (const id of [sides.survivorId, sides.loserId]) requireStanding(await findPatient(tx, id));
    const survivor = await showPatient(tx, ctx, sides.survivorId);
    const loser = await showPatient(tx, ctx, sides.loserId);
    const facilities = (await listKnownAt(tx, loser.id)).map(({ code, name }) => ({ code, name }));
    return {
      survivor,
      loser,
      moves: { ...(await countMoves(tx, ctx.facilityId, loser.id)), facilities },
      contradictions: checkMerge(survivor, loser),
    };
  });
}

/**
 * Brings two records of one person together: numbers, cards, allergies and the visits of this facility in one transaction; visits
 * elsewhere follow by a job for each facility, since a transaction touches the rows of one facility only.
 */
export async function mergePatients(ctx: ApiCtx, survivorId: string, input: NewMerge): Promise<{ id: string }> {
  refuseSame(survivorId, input.loserId);
  return await write(ctx, 'patient.merge', async (tx) => {
    const { survivor, loser } = await lockBoth(tx, survivorId, input.loserId);
    if (survivor.version !== input.survivorVersion) throw conflict('stale_version', 'survivorVersion');
    if (loser.version !== input.loserVersion) throw conflict('stale_version', 'loserVersion');
    const merge = await mergeRecords(tx, ctx, { survivor, loser, input });
    await moveFacilityRows(tx, ctx.facilityId, merge);
    await enqueueResend(tx, [ctx.facilityId], { patientId: survivor.id, loserId: loser.id });
    await followElsewhere(tx, ctx, merge);
    auditSubject(tx, { patientId: survivor.id, objectId: merge.id });
    return { id: merge.id };
  });
}

/** Takes a merge back: exactly what was moved returns, what came since stays with the survivor. */
export async function undoMerge(ctx: ApiCtx, mergeId: string, reason: string): Promise<{ id: string }> {
  return await write(ctx, 'patient.merge.undo', async (tx) => {
    const merge = await lockMerge(tx, mergeId);
    if (merge === undefined) throw notFound('merge_not_found');
    if (merge.undoneAt !== null) throw conflict('merge_already_undone');
    const { survivor } = await lockInOrder(tx, merge.survivorId, merge.loserId);
    // The survivor was merged away itself: that later merge holds the rows now.
    if (survivor.mergedInto !== null) throw conflict('merge_undo_later_first');
    await setMergedInto(tx, merge.loserId, null);
    await restoreRecord(tx, merge);
    await restoreAllergyStatus(tx, survivor, merge);
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound();
    await restoreFacilityRows(tx, facility, merge, ctx.now);
    await enqueueResend(tx, [ctx.facilityId], { patientId: merge.survivorId, loserId: merge.loserId });
    await markMergeUndone(tx, merge, { undoneAt: ctx.now, undoneBy: ctx.actor.userId, undoReason: reason });
    await followElsewhere(tx, ctx, merge);
    auditSubject(tx, { patientId: merge.loserId, objectId: merge.id });
    return { id: merge.id };
  });
}

/** The latest merges, for the keeper of the index. */
export async function recentMerges(ctx: ApiCtx, limit = 20): Promise<MergeList> {
  return await read(ctx, async (tx) => ({ items: await listMerges(tx, limit) }));
}

function refuseSame(survivorId: string, loserId: string): void {
  if (survivorId === loserId) throw rejected([error('merge_same_record', 'loserId')]);
}

function requireStanding(patient: Patient | undefined): Patient {
  if (patient === undefined) throw notFound('patient_not_found');
  if (patient.mergedInto !== null) throw conflict('already_merged');
  return patient;
}

async function lockBoth(tx: WriteTx, survivorId: string, loserId: string): Promise<{ survivor: Patient; loser: Patient }> {
  const { survivor, loser } = await lockInOrder(tx, survivorId, loserId);
  return { survivor: requireStanding(survivor), loser: requireStanding(loser) };
}

/** In the order of the ids, so that two merges of the same people wait and do not block each other. */
async function lockInOrder(tx: WriteTx, survivorId: string, loserId: string): Promise<{ survivor: Patient; loser: Patient }> {
  const held = new Map<string, Patient | undefined>();
  for (const id of [survivorId, loserId].sort()) held.set(id, await lockPatient(tx, id));
  const [survivor, loser] = [held.get(survivorId), held.get(loserId)];
  if (survivor === undefined || loser === undefined) throw notFound('patient_not_found');
  return { survivor, loser };
}

async function mergeRecords(
  tx: WriteTx,
  ctx: ApiCtx,
  { survivor, loser, input }: { survivor: Patient; loser: Patient; input: NewMerge },
): Promise<Merge> {
  const sides = { survivorId: survivor.id, loserId: loser.id };
  const moved = await moveRecord(tx, { ...sides, today: localDay(ctx.now) });
  const knownAt = await joinKnownAt(tx, sides);
  await setAllergyStatus(tx, survivor, joinAllergyStatus(survivor.allergyStatus, loser.allergyStatus));
  await setMergedInto(tx, loser.id, survivor.id);
  const merge = { id: input.id, ...sides, moved: { ...moved, knownAt, survivorAllergyStatus: survivor.allergyStatus } };
  await insertMerge(tx, { ...merge, reason: input.reason, mergedAt: ctx.now, mergedBy: ctx.actor.userId });
  return { ...merge, undoneAt: null };
}

/** An allergy that came to the survivor since the merge keeps the status "known". */
async function restoreAllergyStatus(tx: WriteTx, survivor: Patient, merge: Merge): Promise<void> {
  const left = await listAllergies(tx, survivor.id);
  await setAllergyStatus(tx, survivor, left.length > 0 ? 'known' : merge.moved.survivorAllergyStatus);
}

async function followElsewhere(tx: WriteTx, ctx: ApiCtx, merge: Merge): Promise<void> {
  for (const { id: facilityId } of await knownElsewhere(tx, ctx, merge.loserId)) {
    await enqueue(tx, 'follow-merge', { facilityId, mergeId: merge.id }, { queue: `follow-merge:${facilityId}` });
  }
}

/** The loser's own list keeps every facility that ever knew them under that record. */
const knownElsewhere = async (tx: ReadTx, ctx: ApiCtx, loserId: string): Promise<{ id: string }[]> =>
  (await listKnownAt(tx, loserId)).filter(({ id }) => id !== ctx.facilityId);
