import type { Observation, ObservationComponent } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import { type Decimal, divide, multiply, roundAmount } from '../domain/money.ts';
import type { VisitObservation, VisitRecord, VitalKind } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { fixedConcept, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

interface VitalCode {
  code: string;
  display: string;
  /** A narrower code for the same. */
  also?: { code: string; display: string };
  unit: string;
  ucum: string;
}

/** R4 binds these LOINC codes to the vital-signs profiles, so code and unit must be exactly these (R4, observation-vitalsigns.html). */
const vitals = {
  pulse: { code: '8867-4', display: 'Heart rate', unit: 'lần/phút', ucum: '/min' },
  systolic: { code: '8480-6', display: 'Systolic blood pressure', unit: 'mmHg', ucum: 'mm[Hg]' },
  diastolic: { code: '8462-4', display: 'Diastolic blood pressure', unit: 'mmHg', ucum: 'mm[Hg]' },
  temperature: { code: '8310-5', display: 'Body temperature', unit: '°C', ucum: 'Cel' },
  'respiratory-rate': { code: '9279-1', display: 'Respiratory rate', unit: 'lần/phút', ucum: '/min' },
  // HL7's own profile has the code of the method beside the general one: the one place where LOINC stands twice.
  'oxygen-saturation': {
    code: '2708-6',
    display: 'Oxygen saturation in Arterial blood',
    also: { code: '59408-5', display: 'Oxygen saturation in Arterial blood by Pulse oximetry' },
    unit: '%',
    ucum: '%',
  },
  weight: { code: '29463-7', display: 'Body weight', unit: 'kg', ucum: 'kg' },
  height: { code: '8302-2', display: 'Body height', unit: 'cm', ucum: 'cm' },
} as const satisfies Record<VitalKind, VitalCode>;

const BLOOD_PRESSURE = { code: '85354-9', display: 'Blood pressure panel with all children optional' };
const BMI = { code: '39156-5', display: 'Body mass index (BMI) [Ratio]', unit: 'kg/m2', ucum: 'kg/m2' };

/**
 * The vital signs of the visit: one resource a measurement, the two blood pressures of one moment as one panel, and the body
 * mass index (kg/m², 1 place) when weight and height were both taken; the latest of each counts.
 * Source: HL7 FHIR R4 vital signs; docs/decisions/0005-fhir.md
 */
export function observationsToFhir(visit: VisitRecord): Observation[] {
  const pressures = visit.observations.filter(isPressure);
  const moments = [...new Set(pressures.map(moment))];
  return [
    ...visit.observations.filter((one) => !isPressure(one)).map((one) => single(one, visit)),
    ...moments.flatMap((when) =>
      bloodPressures(
        pressures.filter((one) => moment(one) === when),
        visit,
      ),
    ),
    ...bodyMassIndex(visit),
  ];
}

const isPressure = ({ kind }: VisitObservation): boolean => kind === 'systolic' || kind === 'diastolic';

/** Taken together: at one time by one person. */
const moment = ({ takenAt, practitionerId }: VisitObservation): string => `${takenAt} ${practitionerId}`;

function single(one: VisitObservation, visit: VisitRecord): Observation {
  const vital: VitalCode = vitals[one.kind];
  return { ...frame(one, one.id, vital, visit), valueQuantity: quantity(one.value, vital.unit, vital.ucum) };
}

/** A second value of one kind in the same moment makes a second panel: nothing that was measured is dropped. */
function bloodPressures(taken: VisitObservation[], visit: VisitRecord): Observation[] {
  const systolic = taken.filter(({ kind }) => kind === 'systolic');
  const diastolic = taken.filter(({ kind }) => kind === 'diastolic');
  const pairs = systolic.length >= diastolic.length ? systolic : diastolic;
  return pairs.map((anchor, i) => ({
    ...frame(anchor, (systolic[i] ?? anchor).id, BLOOD_PRESSURE, visit),
    component: [component(vitals.systolic, systolic[i]), component(vitals.diastolic, diastolic[i])],
  }));
}

/** The profile wants both parts: one that was not taken says so. */
function component(vital: VitalCode, taken: VisitObservation | undefined): ObservationComponent {
  const code = fixedConcept(international.loinc, vital.code, vital.display);
  if (taken === undefined) return { code, dataAbsentReason: fixedConcept(international.dataAbsentReason, 'unknown', 'Unknown') };
  return { code, valueQuantity: quantity(taken.value, vital.unit, vital.ucum) };
}

function bodyMassIndex(visit: VisitRecord): Observation[] {
  const weight = latest('weight', visit);
  const height = latest('height', visit);
  if (weight === undefined || height === undefined) return [];
  const value = indexOf(weight.value, height.value);
  if (value === undefined) return [];
  const later = weight.takenAt >= height.takenAt ? weight : height;
  return [
    {
      ...frame(later, `bmi-${weight.id}-${height.id}`, BMI, visit),
      valueQuantity: quantity(value, BMI.unit, BMI.ucum),
      derivedFrom: [referenceTo(visit, 'observations', weight.id), referenceTo(visit, 'observations', height.id)],
    },
  ];
}

function latest(kind: VitalKind, visit: VisitRecord): VisitObservation | undefined {
  return visit.observations
    .filter((one) => one.kind === kind)
    .sort((a, b) => localIso(a.takenAt).localeCompare(localIso(b.takenAt)) || a.id.localeCompare(b.id))
    .at(-1);
}

function indexOf(kilograms: Decimal, centimetres: Decimal): Decimal | undefined {
  const square = multiply(centimetres, centimetres, '0.0001');
  return square === '0' ? undefined : roundAmount(divide(kilograms, square), 1);
}

type Frame = Omit<Observation, 'valueQuantity' | 'component' | 'derivedFrom'>;

function frame(
  one: VisitObservation,
  key: string,
  { code, display, also }: Pick<VitalCode, 'code' | 'display' | 'also'>,
  visit: VisitRecord,
): Frame {
  return {
    resourceType: 'Observation',
    id: logicalId(visit, 'observations', key),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'observation'), value: key }],
    status: 'final',
    category: [fixedConcept(international.observationCategory, 'vital-signs', 'Vital Signs')],
    code: { coding: [{ code, display }, ...(also === undefined ? [] : [also])].map((one) => ({ system: international.loinc, ...one })) },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    effectiveDateTime: localIso(one.takenAt),
    performer: [referenceTo(visit, 'users', one.practitionerId)],
  };
}
