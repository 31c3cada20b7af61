import type { Coding, Encounter, EncounterHospitalization, Extension, Organization, Reference } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalStay } from '../domain/visits/clinical-record.ts';
import type { VisitEncounter, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { codedExtension, coding, concept, fixedConcept, present, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** Class is mandatory in R4: every form of care has one. */
const classes = {
  ambulatory: { code: 'AMB', display: 'ambulatory' },
  inpatient: { code: 'IMP', display: 'inpatient encounter' },
  emergency: { code: 'EMER', display: 'emergency' },
  day: { code: 'SS', display: 'short stay' },
} as const satisfies Record<VisitEncounter['class'], { code: string; display: string }>;

/**
 * The closed visit: only a finished encounter leaves the facility. Result and way of leaving belong to the encounter, never to
 * a diagnosis. `stays` are the rooms it took place in. Source: QĐ 130/QĐ-BYT as amended (fields of table 1), QĐ 1804/QĐ-BYT 2026 (forms of care, departments)
 */
export function encounterToFhir(visit: VisitRecord, family: SystemFamily, stays: ClinicalStay[] = []): Encounter {
  const { encounter, facility } = visit;
  return {
    resourceType: 'Encounter',
    id: logicalId(visit, 'encounters', encounter.id),
    ...present({ extension: extensions(encounter, family) }),
    identifier: identifiers(visit, family),
    status: 'finished',
    class: { system: international.actCode, ...classes[encounter.class] },
    type: [fixedConcept(family.codeSystems['care-type'], encounter.careType)],
    ...present({ serviceType: departments(encounter, family) }),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    participant: [
      {
        type: [fixedConcept(international.participationType, 'ATND', 'attender')],
        individual: referenceTo(visit, 'users', encounter.practitionerId),
      },
    ],
    period: { start: localIso(encounter.startedAt), end: localIso(encounter.endedAt) },
    ...(encounter.treatmentDays > 0 ? { length: quantity(String(encounter.treatmentDays), 'ngày', 'd') } : {}),
    ...present({ reasonCode: encounter.reason.trim() === '' ? [] : [{ text: encounter.reason }], diagnosis: diagnoses(visit) }),
    ...present({ hospitalization: hospitalization(encounter, family) }),
    ...present({ location: stays.map((stay) => location(stay, visit)) }),
    serviceProvider: referenceTo(visit, 'facilities', facility.id),
  };
}

function identifiers(visit: VisitRecord, family: SystemFamily): NonNullable<Encounter['identifier']> {
  const { encounter, facility } = visit;
  // The code of a visit is unique inside its facility, so the facility stands beside it.
  const assigner = referenceTo(visit, 'facilities', facility.id);
  const visitCode = { use: 'official' as const, system: family.identifiers.encounter, value: encounter.code, assigner };
  if (encounter.recordNumber === '') return [visitCode];
  return [
    visitCode,
    { use: 'secondary', system: facilityNamespace(facility.code, 'medical-record'), value: encounter.recordNumber, assigner },
  ];
}

/** One coding a department; joining codes with `;` in one text is what receivers complain about. */
function departments({ departmentCodes }: VisitEncounter, family: SystemFamily): Encounter['serviceType'] {
  return concept(departmentCodes.map((code): Coding | undefined => coding(family.codeSystems.department, code)));
}

function location({ placeId, from, until }: ClinicalStay, visit: VisitRecord): NonNullable<Encounter['location']>[number] {
  const period = present({
    start: from === undefined ? undefined : localIso(from),
    end: until === undefined ? undefined : localIso(until),
  });
  return {
    location: referenceTo(visit, 'rooms', placeId),
    status: 'completed',
    ...(Object.keys(period).length === 0 ? {} : { period }),
  };
}

function diagnoses(visit: VisitRecord): NonNullable<Encounter['diagnosis']> {
  const { id, arrivalDiagnosis } = visit.encounter;
  const onArrival = {
    condition: referenceTo(visit, 'arrival_diagnoses', id),
    use: fixedConcept(international.diagnosisRole, 'AD', 'Admission diagnosis'),
  };
  const final = visit.diagnoses.map((one) => ({
    condition: referenceTo(visit, 'diagnoses', one.id),
    use:
      one.rank === 1
        ? fixedConcept(international.diagnosisRole, 'DD', 'Discharge diagnosis')
        : fixedConcept(international.diagnosisRole, 'CM', 'Comorbidity diagnosis'),
    rank: one.rank,
  }));
  return arrivalDiagnosis.trim() === '' ? final : [onArrival, ...final];
}

function hospitalization(encounter: VisitEncounter, family: SystemFamily): EncounterHospitalization | undefined {
  const found = present({
    origin: elsewhere(encounter.referredFrom, family),
    destination: elsewhere(encounter.referredTo, family),
    dischargeDisposition: concept([coding(family.codeSystems.discharge, encounter.dischargeType)]),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}

/** A facility that is not ours: its code, never a reference that nobody can follow. */
function elsewhere(code: string | undefined, family: SystemFamily): Reference<Organization> | undefined {
  return code === undefined ? undefined : { type: 'Organization', identifier: { system: family.identifiers.facility, value: code } };
}

function extensions(encounter: VisitEncounter, family: SystemFamily): Extension[] {
  return [
    ...codedExtension(family, 'arrival-category', encounter.arrivalCategory),
    ...codedExtension(family, 'treatment-outcome', encounter.outcome),
  ];
}
