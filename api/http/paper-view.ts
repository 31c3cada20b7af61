import { z } from 'zod';
import type { VisitPaper } from '../../db/stores/paper-store.ts';
import { leaveCauses, paperKinds, paperNumber } from '../../domain/papers/paper.ts';
import { instant, uuid } from './schemas.ts';

const optional = z.string().optional();
const content = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sick-leave'),
    ...{ employer: z.string(), socialInsuranceNumber: z.string(), diagnosis: z.string(), treatment: z.string() },
    cause: z.enum(leaveCauses),
    pregnancyWeeks: z.int().optional(),
    ...{ from: z.string(), days: z.int(), fatherName: optional, motherName: optional },
  }),
  z.object({
    kind: z.literal('referral'),
    ...{ referredTo: z.string(), referredToName: z.string(), clinicalSigns: z.string(), course: z.string(), results: optional },
    ...{ diagnosis: z.string(), treatment: optional, condition: z.string(), reason: z.enum(['1', '2', '3']), plan: z.string() },
    ...{ transport: z.string(), escortName: optional, escortTitle: optional },
  }),
  z.object({
    kind: z.literal('admission'),
    ...{ department: z.string(), reason: z.string(), course: z.string(), findings: z.string(), results: optional },
    ...{ diagnosis: z.string(), treatment: optional },
  }),
  z.object({
    kind: z.literal('appointment'),
    purpose: z.enum(['examination', 'tests']),
    ...{ day: z.string(), time: optional, tests: optional, diagnosis: z.string(), note: optional },
  }),
  z.object({ kind: z.literal('outpatient-record'), diagnosis: z.string(), from: z.string() }),
]);

/** An issued paper as the list and the printer show it. */
export const PaperView = z.object({
  id: uuid,
  kind: z.enum(paperKinds),
  number: z.string(),
  head: z.object({
    facility: z.object({ code: z.string(), name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }),
    patient: z.object({
      number: z.string().nullable(),
      fullName: z.string(),
      sex: z.string(),
      birthDate: z.string(),
      birthPrecision: z.string(),
      address: z.string().nullable(),
      citizenId: z.string().nullable(),
    }),
    cardNumber: z.string().nullable(),
    encounterCode: z.string(),
    examinedAt: instant,
    issuedByName: z.string(),
    issuedByLicence: z.string().nullable(),
  }),
  content,
  issuedAt: instant,
  replaces: uuid.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawReason: z.string().nullable(),
});
export type PaperView = z.infer<typeof PaperView>;

export function viewPaper({ year, number, ...paper }: VisitPaper): PaperView {
  const { id, kind, head, content: held, issuedAt, replaces, withdrawnAt, withdrawReason } = paper;
  return { id, kind, number: paperNumber({ year, number }), head, content: held, issuedAt, replaces, withdrawnAt, withdrawReason };
}
