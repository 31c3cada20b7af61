import type { ReadTx } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, type Facility } from '../../db/stores/facility-store.ts';
import type { PaperHead } from '../../db/stores/paper-store.ts';
import { findPatient, listIdentifiers } from '../../db/stores/patient-store.ts';
import { findFacilityEntry } from '../../db/stores/place-catalogue-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { findPaperPerson } from '../../db/views/paper-view.ts';
import { localDay, yearsBetween } from '../../domain/dates.ts';
import type { PaperFacts } from '../../domain/papers/check-paper.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import { sickLeaveLimitsAt } from '../../domain/papers/sick-leave-limits.ts';
import type { ApiCtx } from '../http/context.ts';
import type { PaperList } from './paper-schemas.ts';

/** What the rules of papers need to know of the visit. */
export async function readPaperFacts(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, paper: Paper): Promise<Omit<PaperFacts, 'hasAnother'>> {
  const today = localDay(ctx.now);
  const patient = await findPatient(tx, encounter.patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const examinedOn = localDay(examinedAt(encounter));
  return {
    ...{ today, examinedOn, ageInYears: yearsBetween(patient.birthDate, examinedOn) },
    leaveLimits: sickLeaveLimitsAt(await readParameters(tx, 'paper.sick_leave_days.'), today),
    ownFacilityCode: (await facilityOf(tx, ctx)).code,
    isFacilityKnown: paper.kind === 'referral' && (await findFacilityEntry(tx, paper.referredTo, today)) !== undefined,
  };
}

/** The head of a paper as everybody in it is named today. */
export async function readPaperHead(tx: ReadTx, ctx: ApiCtx, encounter: Encounter): Promise<PaperHead> {
  const { code, name, address, phone } = await facilityOf(tx, ctx);
  const person = await findPaperPerson(tx, ctx.facilityId, encounter.patientId);
  if (person === undefined) throw new Error('the patient of a visit is gone');
  const { id: _, ...patient } = person;
  const numbers = await listIdentifiers(tx, encounter.patientId);
  const citizenId = numbers.find(({ system, validTo }) => system === 'citizen-id' && validTo === null)?.value ?? null;
  const issuer = await findPractitioner(tx, ctx.actor.userId);
  return {
    facility: { code, name, address, phone },
    patient: { ...patient, citizenId },
    cardNumber: (await listCoverages(tx, ctx.facilityId, encounter.id)).at(-1)?.cardNumber ?? null,
    encounterCode: encounter.code,
    examinedAt: examinedAt(encounter),
    issuedByName: issuer?.fullName ?? '',
    issuedByLicence: issuer?.licence ?? null,
  };
}

/** What a new paper of the visit begins with. */
export async function readProposed(tx: ReadTx, encounter: Encounter): Promise<PaperList['proposed']> {
  const numbers = await listIdentifiers(tx, encounter.patientId);
  const known = numbers.find(({ system, validTo }) => system === 'social-insurance' && validTo === null)?.value;
  const card = (await listCoverages(tx, encounter.facilityId, encounter.id)).at(-1)?.cardNumber;
  // A card of fifteen characters ends in the social insurance number of its holder.
  const ofCard = card !== undefined && /^[A-Z]{2}\d{13}$/.test(card) ? card.slice(5) : undefined;
  return { examinedOn: localDay(examinedAt(encounter)), socialInsuranceNumber: known ?? ofCard ?? null };
}

const examinedAt = (encounter: Encounter): string => encounter.examinedAt ?? encounter.startedAt;

async function facilityOf(tx: ReadTx, ctx: ApiCtx): Promise<Facility> {
  const facility = await findFacility(tx, ctx.facilityId);
  if (facility === undefined) throw new Error('the facility of a visit is gone');
  return facility;
}
