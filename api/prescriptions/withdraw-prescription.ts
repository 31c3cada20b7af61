import { auditSubject, read, write, type WriteTx } from '../../db/doors.ts';
import { cancelCharge } from '../../db/stores/charge-store.ts';
import { touchEncounter } from '../../db/stores/encounter-store.ts';
import { findPrescription, insertWithdrawal } from '../../db/stores/prescription-store.ts';
import { releaseReservations } from '../../db/stores/stock-store.ts';
import { hadUnknownOutcome, lockTransmission, saveTransmission } from '../../db/stores/transmission-store.ts';
import { afterWithdrawal } from '../../domain/prescriptions/national-state.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import type { WithdrawPrescription } from './prescription-schemas.ts';

/** Takes a signed document back while the visit is open and nothing of it was dispensed: the sheet stays on record, its charges are cancelled. */
export async function withdrawPrescription(ctx: ApiCtx, prescriptionId: string, input: WithdrawPrescription): Promise<{ id: string }> {
  const known = await read(ctx, async (tx) => await findPrescription(tx, ctx.facilityId, prescriptionId));
  if (known === undefined) throw notFound('prescription_not_found');
  return await write(ctx, 'prescription.withdraw', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, known.encounterId);
    const found = await findPrescription(tx, ctx.facilityId, prescriptionId);
    if (found?.withdrawn !== false) throw conflict('prescription_withdrawn');
    const released = await releaseReservations(tx, { facilityId: ctx.facilityId, prescriptionId, at: ctx.now });
    if (released === 'dispensed') throw conflict('prescription_dispensed');
    await insertWithdrawal(tx, {
      ...{ facilityId: ctx.facilityId, id: input.id, prescriptionId, reason: input.reason },
      ...{ withdrawnAt: ctx.now, withdrawnBy: ctx.actor.userId },
    });
    for (const lineId of found.lineIds) await cancelCharge(tx, encounter, lineId, ctx.now);
    await stopTransmission(tx, ctx.facilityId, prescriptionId);
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: prescriptionId, reason: input.reason });
    return { id: input.id };
  });
}

/** What has not left is never sent. There is no call that recalls a prescription: what the national system took stays marked for the operator. */
async function stopTransmission(tx: WriteTx, facilityId: string, prescriptionId: string): Promise<void> {
  const transmission = await lockTransmission(tx, facilityId, prescriptionId);
  if (transmission === undefined) throw new Error('a signed prescription has no transmission');
  const state = afterWithdrawal(transmission.state, await hadUnknownOutcome(tx, transmission, 'system'));
  if (state !== transmission.state) await saveTransmission(tx, transmission, { state, nextTryAt: null });
}
