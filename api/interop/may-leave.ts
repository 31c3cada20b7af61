import type { ReadTx } from '../../db/doors.ts';
import { findConsent } from '../../db/stores/consent-store.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { specialCategoriesOf } from '../../domain/records/special-categories.ts';
import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';

/**
 * Why a visit must not go to this destination; empty when it may. A visit is held back whole: what is left of it would give away what is missing.
 * Source: docs/decisions/0015-fhir-sending.md
 */
export async function checkMayLeave(
  tx: ReadTx,
  destination: Destination,
  { visit, clinical }: { visit: VisitRecord; clinical: ClinicalRecord },
): Promise<Issue[]> {
  const { facility, patient } = visit;
  const place = { facilityId: facility.id, patientId: patient.id, destinationId: destination.id };
  const decision = await findConsent(tx, place);
  const refused = decision === 'withdrawn' ? [error('sharing_withdrawn', '')] : [];
  const missing = destination.consentRequired && decision === undefined ? [error('sharing_not_consented', '')] : [];
  const held = specialCategoriesOf(visit, clinical).filter((category) => !destination.permitted.includes(category));
  return [...refused, ...missing, ...held.map((category) => error('special_category_withheld', '', { category }))];
}
