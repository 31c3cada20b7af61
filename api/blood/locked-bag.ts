import type { ReadTx, WriteTx } from '../../db/doors.ts';
import { findReservation, findRecipient, listGroups, lockBag, type BloodBag, type BloodReservation } from '../../db/stores/blood-store.ts';
import { stateAfter, type BagAct, type BagState } from '../../domain/blood/bag-state.ts';
import { knownGroup, type KnownGroup } from '../../domain/blood/blood-group.ts';
import { error, errorsOf, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, Refusal, rejected } from '../http/errors.ts';

/** The bag at the version that was seen, held until commit, and the state it has after an act that is possible now. */
export async function lockForAct(
  tx: WriteTx,
  ctx: ApiCtx,
  at: { bagId: string; version: number },
  act: BagAct,
): Promise<{ bag: BloodBag; after: BagState }> {
  const bag = await lockAtVersion(tx, ctx, at);
  const after = stateAfter(bag.state, act);
  if (after === undefined) throw new Refusal(409, 'blood_not_in_state', [error('blood_not_in_state', '')]);
  return { bag, after };
}

export async function lockAtVersion(tx: WriteTx, ctx: ApiCtx, { bagId, version }: { bagId: string; version: number }): Promise<BloodBag> {
  const bag = await lockBag(tx, ctx.facilityId, bagId);
  if (bag === undefined) throw notFound('blood_bag_not_found');
  if (bag.version !== version) throw conflict('stale_version', 'version');
  return bag;
}

/** A bag that is reserved or out has somebody it is for; anything else is a bug. */
export async function getReservation(tx: ReadTx, bag: BloodBag): Promise<BloodReservation> {
  const reservation = await findReservation(tx, bag);
  if (reservation === undefined) throw new Error('a bag that is set aside for nobody');
  return reservation;
}

export interface RecipientFacts {
  patientId: string;
  known: KnownGroup;
}

/** The person of a visit of this facility with the group on record here. */
export async function readRecipient(tx: ReadTx, ctx: ApiCtx, encounterId: string): Promise<RecipientFacts & { state: string }> {
  const found = await findRecipient(tx, ctx.facilityId, encounterId);
  if (found === undefined) throw notFound('encounter_not_found');
  return { ...found, known: knownGroup(await listGroups(tx, ctx.facilityId, found.patientId)) };
}

/** Errors stop; warnings stop until there is a reason. */
export function refuseUnlessReasoned(issues: Issue[], reason: string | undefined): void {
  const errors = errorsOf(issues);
  if (errors.length > 0) throw rejected(errors);
  if (issues.length > 0 && (reason ?? '') === '') throw rejected(issues);
}
