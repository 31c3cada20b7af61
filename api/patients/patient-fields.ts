import type { PatientFields } from '../../db/stores/patient-store.ts';
import type { PatientInput } from '../../domain/patients/check-new-patient.ts';
import type { PatientData } from './patient-schemas.ts';

/** Unknown ethnic group, no occupation, Viet Nam: what the claim tables expect when nobody said otherwise. */
const DEFAULTS = { ethnicityCode: '99', occupationCode: '00000', nationalityCode: '000' };

/** The person as the rules read it: absent is absent. */
export function toPatientInput(data: PatientData): PatientInput {
  return withoutEmpty({
    ...data,
    address: withoutEmpty(data.address),
    ...(data.guardian === undefined ? {} : { guardian: withoutEmpty(data.guardian) }),
  }) as PatientInput;
}

/** The person as the store writes it. */
export function toPatientFields(data: PatientData): PatientFields {
  return {
    fullName: data.fullName.replace(/\s+/g, ' '),
    sex: data.sex,
    birthDate: data.birthDate,
    birthPrecision: data.birthPrecision,
    birthTime: data.birthTime ?? null,
    phone: toPhone(data.phone),
    communeCode: data.address.communeCode ?? null,
    addressText: data.address.text || null,
    ethnicityCode: data.ethnicityCode ?? DEFAULTS.ethnicityCode,
    occupationCode: data.occupationCode ?? DEFAULTS.occupationCode,
    nationalityCode: data.nationalityCode ?? DEFAULTS.nationalityCode,
    guardianName: data.guardian?.fullName ?? null,
    guardianPhone: toPhone(data.guardian?.phone),
    unidentified: data.unidentified ?? false,
    motherId: data.motherId ?? null,
  };
}

/** One form for one number, so that it is found however it was typed. */
export const toPhone = (typed: string | undefined): string | null => typed?.replace(/[\s.-]/g, '').replace(/^\+84/, '0') || null;

function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== '')) as T;
}
