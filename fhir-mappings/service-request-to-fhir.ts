import type { CodeableConcept, Condition, Reference, ServiceRequest } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalOrder } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, fixedConcept, present, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const states = { ordered: 'active', performed: 'completed', cancelled: 'revoked' } as const satisfies Record<
  ClinicalOrder['state'],
  ServiceRequest['status']
>;

/** SNOMED CT, in the free set of the patient summary. */
const categories = {
  laboratory: fixedConcept(international.snomed, '108252007', 'Laboratory procedure'),
  imaging: fixedConcept(international.snomed, '363679005', 'Imaging'),
  functional: { text: 'Thăm dò chức năng' },
  procedure: { text: 'Thủ thuật, phẫu thuật' },
} as const satisfies Record<ClinicalOrder['group'], CodeableConcept>;

/** A service of the price list: its common code and its name as ordered. */
export function serviceConcept(
  { serviceCode, serviceName }: { serviceCode: string; serviceName: string },
  family: SystemFamily,
): CodeableConcept {
  return { ...concept([coding(family.codeSystems.service, serviceCode)]), text: serviceName };
}

/**
 * An order of the visit, also one that was cancelled; the diagnosis it was given for as a reference where it is one of the visit, as
 * a code elsewhere. Source: HL7 FHIR R4 ServiceRequest; QĐ 7603/QĐ-BYT (common codes of services)
 */
export function serviceRequestToFhir(order: ClinicalOrder, visit: VisitRecord, family: SystemFamily): ServiceRequest {
  const diagnoses = visit.diagnoses.filter(({ icdCode }) => icdCode === order.icdCode);
  return {
    resourceType: 'ServiceRequest',
    id: logicalId(visit, 'service_orders', order.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'service-order'), value: order.id }],
    status: states[order.state],
    intent: 'order',
    category: [categories[order.group]],
    priority: order.isUrgent ? 'urgent' : 'routine',
    code: serviceConcept(order, family),
    quantityQuantity: quantity(order.quantity, 'lần'),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    authoredOn: localIso(order.orderedAt),
    requester: referenceTo(visit, 'users', order.orderedById),
    performer: [referenceTo(visit, 'facilities', visit.facility.id)],
    ...present({
      reasonCode: reasons(order, diagnoses.length > 0),
      reasonReference: diagnoses.map(({ id }): Reference<Condition> => referenceTo(visit, 'diagnoses', id)),
    }),
  };
}

function reasons({ icdCode, reason }: ClinicalOrder, isReferenced: boolean): CodeableConcept[] {
  const found = concept([coding(international.icd10, isReferenced ? undefined : icdCode)], reason);
  return found === undefined ? [] : [found];
}
