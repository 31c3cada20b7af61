import type { ReadTx } from '../../db/doors.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { readOpenLines } from '../../db/views/open-drugs-view.ts';
import { readPrescribingFacts, type ReadFacts } from '../../db/views/prescribing-view.ts';
import type { Day } from '../../domain/dates.ts';
import { computeQuantity } from '../../domain/prescriptions/dosage.ts';
import type { DrugLine } from '../../domain/prescriptions/prescribing-facts.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import type { CheckPrescription } from './prescription-schemas.ts';

export interface Prescribing extends ReadFacts {
  lines: DrugLine[];
}

/** The draft and everything the safety rule needs to judge it, as of the day of prescribing. */
export async function readPrescribing(tx: ReadTx, encounter: Encounter, draft: CheckPrescription['lines'], day: Day): Promise<Prescribing> {
  const drugCodes = draft.map((line) => line.drugCode);
  const open = await readOpenLines(tx, encounter, { today: day, drugCodes });
  return {
    lines: draft.map((line) => ({ drugCode: line.drugCode, dosage: dosageOf(line), quantity: quantityOf(line) })),
    ...(await readPrescribingFacts(tx, encounter, { drugCodes, open, day })),
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
