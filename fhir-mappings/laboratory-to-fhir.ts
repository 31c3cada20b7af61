import type { Observation, ObservationReferenceRange, Quantity } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalResult, ClinicalValue } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, fixedConcept, present, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** Key of the Observation of a value: a correction is a new version of the same one. */
export const valueKey = ({ orderId }: ClinicalResult, { indicatorCode }: ClinicalValue): string => `${orderId}-${indicatorCode}`;

/** What a result is worth now; one that was taken back says so at every peer that has it. */
export const resultStatus = { final: 'final', corrected: 'corrected', withdrawn: 'entered-in-error' } as const satisfies Record<
  ClinicalResult['state'],
  Observation['status']
>;

const flagNames = {
  N: 'Normal',
  L: 'Low',
  H: 'High',
  LL: 'Critical low',
  HH: 'Critical high',
  A: 'Abnormal',
} as const satisfies Record<NonNullable<ClinicalValue['flag']>, string>;

/**
 * The values of a result, one resource each. A number has its unit in UCUM only where that is certain; `<0.1` keeps its sign; what
 * was chosen or written stays words. The machine is named by its number. Source: HL7 FHIR R4 Observation; QĐ 1227/QĐ-BYT 2025
 */
export function laboratoryToFhir(result: ClinicalResult, visit: VisitRecord, family: SystemFamily): Observation[] {
  return result.values.map((value) => valueToFhir(value, { result, visit }, family));
}

function valueToFhir(
  value: ClinicalValue,
  { result, visit }: { result: ClinicalResult; visit: VisitRecord },
  family: SystemFamily,
): Observation {
  const key = valueKey(result, value);
  const [specimenId] = result.specimenIds;
  const codes = [coding(international.loinc, value.loinc), coding(family.codeSystems['lab-indicator'], value.mohCode)];
  return {
    resourceType: 'Observation',
    id: logicalId(visit, 'result_values', key),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'result-value'), value: key }],
    basedOn: [referenceTo(visit, 'service_orders', result.orderId)],
    status: resultStatus[result.state],
    category: [fixedConcept(international.observationCategory, 'laboratory', 'Laboratory')],
    code: { ...concept(codes), text: value.name },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    effectiveDateTime: localIso(result.performedAt),
    issued: localIso(result.approvedAt),
    performer: [referenceTo(visit, 'users', result.performedById)],
    ...measured(value),
    ...(value.flag === undefined
      ? {}
      : { interpretation: [fixedConcept(international.interpretation, value.flag, flagNames[value.flag])] }),
    ...(specimenId === undefined ? {} : { specimen: referenceTo(visit, 'specimens', specimenId) }),
    ...(result.machineCode === undefined ? {} : { device: device(result.machineCode, visit) }),
    ...present({ referenceRange: normal(value) }),
  };
}

const device = (value: string, { facility }: VisitRecord): NonNullable<Observation['device']> => ({
  type: 'Device',
  identifier: { system: facilityNamespace(facility.code, 'device'), value },
});

function measured(value: ClinicalValue): Pick<Observation, 'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'dataAbsentReason'> {
  const { kind, number, comparator, text = '' } = value;
  if (number !== undefined) return { valueQuantity: { ...bound(number, value), ...present({ comparator }) } };
  if (text.trim() === '') return { dataAbsentReason: fixedConcept(international.dataAbsentReason, 'unknown', 'Unknown') };
  return kind === 'coded' ? { valueCodeableConcept: { text } } : { valueString: text };
}

const bound = (number: string, { unit = '', ucum }: ClinicalValue): Quantity => quantity(number, unit, ucum);

/** R4 means the upper bound to be included, so an open one is said in words. */
function normal(value: ClinicalValue): ObservationReferenceRange[] {
  const { low, high, isHighOpen, normalChoice, unit } = value;
  const words = high !== undefined && isHighOpen ? ['<', high, unit].filter((part) => part !== undefined).join(' ') : normalChoice;
  const range = present({
    low: low === undefined ? undefined : bound(low, value),
    high: high === undefined || isHighOpen ? undefined : bound(high, value),
    text: words,
  });
  return Object.keys(range).length === 0 ? [] : [range];
}
