import { auditSubject, write, type ReadTx, type WriteTx } from '../../db/doors.ts';
import type { NewCharge } from '../../db/stores/charge-store.ts';
import { insertSubstitution, listOrderLines, setOrderState, type OrderLine } from '../../db/stores/dispensing-store.ts';
import { findDrugs, type CatalogueDrug } from '../../db/stores/drug-catalogue-store.ts';
import { listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFormularyItems, type FormularyItem } from '../../db/stores/formulary-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { releaseHeld } from '../../db/stores/stock-store.ts';
import { isDoctorAt } from '../../db/stores/user-store.ts';
import { findDispensingHead } from '../../db/views/dispensing-view.ts';
import { OUTSIDE_LIST } from '../../domain/claims/claim-line.ts';
import { localDay } from '../../domain/dates.ts';
import { findBenefitLevel } from '../../domain/insurance/card.ts';
import { insuranceRatioFor } from '../../domain/insurance/insurance-ratio.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { compare, isZero, places } from '../../domain/money.ts';
import type { ChargeLine } from '../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { correctCharge, lockForCharges } from './correct-charge.ts';
import { holdRest } from './hold-rest.ts';
import { drugOf } from './read-order.ts';
import type { Substitute } from './dispensing-schemas.ts';

/**
 * Another drug in place of a prescribed one, with a doctor's consent: who, when and how is kept. The charge becomes that of the
 * substitute; the safety check runs on it when it is handed over.
 */
export async function substitute(ctx: ApiCtx, prescriptionId: string, input: Substitute): Promise<{ id: string }> {
  return await write(ctx, 'dispensing.substitute', async (tx) => {
    const { order, encounter } = await lockForCharges(tx, ctx, prescriptionId);
    const line = (await listOrderLines(tx, ctx.facilityId, prescriptionId)).find((one) => one.id === input.lineId && one.ordered);
    if (line === undefined) throw notFound('dispensing_line_unknown');
    const day = localDay(ctx.now);
    const drug = (await findDrugs(tx, [input.drugCode], day)).get(input.drugCode);
    const item = (await findFormularyItems(tx, ctx.facilityId, [input.drugCode], day)).get(input.drugCode);
    const type = (await findDispensingHead(tx, ctx.facilityId, prescriptionId))?.prescriptionType;
    const issues = [...checkSubstitute(line, input, { drug, item, type }), ...(await checkConsent(tx, ctx, input))];
    if (issues.length > 0 || drug === undefined || item === undefined) throw rejected(issues);

    await releaseHeld(tx, { facilityId: ctx.facilityId, prescriptionId, at: ctx.now }, 'dispensed');
    const { consentedById, ...fields } = input;
    const recorded = { recordedBy: ctx.actor.userId, recordedAt: ctx.now };
    await insertSubstitution(tx, { ...fields, facilityId: ctx.facilityId, consentedBy: consentedById, ...recorded });
    const changes = await chargeOf(tx, encounter, { line, drug, item, usage: input.usage });
    await correctCharge(tx, ctx, encounter, { lineId: line.id, quantity: input.quantity, changes });
    const owed = (await listOrderLines(tx, ctx.facilityId, prescriptionId)).filter((one) => one.ordered);
    await holdRest(tx, ctx, order, owed);
    // Whoever has the prescription open sees by its version that it is another one now.
    await setOrderState(tx, order, order.state);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: input.id, reason: input.reason });
    return { id: input.id };
  });
}

interface Candidate {
  drug: CatalogueDrug | undefined;
  item: FormularyItem | undefined;
  type: string | undefined;
}

function checkSubstitute(line: OrderLine, input: Substitute, { drug, item, type }: Candidate): Issue[] {
  const issues: Issue[] = [];
  if (!isZero(line.given) || !isZero(line.waived)) issues.push(error('substitute_given', 'lineId'));
  if (input.drugCode === drugOf(line)) issues.push(error('substitute_same', 'drugCode'));
  else if (drug === undefined) issues.push(error('stock_drug_unknown', 'drugCode', { drug: input.drugCode }));
  else if (item === undefined) issues.push(error('substitute_not_in_formulary', 'drugCode'));
  // A controlled drug needs its own form: no consent by telephone makes one of an ordinary prescription.
  else if (drug.prescriptionType !== type) issues.push(error('substitute_type', 'drugCode'));
  if (compare(input.quantity, '0') <= 0) issues.push(error('stock_quantity_not_positive', 'quantity'));
  else if (places(input.quantity) > 3) issues.push(error('stock_places', 'quantity', { max: 3 }));
  else if (compare(input.quantity, '100000') > 0) issues.push(error('stock_quantity_absurd', 'quantity', { max: '100000' }));
  return issues;
}

async function checkConsent(tx: WriteTx, ctx: ApiCtx, { consentedById, consentedAt }: Substitute): Promise<Issue[]> {
  const future = Date.parse(consentedAt) > Date.parse(ctx.now);
  return [
    ...(future ? [error('consent_in_future', 'consentedAt')] : []),
    ...((await isDoctorAt(tx, ctx.facilityId, consentedById)) ? [] : [error('consent_doctor_unknown', 'consentedById')]),
  ];
}

/** What changes on the charge when another drug is given: its code, name, price, ratio and how it is taken. */
async function chargeOf(
  tx: ReadTx,
  encounter: Encounter,
  given: { line: OrderLine; drug: CatalogueDrug; item: FormularyItem; usage: string },
): Promise<Partial<NewCharge>> {
  const { line, drug, item, usage } = given;
  const used = (await listCoverages(tx, encounter.facilityId, encounter.id)).at(-1);
  const level =
    used === undefined ? undefined : findBenefitLevel(used.cardNumber, await readInsuranceParameters(tx, localDay(encounter.startedAt)));
  const registrationNumber = item.registrationNumber ?? drug.registrationNumber;
  const details: NonNullable<ChargeLine['drug']> = {
    ...{ strength: drug.strength, dosageForm: drug.form, routeCode: drug.routeCode, dosageText: usage, instructionText: usage },
    prescriptionLineId: line.id,
    ...(registrationNumber === null ? {} : { registrationNumber }),
    ...(item.tender === null ? {} : { tender: item.tender }),
  };
  return {
    ...{ code: drug.insuranceCode ?? OUTSIDE_LIST, name: drug.name, unit: drug.unit, drug: details },
    ...{ hospitalPrice: item.unitPrice, insurancePrice: item.unitPrice },
    ...insuranceRatioFor({ inScope: drug.insuranceCode !== null, ratio: item.insuranceRatio }, level),
  };
}
