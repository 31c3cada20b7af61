import { auditSubject, takeNumber, write, type WriteTx } from '../../db/doors.ts';
import { insertEncounter } from '../../db/stores/encounter-store.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { findCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { admitToFacility, findPatient } from '../../db/stores/patient-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { arriveAppointment, withBookedClass } from './arrive-appointment.ts';
import { takeSlip, type JudgedSlip } from './judge-slip.ts';
import { orderPackages } from './order-packages.ts';
import { proposeFor, toArea } from './propose-arrival.ts';
import type { Registration, RegistrationAnswer } from './registration-schemas.ts';
import { judgeCard, saveCard, toCard } from './save-card.ts';
import { lockLivePatient, saveEditedPatient, saveNewPatient } from './save-patient.ts';
import { placeOf, takeTickets } from './take-tickets.ts';
import { useCard } from './use-card.ts';

/** An examination as an outpatient (QĐ 1804/2026, code 01). */
const EXAMINATION = '01';
const UNINSURED = '9';

/** Reception's one act: person, card, visit and ticket, all or nothing. */
export async function registerVisit(ctx: ApiCtx, sent: Registration): Promise<RegistrationAnswer> {
  const input = withBookedClass(sent);
  return await write(ctx, 'visit.register', async (tx) => {
    const { facility, rooms } = await placeOf(tx, ctx, input);
    const parameters = await readInsuranceParameters(tx, localDay(ctx.now));
    const issues = await savePerson(tx, ctx, input, facility);
    const shown = await shownCard(tx, input);
    // Judged before it is written: what is no card must not become a row.
    if (shown !== undefined) issues.push(...judgeCard(shown, localDay(ctx.now), parameters));
    const card = shown !== undefined && input.coverage.kind === 'new-card' ? await saveCard(tx, shown) : shown;
    const slip = await slipOf(tx, ctx, input, facility);
    issues.push(...(slip?.issues ?? []));
    const arrivalCategory = await arrivalOf(tx, ctx, { input, facility, card, parameters, slip });
    const encounter = await openEncounter(tx, ctx, { input, facility, arrivalCategory, slip });
    if (card !== undefined) issues.push(...(await firstCard(tx, ctx, { input, card, parameters })));
    issues.push(...(await orderPackages(tx, ctx, { encounterId: input.visit.id, facility, rooms })));
    await arriveAppointment(tx, ctx, input);
    const [ticket, ...more] = await takeTickets(tx, ctx, input, rooms);
    auditSubject(tx, { patientId: input.patient.id, encounterId: input.visit.id });
    const answer = { patientId: input.patient.id, encounterId: input.visit.id, encounterCode: encounter.code, arrivalCategory };
    return { ...answer, ticket, tickets: [ticket, ...more], issues };
  });
}

async function savePerson(tx: WriteTx, ctx: ApiCtx, { patient }: Registration, facility: Facility): Promise<Issue[]> {
  if (patient.kind === 'new') {
    const { id, data, knownDistinct } = patient;
    return await saveNewPatient(tx, ctx, { id, data, knownDistinct, isDemo: facility.isDemo });
  }
  if (patient.kind === 'edited') return await saveEditedPatient(tx, ctx, patient);
  await lockLivePatient(tx, patient.id);
  return [];
}

async function shownCard(tx: WriteTx, { patient, coverage }: Registration): Promise<InsuranceCard | undefined> {
  if (coverage.kind === 'none') return undefined;
  if (coverage.kind === 'new-card') return toCard(patient.id, coverage.card);
  const card = await findCard(tx, patient.id, coverage.cardId);
  if (card === undefined) throw notFound('card_not_found');
  return card;
}

type TakenSlip = (JudgedSlip & { id: string }) | undefined;

async function slipOf(tx: WriteTx, ctx: ApiCtx, { patient, visit }: Registration, facility: Facility): Promise<TakenSlip> {
  return visit.slip === undefined ? undefined : await takeSlip(tx, ctx, { slip: visit.slip, patientId: patient.id, facility });
}

interface Arrival {
  input: Registration;
  facility: Facility;
  card: InsuranceCard | undefined;
  parameters: InsuranceParameters;
  slip: TakenSlip;
}

