import type { Address, Extension, Identifier, Patient } from '@medplum/fhirtypes';
import { type Day, localDay, localIso } from '../domain/dates.ts';
import type { ClinicalPerson } from '../domain/visits/clinical-record.ts';
import type { BirthPrecision, IdentifierSystem, Sex, VisitPatient, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { codedExtension, coding, concept, fixedConcept, humanName, phones, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** Sex 3, not determined, is `unknown`: `other` would state something that nobody found. */
const genders = { male: 'male', female: 'female', unknown: 'unknown' } as const satisfies Record<Sex, Patient['gender']>;

/** HL7 table 0203. */
const identifierTypes = {
  'citizen-id': 'NI',
  'old-citizen-id': 'NI',
  passport: 'PPN',
  'social-insurance': 'SS',
  'birth-certificate': 'BCT',
  temporary: 'U',
} as const satisfies Record<IdentifierSystem, string>;

/** How much of the stored day is known; the rest is padding and never leaves. */
const knownLength = { year: 4, month: 7, day: 10, minute: 10 } as const satisfies Record<BirthPrecision, number>;

/** Ministry code for "no occupation" (QĐ 130/QĐ-BYT): nothing to tell. */
const NO_OCCUPATION = '00000';

/**
 * The person of the visit. No number is ever required (newborns, unknown persons, foreigners); superseded numbers stay as old.
 * What `person` adds is a death and the records that were merged into this one, named by their number here: they cannot be
 * followed from here, or the two records could not be sent one after the other.
 * Source: NĐ 102/2025/NĐ-CP art. 6 (personal number is the health identifier), NĐ 70/2024/NĐ-CP art. 11 (numbers change)
 */
export function patientToFhir(visit: VisitRecord, family: SystemFamily, person?: ClinicalPerson): Patient {
  const { patient, facility } = visit;
  return {
    resourceType: 'Patient',
    id: logicalId(visit, 'patients', patient.id),
    ...present({ extension: extensions(patient, family), identifier: identifiers(visit, family) }),
    active: true,
    name: [humanName(patient.fullName)],
    ...present({ telecom: phones(patient.phone) }),
    gender: genders[patient.sex],
    ...birth(patient),
    ...(person?.death === undefined ? {} : death(person.death)),
    ...present({ address: addresses(patient), contact: contacts(patient) }),
    managingOrganization: referenceTo(visit, 'facilities', facility.id),
    ...present({ link: (person?.replaced ?? []).flatMap((one) => replaces(one, facility.code)) }),
  };
}

/** The hour when it is known, else only that it happened: R4 allows one of the two. */
const death = ({ at }: NonNullable<ClinicalPerson['death']>): Partial<Patient> =>
  at === undefined ? { deceasedBoolean: true } : { deceasedDateTime: localIso(at) };

function replaces({ facilityNumber: value }: ClinicalPerson['replaced'][number], facilityCode: string): NonNullable<Patient['link']> {
  if (value === '') return [];
  return [{ type: 'replaces', other: { type: 'Patient', identifier: { system: facilityNamespace(facilityCode, 'patient'), value } } }];
}

/**
 * A record that was merged into the person of the visit: it stays, inactive, and points at the one that counts, so it is sent after
 * that one. Source: HL7 FHIR R4 Patient.link
 */
export function replacedPatientToFhir(
  replaced: ClinicalPerson['replaced'][number],
  visit: { facility: { id: string; code: string }; patient: { id: string } },
): Patient {
  const { id, facilityNumber: value, fullName } = replaced;
  const system = facilityNamespace(visit.facility.code, 'patient');
  return {
    resourceType: 'Patient',
    id: logicalId(visit, 'patients', id),
    ...present({ identifier: value === '' ? [] : [{ use: 'old' as const, system, value }] }),
    active: false,
    name: [humanName(fullName)],
    managingOrganization: referenceTo(visit, 'facilities', visit.facility.id),
    link: [{ type: 'replaced-by', other: referenceTo(visit, 'patients', visit.patient.id) }],
  };
}

function identifiers(visit: VisitRecord, family: SystemFamily): Identifier[] {
  const { patient, facility } = visit;
  const endDay = localDay(visit.encounter.endedAt);
  const ofFacility: Identifier = {
    use: 'usual',
    type: fixedConcept(international.identifierType, 'MR', 'Medical record number'),
    system: facilityNamespace(facility.code, 'patient'),
    value: patient.facilityNumber,
    assigner: referenceTo(visit, 'facilities', facility.id),
  };
  return [
    ...patient.identifiers.map((one) => national(one, endDay, family)),
    ...(patient.facilityNumber === '' ? [] : [ofFacility]),
    ...insuranceCards(visit, family),
  ];
}

function national({ system, value, from, until }: VisitPatient['identifiers'][number], endDay: Day, family: SystemFamily): Identifier {
  const isOld = system === 'old-citizen-id' || (until !== undefined && until < endDay);
  return {
    use: isOld ? 'old' : system === 'temporary' ? 'temp' : 'official',
    type: fixedConcept(international.identifierType, identifierTypes[system]),
    system: family.identifiers[system],
    value,
    ...present({ period: validity(from, until) }),
  };
}

/** For search only; the cards themselves are Coverage resources. */
function insuranceCards({ coverages }: VisitRecord, family: SystemFamily): Identifier[] {
  return [...new Set(coverages.map((one) => one.cardNumber))].map((value) => ({
    use: 'secondary',
    type: fixedConcept(international.identifierType, 'SB', 'Social Beneficiary Identifier'),
    system: family.identifiers['insurance-card'],
    value,
  }));
}

function validity(start: Day | undefined, end: Day | undefined): Identifier['period'] {
  return start === undefined && end === undefined ? undefined : present({ start, end });
}

function extensions(patient: VisitPatient, family: SystemFamily): Extension[] {
  const occupation = patient.occupationCode === NO_OCCUPATION ? undefined : patient.occupationCode;
  const country = concept([coding(international.country, patient.nationalityIso)]);
  const nationality: Extension[] =
    country === undefined ? [] : [{ url: international.nationalityExtension, extension: [{ url: 'code', valueCodeableConcept: country }] }];
  return [
    ...codedExtension(family, 'ethnicity', patient.ethnicityCode),
    ...codedExtension(family, 'occupation', occupation),
    ...nationality,
  ];
}

/** The time of birth hangs on the element as an extension: `_birthDate` is how JSON writes that. */
type Birth = Pick<Patient, 'birthDate'> & { _birthDate?: { extension: Extension[] } };

function birth({ birthDate, birthPrecision, birthTime }: VisitPatient): Birth {
  const known = birthDate.slice(0, knownLength[birthPrecision]);
  if (birthPrecision !== 'minute' || birthTime === undefined) return present({ birthDate: known });
  const valueDateTime = `${birthDate}T${birthTime}:00+07:00`;
  return { birthDate: known, _birthDate: { extension: [{ url: international.birthTimeExtension, valueDateTime }] } };
}

/** Two levels since 01/07/2025 (Luật 72/2025/QH15): the commune stands as city, there is no district. */
function addresses({ address }: VisitPatient): Address[] {
  const parts = present({ text: address.text, city: address.communeName, state: address.provinceName });
  return Object.keys(parts).length === 0 ? [] : [{ use: 'home', ...parts, country: 'VN' }];
}

function contacts({ guardian }: VisitPatient): NonNullable<Patient['contact']> {
  if (guardian === undefined || guardian.fullName.trim() === '') return [];
  return [
    {
      relationship: [fixedConcept(international.contactRole, 'N', 'Next-of-Kin')],
      name: { text: guardian.fullName },
      ...present({ telecom: phones(guardian.phone) }),
    },
  ];
}
