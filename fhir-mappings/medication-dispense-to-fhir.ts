import type { MedicationDispense } from '@medplum/fhirtypes';
import { compare } from '../domain/money.ts';
import { localIso } from '../domain/dates.ts';
import type { ClinicalDispensing } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { quantity } from './elements.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { drugConcept } from './medication-request-to-fhir.ts';

/**
 * What the person holds of a line of a prescription of the visit; when all of it came back the hand-over is cancelled. Nothing for a
 * line that the visit does not have: it was withdrawn. A moment of preparing after the hand-over is left out (mdd-1).
 * Source: HL7 FHIR R4 MedicationDispense
 */
export function medicationDispenseToFhir(dispensing: ClinicalDispensing, visit: VisitRecord, family: SystemFamily): MedicationDispense[] {
  const { prescriptionLineId: id, preparedAt, handedOverAt, substitute } = dispensing;
  const line = visit.prescriptions.flatMap(({ lines }) => lines).find((one) => one.id === id);
  if (line === undefined) return [];
  const isHeld = compare(dispensing.quantity, '0') > 0;
  const isPreparedBefore = preparedAt !== undefined && Date.parse(preparedAt) <= Date.parse(handedOverAt);
  return [
    {
      resourceType: 'MedicationDispense',
      id: logicalId(visit, 'dispensings', id),
      identifier: [{ system: facilityNamespace(visit.facility.code, 'dispensing'), value: id }],
      status: isHeld ? 'completed' : 'cancelled',
      medicationCodeableConcept: drugConcept(substitute === undefined ? line : { ...substitute, drugName: substitute.name }, family),
      subject: referenceTo(visit, 'patients', visit.patient.id),
      context: referenceTo(visit, 'encounters', visit.encounter.id),
      performer: [{ actor: referenceTo(visit, 'users', dispensing.dispensedById) }],
      authorizingPrescription: [referenceTo(visit, 'prescription_lines', id)],
      ...(isHeld ? { quantity: quantity(dispensing.quantity, line.unit) } : {}),
      ...(isPreparedBefore ? { whenPrepared: localIso(preparedAt) } : {}),
      whenHandedOver: localIso(handedOverAt),
      ...(substitute === undefined ? { dosageInstruction: [{ text: line.dosageText }] } : { substitution: substitution(substitute) }),
    },
  ];
}

const substitution = ({ reason }: NonNullable<ClinicalDispensing['substitute']>): NonNullable<MedicationDispense['substitution']> => ({
  wasSubstituted: true,
  ...(reason === undefined ? {} : { reason: [{ text: reason }] }),
});
