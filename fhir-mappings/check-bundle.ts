import type { Bundle } from '@medplum/fhirtypes';
import { errorsOf, type Issue } from '../domain/issue.ts';
import { type ClinicalRecord, noClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { checkResource } from './checker/check-resource.ts';
import { logicalId, type SourceTable } from './logical-ids.ts';

/**
 * What FHIR R4 has against the Bundle of a visit, as errors about the record: the path names the part of the record that the resource was made of
 * and, where one field of it made the element, that field; `element` is the FHIRPath. Empty: it may be sent. Warnings hold nothing back.
 * Source: docs/decisions/0017-fhir-checker.md
 */
export function checkBundle(bundle: Bundle, visit: VisitRecord, clinical: ClinicalRecord = noClinicalRecord): Issue[] {
  const errors = errorsOf(checkResource(bundle));
  if (errors.length === 0) return [];
  const parts = partsOfRecord(visit, clinical);
  return errors.map((issue) => ({
    ...issue,
    path: hisPath(issue.path, bundle, parts),
    params: { ...issue.params, element: issue.path },
  }));
}

function hisPath(element: string, bundle: Bundle, parts: Map<string, string>): string {
  const [, index, within = ''] = /^Bundle\.entry\[(\d+)\](?:\.resource\.?(.*))?$/.exec(element) ?? [];
  const resource = bundle.entry?.[Number(index)]?.resource;
  if (resource === undefined) return '';
  // A document is made of everything.
  const part = parts.get(resource.id ?? '') ?? '';
  const line = /^item\[(\d+)\]/.exec(within)?.[1];
  // Claim and account have an item for each charge.
  if (part === 'bill' && line !== undefined) return `charges.${line}`;
  const field = Object.entries(fields[resource.resourceType] ?? {}).find(([prefix]) => within.startsWith(prefix))?.[1];
  return field === undefined || part === '' ? part : `${part}.${field}`;
}

/** The fields that make an element by themselves, under the names of the record. */
const fields: Readonly<Record<string, Record<string, string>>> = {
  Patient: {
    name: 'fullName',
    birthDate: 'birthDate',
    gender: 'sex',
    telecom: 'phone',
    identifier: 'identifiers',
    address: 'address',
    contact: 'guardian',
  },
  Encounter: { 'period.start': 'startedAt', 'period.end': 'endedAt', reasonCode: 'reason', serviceType: 'departmentCodes' },
  Coverage: { 'period.start': 'validFrom', 'period.end': 'validTo', subscriberId: 'cardNumber', identifier: 'cardNumber' },
  Practitioner: { name: 'fullName', identifier: 'licence' },
  Condition: { 'code.text': 'text', 'code.coding': 'icdCode' },
  Observation: { value: 'value', component: 'value', effective: 'takenAt' },
  MedicationRequest: { dosageInstruction: 'dosageText', 'dispenseRequest.quantity': 'quantity', medication: 'name' },
  Organization: { name: 'name', telecom: 'phone', address: 'address', identifier: 'code' },
};

/** Which part of the record a resource was made of, by the id of the resource. */
function partsOfRecord(visit: VisitRecord, clinical: ClinicalRecord): Map<string, string> {
  const rows: [SourceTable, string, { id: string }[]][] = [
    ['insurance_cards', 'coverages', visit.coverages],
    ['users', 'practitioners', visit.practitioners],
    ['diagnoses', 'diagnoses', visit.diagnoses],
    ['observations', 'observations', visit.observations],
    ['allergies', 'allergies', clinical.allergies],
    ['patient_conditions', 'conditions', clinical.conditions],
    ['service_orders', 'orders', clinical.orders],
    ['specimens', 'specimens', clinical.specimens],
    ['order_results', 'results', clinical.results.map(({ orderId }) => ({ id: orderId }))],
    ['appointments', 'appointments', clinical.appointments],
    ['visit_papers', 'papers', clinical.papers],
  ];
  const one: [SourceTable, string, string][] = [
    ['facilities', 'facility', visit.facility.id],
    ['patients', 'patient', visit.patient.id],
    ['encounters', 'encounter', visit.encounter.id],
    ['claims', 'bill', visit.encounter.id],
    ['bills', 'bill', visit.encounter.id],
    ...rows.flatMap(([table, name, list]) => list.map(({ id }, i): [SourceTable, string, string] => [table, `${name}.${i}`, id])),
    ...visit.prescriptions.flatMap(({ lines }, p) =>
      lines.map(({ id }, l): [SourceTable, string, string] => ['prescription_lines', `prescriptions.${p}.lines.${l}`, id]),
    ),
  ];
  return new Map(one.map(([table, path, key]) => [logicalId(visit, table, key), path]));
}
