import { addDays, monthsBetween, startOfDay, type Day } from '../../domain/dates.ts';
import { reproductiveStateOn } from '../../domain/patients/reproductive-state.ts';
import type { OpenLine, PrescribingFacts, PrescribingPerson, PrescribingPlace } from '../../domain/prescriptions/prescribing-facts.ts';
import { longTermTypes, prescribingLimitsAt } from '../../domain/prescriptions/prescribing-limits.ts';
import { estimateGfr } from '../../domain/records/kidney-function.ts';
import type { ReadTx } from '../doors.ts';
import { readParameters } from '../stores/code-catalogue-store.ts';
import { listConditions } from '../stores/condition-store.ts';
import { findDrugs, readInteractions, type CatalogueDrug } from '../stores/drug-catalogue-store.ts';
import { listDiagnoses, listObservations, type Encounter } from '../stores/encounter-store.ts';
import { findFacility } from '../stores/facility-store.ts';
import { findFormularyItems } from '../stores/formulary-store.ts';
import { readLongTermSpecs } from '../stores/icd-catalogue-store.ts';
import { findPatient, listAllergies, listIdentifiers, type Patient } from '../stores/patient-store.ts';
import { findNewestNumber } from '../stores/result-store.ts';
import { findReproductiveAnswer } from '../stores/reproductive-state-store.ts';

/** In blood, µmol/L. */
const CREATININE = '14682-9';
const CREATININE_DAYS = 90;

export interface ReadFacts {
  facts: PrescribingFacts;
  drugs: Map<string, CatalogueDrug>;
  patient: Patient;
}

/** All that the safety rule needs as of a day, at signing and again at the window: the drugs, the open lines, the person and the place. */
export async function readPrescribingFacts(
  tx: ReadTx,
  encounter: Encounter,
  { drugCodes, open, day }: { drugCodes: string[]; open: OpenLine[]; day: Day },
): Promise<ReadFacts> {
  const patient = await findPatient(tx, encounter.patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const drugs = await findDrugs(tx, [...drugCodes, ...open.map((one) => one.drugCode)], day);
  const ingredients = [...drugs.values()].flatMap((drug) => drug.ingredients);
  const icdCodes = (await listDiagnoses(tx, encounter.facilityId, encounter.id)).map(({ icdCode }) => icdCode);
  return {
    ...{ drugs, patient },
    facts: {
      ...{ drugs, open },
      interactions: await readInteractions(tx, ingredients, day),
      allergyStatus: patient.allergyStatus,
      allergies: (await listAllergies(tx, patient.id)).map(({ substance, atcCode }) => ({ substance, atcCode })),
      maxDays: prescribingLimitsAt(await readParameters(tx, 'rx.'), day, longTermTypes(icdCodes, await readLongTermSpecs(tx, day))),
      person: await readPerson(tx, encounter, { patient, icdCodes: [...icdCodes, ...(await longTermCodes(tx, encounter))], day }),
      place: await readPlace(tx, encounter.facilityId, drugCodes, day),
    },
  };
}

/** Codes of what stays with the person, as this facility may see them: a finding names the code. */
async function longTermCodes(tx: ReadTx, { facilityId, patientId }: Encounter): Promise<string[]> {
  return (await listConditions(tx, facilityId, patientId)).filter(({ endedOn }) => endedOn === null).map(({ icdCode }) => icdCode);
}

async function readPerson(
  tx: ReadTx,
  encounter: Encounter,
  { patient, icdCodes, day }: { patient: Patient; icdCodes: string[]; day: Day },
): Promise<PrescribingPerson> {
  const observations = await listObservations(tx, encounter.facilityId, encounter.id);
  const { pregnancy, weeks, breastfeeding } = reproductiveStateOn(await findReproductiveAnswer(tx, patient.id), day);
  const identified = (await listIdentifiers(tx, patient.id)).some(({ system }) => system === 'citizen-id');
  return {
    ageMonths: monthsBetween(patient.birthDate, day),
    sex: patient.sex,
    weightKg: observations.find(({ kind }) => kind === 'weight')?.value ?? null,
    ...{ pregnancy, pregnancyWeeks: weeks, breastfeeding, icdCodes },
    egfr: await readGfr(tx, encounter.facilityId, patient, day),
    hasGuardian: (patient.guardianName ?? '') !== '',
    hasResidence: patient.communeCode !== null || identified,
  };
}

/** The kidneys by the newest creatinine of 90 days at this facility. */
async function readGfr(tx: ReadTx, facilityId: string, patient: Patient, day: Day): Promise<string | null> {
  const since = startOfDay(addDays(day, -CREATININE_DAYS));
  const creatinine = await findNewestNumber(tx, { facilityId, patientId: patient.id, loinc: CREATININE, since });
  if (creatinine === undefined) return null;
  const ageYears = Math.floor(monthsBetween(patient.birthDate, day) / 12);
  return estimateGfr(Number(creatinine), { ageYears, sex: patient.sex }) ?? null;
}

async function readPlace(tx: ReadTx, facilityId: string, codes: string[], day: Day): Promise<PrescribingPlace> {
  const facility = await findFacility(tx, facilityId);
  if (facility === undefined) throw new Error('the facility of a visit is gone');
  return {
    level: facility.kind === 'commune-station' ? 'commune' : 'district',
    hasBeds: facility.kind === 'hospital',
    formulary: new Set((await findFormularyItems(tx, facilityId, codes, day)).keys()),
  };
}
