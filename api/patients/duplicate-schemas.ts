import { z } from 'zod';
import { duplicateReasons } from '../../domain/patients/score-duplicate.ts';
import { code, requiredText, text, uuid } from '../http/schemas.ts';
import { PatientData, PatientSummary } from './patient-schemas.ts';

/** What is known of a person so far, while the form is still being filled in; a birth date that is no day yet is left aside. */
export const DuplicateCheck = z.strictObject({
  fullName: requiredText(255),
  sex: PatientData.shape.sex.optional(),
  birthDate: z.string().max(10).optional(),
  birthPrecision: PatientData.shape.birthPrecision.optional(),
  phone: text(20).optional(),
  communeCode: code(10).optional(),
  identifiers: PatientData.shape.identifiers.optional(),
  cardNumber: text(20).optional(),
  /** The person who is being edited is no duplicate of themselves. */
  exceptId: uuid.optional(),
});

export const DuplicateCheckAnswer = z.object({
  /** Best first, at most five. */
  items: z.array(PatientSummary.extend({ score: z.int(), reasons: z.array(z.enum(duplicateReasons)) })),
});

export type DuplicateCheck = z.infer<typeof DuplicateCheck>;
export type DuplicateCheckAnswer = z.infer<typeof DuplicateCheckAnswer>;
