import type { ReadTx } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { findDrugs, readInteractions, type CatalogueDrug } from '../../db/stores/drug-catalogue-store.ts';
import { listDiagnoses, listObservations, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findFormularyItems } from '../../db/stores/formulary-store.ts';
import { readLongTermSpecs } from '../../db/stores/icd-catalogue-store.ts';
import { findPatient, listAllergies, listIdentifiers, type Patient } from '../../db/stores/patient-store.ts';
import { listOpenDrugs } from '../../db/stores/prescription-store.ts';
import { findReproductiveAnswer } from '../../db/stores/reproductive-state-store.ts';
import { monthsBetween, type Day } from '../../domain/dates.ts';
import { reproductiveStateOn } from '../../domain/patients/reproductive-state.ts';
import { computeDailyQuantity, computeQuantity } from '../../domain/prescriptions/dosage.ts';
import type { DrugLine, PrescribingFacts, PrescribingPerson, PrescribingPlace } from '../../domain/prescriptions/prescribing-facts.ts';
import { longTermTypes, prescribingLimitsAt } from '../../domain/prescriptions/prescribing-limits.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { CheckPrescription } from './prescription-schemas.ts';

export interface Prescribing {
  lines: DrugLine[];
  facts: PrescribingFacts;
  drugs: Map<string, CatalogueDrug>;
  patient: Patient;
}

/** Everything the safety rule needs, as of the day of prescribing: the draft, the open drugs, what is known of the person and the place. */
export async function readPrescribing(tx: ReadTx, encounter: Encounter, draft: CheckPrescription['lines'], day: Day): Promise<Prescribing> {
  const patient = await findPatient(tx, encounter.patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const open = await listOpenDrugs(tx, encounter, day);
  const codes = draft.map((line) => line.drugCode);
  const drugs = await findDrugs(tx, [...codes, ...open.map((one) => one.drugCode)], day);
  const ingredients = [...drugs.values()].flatMap((drug) => drug.ingredients);
  const icdCodes = (await listDiagnoses(tx, encounter.facilityId, encounter.id)).map(({ icdCode }) => icdCode);
  return {
    lines: draft.map((line) => ({ drugCode: line.drugCode, dosage: dosageOf(line), quantity: quantityOf(line) })),
    ...{ drugs, patient },
    facts: {
      drugs,
      open: open.map(({ drugCode, dosage }) => ({ drugCode, dailyQuantity: computeDailyQuantity(dosage) })),
      interactions: await readInteractions(tx, ingredients, day),
      allergyStatus: patient.allergyStatus,
      allergies: (await listAllergies(tx, patient.id)).map(({ substance, atcCode }) => ({ substance, atcCode })),
      maxDays: prescribingLimitsAt(await readParameters(tx, 'rx.'), day, longTermTypes(icdCodes, await readLongTermSpecs(tx, day))),
      person: await readPerson(tx, encounter, { patient, icdCodes, day }),
      place: await readPlace(tx, encounter.facilityId, codes, day),
    },
  };
}

async function readPerson(
  tx: ReadTx,
  encounter: Encounter,
  { patient, icdCodes, day }: { patient: Patient; icdCodes: string[]; day: Day },
): Promise<PrescribingPerson> {
  const observations = await listObservations(tx, encounter.facilityId, encounter.id);
  const { pregnancy, weeks, breastfeeding } = reproductiveStateOn(await findReproductiveAnswer(tx, patient.id), day);
  return {
    ageMonths: monthsBetween(patient.birthDate, day),
    sex: patient.sex,
    weightKg: observations.find(({ kind }) => kind === 'weight')?.value ?? null,
    ...{ pregnancy, pregnancyWeeks: weeks, breastfeeding, icdCodes },
    // Creatinine comes from the laboratory's results; without them the kidneys count as not known.
    egfr: null,
    hasGuardian: (patient.guardianName ?? '') !== '',
    hasResidence: patient.communeCode !== null || (await listIdentifiers(tx, patient.id)).some(({ system }) => system === 'citizen-id'),
  };
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

export function dosageOf({ dosage }: CheckPrescription['lines'][number]): Dosage {
  return Object.fromEntries(Object.entries(dosage).filter(([, value]) => value !== undefined && value !== '')) as unknown as Dosage;
}

/** Computed from the dosage unless the doctor wrote another one. */
function quantityOf(line: CheckPrescription['lines'][number]): string {
  if (line.quantity !== undefined) return line.quantity;
  // Days below one are refused by the rule; here they must only not break the arithmetic.
  return line.dosage.days < 1 ? '0' : computeQuantity(dosageOf(line));
}
