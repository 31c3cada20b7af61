import { auditSubject, openRecord, read, write } from '../../db/doors.ts';
import { findEligibilityCheck, insertEligibilityCheck } from '../../db/stores/eligibility-store.ts';
import { findEncounter, listCoverages } from '../../db/stores/encounter-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { askInsurer, viewCheck } from './ask-insurer.ts';
import type { EligibilityCheckView, EligibilityQuestion, EncounterEligibility } from './eligibility-schemas.ts';
import { DESK_TIMEOUT_MS } from '../http/portal/portal.ts';

/** Asks the insurer about a card, waiting a few seconds at the most, and keeps the answer with time and officer. */
export async function checkEligibility(ctx: ApiCtx, input: EligibilityQuestion): Promise<EligibilityCheckView> {
  const { id, number, fullName, birthDate, patientId } = input;
  if (patientId !== undefined) await mustExist(ctx, patientId);
  const typed = { ...input.typed, number, fullName, birthDate: birthDate.split('/').reverse().join('-') };
  const question = { id, number, fullName, birthDate, typed, patientId: patientId ?? null };
  const check = await askInsurer(ctx.services, ctx, question, DESK_TIMEOUT_MS);
  return await write(ctx, 'eligibility.check', async (tx) => {
    await insertEligibilityCheck(tx, check);
    auditSubject(tx, { objectId: id, ...(patientId === undefined ? {} : { patientId }) });
    return await viewCheck(tx, check);
  });
}

async function mustExist(ctx: ApiCtx, patientId: string): Promise<void> {
  const patient = await read(ctx, async (tx) => await findPatient(tx, patientId));
  if (patient === undefined) throw notFound('patient_not_found');
}

/** The state of the card that a visit uses last, and the last answer about it; the opening is logged. */
export async function viewEligibility(ctx: ApiCtx, encounterId: string): Promise<EncounterEligibility> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const used = (await listCoverages(tx, ctx.facilityId, encounterId)).at(-1);
    const checkId = used?.eligibilityCheckId ?? null;
    const check = checkId === null ? undefined : await findEligibilityCheck(tx, ctx.facilityId, checkId);
    return {
      encounterId,
      verification: used?.verification ?? null,
      check: check === undefined ? null : await viewCheck(tx, check),
    };
  });
}