async function arrivalOf(tx: WriteTx, ctx: ApiCtx, arrival: Arrival): Promise<string> {
  const { card, parameters } = arrival;
  const { arrivalCategory: chosen, arrivalReason } = arrival.input.visit;
  const proposal = await propose(tx, ctx, arrival);
  if (chosen === undefined) {
    if (proposal === undefined) throw rejected([error('arrival_category_needed', 'visit.arrivalCategory')]);
    return proposal.code;
  }
  if (!Object.hasOwn(parameters.arrivalCategories, chosen)) throw rejected([error('arrival_category_unknown', 'visit.arrivalCategory')]);
  if ((chosen === UNINSURED) === (card !== undefined)) throw rejected([error('arrival_category_mismatch', 'visit.arrivalCategory')]);
  // Who decides otherwise than the law as the system reads it says why; it stays with the visit.
  if (proposal !== undefined && proposal.code !== chosen && !arrivalReason)
    throw rejected([error('arrival_reason_needed', 'visit.arrivalReason', { proposed: proposal.code })]);
  return chosen;
}

async function propose(tx: WriteTx, ctx: ApiCtx, { input, facility, card, slip }: Arrival): Promise<{ code: string } | undefined> {
  const { priority, referredFrom, slip: paper, newborn, changedResidence, organDonor } = input.visit;
  const patient = await findPatient(tx, input.patient.id);
  return await proposeFor(tx, facility, {
    ...{ insured: card !== undefined, emergency: priority === 'emergency', newborn, changedResidence, organDonor, day: localDay(ctx.now) },
    ...{ registeredFacilityCode: card?.registeredFacilityCode, areaCode: toArea(card?.areaCode), birthDate: patient?.birthDate },
    ...{ slip: slip?.counts, icdCode: paper?.icdCode, referredFrom: paper === undefined ? referredFrom : undefined },
  });
}

/** What the claim will name as origin: the paper that counts, else what was typed. */
function originOf({ visit }: Registration, slip: TakenSlip): { referredFrom: string | null; referralNumber: string | null } {
  const { slip: paper, referredFrom, referralNumber } = visit;
  if (paper === undefined) return { referredFrom: referredFrom ?? null, referralNumber: referralNumber || null };
  if (slip?.counts === undefined) return { referredFrom: null, referralNumber: null };
  return { referredFrom: paper.kind === 'referral' ? paper.fromFacilityCode : null, referralNumber: paper.number };
}

async function openEncounter(
  tx: WriteTx,
  ctx: ApiCtx,
  visit: { input: Registration; facility: Facility; arrivalCategory: string; slip: TakenSlip },
): Promise<{ code: string }> {
  const { input, facility, arrivalCategory, slip } = visit;
  await admitToFacility(tx, {
    facilityId: ctx.facilityId,
    facilityCode: facility.code,
    patientId: input.patient.id,
    rowId: derivedId(ctx.facilityId, 'facility-patient', input.patient.id),
    at: ctx.now,
  });
  const code = await nextEncounterCode(tx, ctx, facility);
  await insertEncounter(tx, {
    facilityId: ctx.facilityId,
    id: input.visit.id,
    code,
    patientId: input.patient.id,
    roomId: input.visit.roomId,
    state: 'planned',
    class: input.visit.priority === 'emergency' ? 'emergency' : 'ambulatory',
    careType: EXAMINATION,
    arrivalCategory,
    reason: input.visit.reason,
    ...originOf(input, slip),
    slipId: slip?.id ?? null,
    arrivalReason: input.visit.arrivalReason || null,
    startedAt: ctx.now,
    createdBy: ctx.actor.userId,
  });
  return { code };
}

/** MA_LK: facility, year and a running number, digits only so that any barcode holds it. */
async function nextEncounterCode(tx: WriteTx, ctx: ApiCtx, facility: Facility): Promise<string> {
  const year = localDay(ctx.now).slice(2, 4);
  const number = await takeNumber(tx, ctx.facilityId, `encounter:${year}`);
  return `${facility.code}${year}${String(number).padStart(7, '0')}`;
}

async function firstCard(
  tx: WriteTx,
  ctx: ApiCtx,
  used: { input: Registration; card: InsuranceCard; parameters: InsuranceParameters },
): Promise<Issue[]> {
  const { id: encounterId, eligibilityCheckId: checkId } = used.input.visit;
  const id = derivedId(ctx.facilityId, 'coverage', encounterId, used.card.id);
  const { card, parameters } = used;
  return await useCard(tx, ctx, { id, encounterId, card, parameters, usedFrom: ctx.now, sequence: 1, checkId, reason: null });
}
