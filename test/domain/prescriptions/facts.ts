import { checkPrescription } from '../../../domain/prescriptions/check-prescription.ts';
import type {
  DrugIngredient,
  DrugLine,
  Interaction,
  PrescribingDrug,
  PrescribingFacts,
  PrescribingPerson,
} from '../../../domain/prescriptions/prescribing-facts.ts';

export const ingredient = (name: string, ...atcCodes: string[]): DrugIngredient => ({ name, atcCodes });

export function drug(code: string, ingredients: DrugIngredient[], other: Partial<PrescribingDrug> = {}): PrescribingDrug {
  const unassessed = { maxDailyDose: null, paediatricLimit: null, renalCaution: false, pregnancy: null, lactation: null, awareClass: null };
  return { code, name: code, prescriptionType: 'c', systemic: true, ingredients, strength: '500mg', unit: 'Viên', ...unassessed, ...other };
}

export function interaction(
  id: string,
  atcA: string,
  atcB: string,
  action: Interaction['action'],
  separationHours: number | null = null,
): Interaction {
  return { id, atcA, atcB, action, separationHours };
}

/** A man of forty of whom everything was asked. */
export const aPerson = (other: Partial<PrescribingPerson> = {}): PrescribingPerson => ({
  ageMonths: 40 * 12,
  sex: 'male',
  weightKg: '60',
  pregnancy: 'no',
  pregnancyWeeks: null,
  breastfeeding: false,
  egfr: '90',
  hasGuardian: true,
  hasResidence: true,
  icdCodes: ['J15.9'],
  ...other,
});

export const openLine = (drugCode: string, dailyQuantity = '0'): PrescribingFacts['open'][number] => ({ drugCode, dailyQuantity });

export function factsOf(drugs: PrescribingDrug[], other: Partial<PrescribingFacts> = {}): PrescribingFacts {
  return {
    drugs: new Map(drugs.map((one) => [one.code, one])),
    open: [],
    person: aPerson(),
    place: { level: 'district', hasBeds: true, formulary: new Set(drugs.map(({ code }) => code)) },
    interactions: [],
    allergyStatus: 'none-known',
    allergies: [],
    maxDays: { c: 30, n: 7, h: 10, y: 30, t: 30 },
    ...other,
  };
}

export const lineOf = (drugCode: string, other: Partial<DrugLine> = {}): DrugLine => ({
  drugCode,
  dosage: { morning: '1', evening: '1', days: 5 },
  quantity: '10',
  ...other,
});

/** `severity code path` of everything found. */
export const found = (lines: DrugLine[], facts: PrescribingFacts): string[] =>
  checkPrescription(lines, facts).map((issue) => `${issue.severity} ${issue.code} ${issue.path}`);
