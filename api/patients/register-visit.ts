import { auditSubject, takeNumber, write, type WriteTx } from '../../db/doors.ts';
import { insertCoverage, insertEncounter } from '../../db/stores/encounter-store.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { findCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { admitToFacility } from '../../db/stores/patient-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { proposeFor } from './propose-arrival.ts';
import type { Registration, RegistrationAnswer } from './registration-schemas.ts';
import { judgeCard, rateOf, saveCard, toCard } from './save-card.ts';
import { lockLivePatient, saveEditedPatient, saveNewPatient } from './save-patient.ts';
import { placeOf, takeTickets } from './take-tickets.ts';

/** An examination as an outpatient (QĐ 1804/2026, code 01). */
const EXAMINATION = '01';
const UNINSURED = '9';

/** Reception's one act: person, card, visit and ticket, all or nothing. */
export async function registerVisit(ctx: ApiCtx, input: Registration): Promise<RegistrationAnswer> {
  return await write(ctx, 'visit.register', async (tx) => {
    const { facility, rooms } = await placeOf(tx, ctx, input);
    const parameters = await readInsuranceParameters(tx, localDay(ctx.now));
    const issues = await savePerson(tx, ctx, input, facility);
    const shown = await shownCard(tx, input);
    // Judged before it is written: what is no card must not become a row.
    if (shown !== undefined) issues.push(...judgeCard(shown, localDay(ctx.now), parameters));
    const card = shown !== undefined && input.coverage.kind === 'new-card' ? await saveCard(tx, shown) : shown;
    const arrivalCategory = arrivalOf(input, facility, card, parameters);
    const encounter = await openEncounter(tx, ctx, { input, facility, arrivalCategory });
    if (card !== undefined) await useCard(tx, ctx, { encounterId: input.visit.id, card, parameters });
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

function arrivalOf({ visit }: Registration, facility: Facility, card: InsuranceCard | undefined, parameters: InsuranceParameters): string {
  const insured = card !== undefined;
  if (visit.arrivalCategory === undefined) {
    const proposal = proposeFor(facility, {
      insured,
      emergency: visit.priority === 'emergency',
      ...(card === undefined ? {} : { registeredFacilityCode: card.registeredFacilityCode }),
      ...(visit.referredFrom === undefined ? {} : { referredFrom: visit.referredFrom }),
    });
    if (proposal === undefined) throw rejected([error('arrival_category_needed', 'visit.arrivalCategory')]);
    return proposal.code;
  }
  const known = Object.hasOwn(parameters.arrivalCategories, visit.arrivalCategory);
  if (!known) throw rejected([error('arrival_category_unknown', 'visit.arrivalCategory')]);
  if ((visit.arrivalCategory === UNINSURED) === insured) throw rejected([error('arrival_category_mismatch', 'visit.arrivalCategory')]);
  return visit.arrivalCategory;
}

async function openEncounter(
  tx: WriteTx,
  ctx: ApiCtx,
  visit: { input: Registration; facility: Facility; arrivalCategory: string },
): Promise<{ code: string }> {
  const { input, facility, arrivalCategory } = visit;
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
    referredFrom: input.visit.referredFrom ?? null,
    referralNumber: input.visit.referralNumber || null,
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

async function useCard(
  tx: WriteTx,
  ctx: ApiCtx,
  used: { encounterId: string; card: InsuranceCard; parameters: InsuranceParameters },
): Promise<void> {
  const { id: cardId, version: _, patientId: __, ...card } = used.card;
  await insertCoverage(tx, {
    ...card,
    facilityId: ctx.facilityId,
    id: derivedId(ctx.facilityId, 'coverage', used.encounterId, cardId),
    encounterId: used.encounterId,
    cardId,
    usedFrom: ctx.now,
    cardRate: rateOf(used.card, used.parameters),
  });
}
