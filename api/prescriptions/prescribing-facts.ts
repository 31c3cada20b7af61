import type { ReadTx } from '../../db/doors.ts';
import { findDrugs, readInteractions, type CatalogueDrug } from '../../db/stores/drug-catalogue-store.ts';
import { listDiagnoses, type Encounter } from '../../db/stores/encounter-store.ts';
import { readLongTermSpecs } from '../../db/stores/icd-catalogue-store.ts';
import { findPatient, listAllergies } from '../../db/stores/patient-store.ts';
import { listOpenDrugs } from '../../db/stores/prescription-store.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { icdSpecCovers } from '../../domain/catalogues/icd-spec.ts';
import type { Day } from '../../domain/dates.ts';
import { computeQuantity } from '../../domain/prescriptions/dosage.ts';
import type { DrugLine, PrescribingFacts } from '../../domain/prescriptions/prescribing-facts.ts';
import { prescribingLimitsAt } from '../../domain/prescriptions/prescribing-limits.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { CheckPrescription } from './prescription-schemas.ts';

export interface Prescribing {
  lines: DrugLine[];
  facts: PrescribingFacts;
  drugs: Map<string, CatalogueDrug>;
}

/** Everything the safety rule needs, as of the day of prescribing: the draft, the open drugs, what is known of the person. */
export async function readPrescribing(tx: ReadTx, encounter: Encounter, draft: CheckPrescription['lines'], day: Day): Promise<Prescribing> {
  const patient = await findPatient(tx, encounter.patientId);
  if (patient === undefined) throw new Error('the patient of a visit is gone');
  const open = await listOpenDrugs(tx, encounter, day);
  const drugs = await findDrugs(tx, [...draft.map((line) => line.drugCode), ...open.map((one) => one.drugCode)], day);
  const atcCodes = [...drugs.values()].flatMap((drug) => drug.ingredients.flatMap((one) => one.atcCodes));
  return {
    lines: draft.map((line) => ({ drugCode: line.drugCode, dosage: dosageOf(line), quantity: quantityOf(line) })),
    drugs,
    facts: {
      drugs,
      openDrugCodes: open.map((one) => one.drugCode),
      interactions: await readInteractions(tx, atcCodes, day),
      allergyStatus: patient.allergyStatus,
      allergies: (await listAllergies(tx, patient.id)).map(({ substance, atcCode }) => ({ substance, atcCode })),
      maxDays: prescribingLimitsAt(await readParameters(tx, 'rx.'), day, await hasLongTermDisease(tx, encounter, day)),
    },
  };
}

/** Longer supplies are lawful for the diseases of annex VII of TT 26/2025. */
async function hasLongTermDisease(tx: ReadTx, encounter: Encounter, day: Day): Promise<boolean> {
  const diagnoses = await listDiagnoses(tx, encounter.facilityId, encounter.id);
  if (diagnoses.length === 0) return false;
  const specs = await readLongTermSpecs(tx, day);
  return diagnoses.some((one) => specs.some((spec) => icdSpecCovers(spec, one.icdCode)));
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
