import type { Procedure } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalOrder } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * Something that was done to the person: a service of the price list that ends in no report. ICD-9-CM stands first where one code is
 * certain. Nothing for an order that was not carried out, or whose outcome is a report.
 * Source: QĐ 4440/QĐ-BYT 2020 (ICD-9-CM in Vietnamese), QĐ 7603/QĐ-BYT (services)
 */
export function procedureToFhir(order: ClinicalOrder, visit: VisitRecord, family: SystemFamily): Procedure[] {
  const { id, group, state, serviceCode, serviceName: text, procedureCode, performedAt, performedById } = order;
  if (group !== 'procedure' || state !== 'performed') return [];
  return [
    {
      resourceType: 'Procedure',
      id: logicalId(visit, 'procedures', id),
      identifier: [{ system: facilityNamespace(visit.facility.code, 'procedure'), value: id }],
      basedOn: [referenceTo(visit, 'service_orders', id)],
      status: 'completed',
      code: { ...concept([coding(international.icd9cm, procedureCode), coding(family.codeSystems.service, serviceCode)]), text },
      subject: referenceTo(visit, 'patients', visit.patient.id),
      encounter: referenceTo(visit, 'encounters', visit.encounter.id),
      performedDateTime: localIso(performedAt ?? order.orderedAt),
      ...(performedById === undefined ? {} : { performer: [performer(performedById, visit)] }),
    },
  ];
}

const performer = (id: string, visit: VisitRecord): NonNullable<Procedure['performer']>[number] => ({
  actor: referenceTo(visit, 'users', id),
  onBehalfOf: referenceTo(visit, 'facilities', visit.facility.id),
});
