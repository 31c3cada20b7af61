import { randomInt } from 'node:crypto';
import type { SignedLine } from '../../db/stores/prescription-store.ts';
import { dosageTextForPatient } from '../../domain/prescriptions/dosage.ts';
import { PRESCRIPTION_RANDOM_ALPHABET, PRESCRIPTION_RANDOM_LENGTH } from '../../domain/prescriptions/prescription-code.ts';
import type { DocumentLine } from '../../domain/prescriptions/split-documents.ts';
import { dosageOf, type Prescribing } from './prescribing-facts.ts';
import type { SignPrescription } from './prescription-schemas.ts';

/** Of the interaction catalogue: the decision it follows and the day the catalogue of this release was made. */
export const KNOWLEDGE_VERSION = 'QD5948-2021/2026-11-22';

export const randomPart = (): string =>
  Array.from(
    { length: PRESCRIPTION_RANDOM_LENGTH },
    () => PRESCRIPTION_RANDOM_ALPHABET[randomInt(PRESCRIPTION_RANDOM_ALPHABET.length)],
  ).join('');

/** A line with what decides on which document it stands. */
export interface DraftedLine extends SignedLine, DocumentLine {}

/** The lines of the documents, every word from the catalogue: nothing on it is typed freely (TT 26/2025 art. 6). */
export function signedLines(draft: SignPrescription['lines'], { lines, drugs, facts }: Prescribing): DraftedLine[] {
  return draft.map((wanted, i) => {
    const drug = drugs.get(wanted.drugCode);
    const line = lines[i];
    if (drug === undefined || line === undefined) throw new Error('an unknown drug passed the check');
    const dosage = dosageOf(wanted);
    return {
      id: wanted.id,
      sequence: i + 1,
      payer: facts.place.formulary.has(drug.code) ? (wanted.payer ?? 'insurance') : 'outside',
      toxic: drug.registrationControl === 'toxic',
      prescriptionType: drug.prescriptionType,
      days: dosage.days,
      drugCode: drug.code,
      drugName: drug.name,
      strength: drug.strength,
      dosageForm: drug.form,
      unit: drug.unit,
      routeCode: drug.routeCode,
      routeName: drug.routeName,
      quantity: line.quantity,
      dosage,
      dosageText: dosageTextForPatient(dosage, drug),
      ...(drug.insuranceCode === null ? {} : { ingredientCode: drug.insuranceCode }),
      ...(drug.registrationNumber === null ? {} : { registrationNumber: drug.registrationNumber }),
      ...(drug.atcCode === null ? {} : { atcCode: drug.atcCode }),
    };
  });
}
