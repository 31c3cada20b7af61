import type { ReadTx } from '../../db/doors.ts';
import { type ConsentDecision, findConsent } from '../../db/stores/consent-store.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { type SpecialCategory, specialCategoriesOf } from '../../domain/records/special-categories.ts';
import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';

/** Who would learn of a visit, and what they may. */
export type Receiver = Pick<Destination, 'id' | 'permitted' | 'consentRequired'>;

interface Told {
  visit: VisitRecord;
  clinical: ClinicalRecord;
}

/**
 * Why a visit must not go to this destination; empty when it may. A visit is held back whole: what is left of it would give away what is missing.
 * Source: docs/decisions/0015-fhir-sending.md
 */
export async function checkMayLeave(tx: ReadTx, destination: Receiver, told: Told): Promise<Issue[]> {
  const { facility, patient } = told.visit;
  const place = { facilityId: facility.id, patientId: patient.id, destinationId: destination.id };
  return checkMayKnow(destination, await findConsent(tx, place), specialCategoriesOf(told.visit, told.clinical));
}

/** The same where the decision of the person is known already; a system that reads here is held to it like one that we send to. */
export function checkMayKnow(
  destination: Omit<Receiver, 'id'>,
  decision: ConsentDecision | undefined,
  categories: SpecialCategory[],
): Issue[] {
  const refused = decision === 'withdrawn' ? [error('sharing_withdrawn', '')] : [];
  const missing = destination.consentRequired && decision === undefined ? [error('sharing_not_consented', '')] : [];
  const held = categories.filter((category) => !destination.permitted.includes(category));
  return [...refused, ...missing, ...held.map((category) => error('special_category_withheld', '', { category }))];
}
