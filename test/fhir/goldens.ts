import type { Bundle, Resource } from '@medplum/fhirtypes';
import { claimToFhir } from '../../fhir-mappings/claim-to-fhir.ts';
import { defaultFamily, findSystemFamily, type SystemFamily } from '../../fhir-mappings/code-systems.ts';
import { conditionToFhir } from '../../fhir-mappings/condition-to-fhir.ts';
import { coverageToFhir } from '../../fhir-mappings/coverage-to-fhir.ts';
import { encounterToFhir } from '../../fhir-mappings/encounter-to-fhir.ts';
import { medicationRequestToFhir } from '../../fhir-mappings/medication-request-to-fhir.ts';
import { observationsToFhir } from '../../fhir-mappings/observation-to-fhir.ts';
import { facilityToFhir, payerToFhir } from '../../fhir-mappings/organization-to-fhir.ts';
import { patientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { practitionerToFhir } from '../../fhir-mappings/practitioner-to-fhir.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { anUninsuredVisit, aVisit } from '../support/a-visit.ts';
import { clinicalGoldens } from './clinical-goldens.ts';

const visit = aVisit();
const first = <T>(list: T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('the invented visit has none of these');
  return one;
};
const prescription = first(visit.prescriptions);

/** A newborn of whom little is known: no number, no address, birth to the minute. */
const newborn = aVisit({
  patient: {
    fullName: 'Bé của Ngần',
    sex: 'unknown',
    birthDate: '2026-11-24',
    birthPrecision: 'minute',
    birthTime: '00:35',
    identifiers: [],
    address: { text: '', provinceCode: '', communeCode: '' },
    occupationCode: '00000',
    ethnicityCode: '',
    nationalityIso: '',
    phone: '',
  },
  coverages: [],
});

/** Somebody from abroad of whom only the year of birth is known, with papers of every kind. */
const foreigner = aVisit({
  patient: {
    fullName: 'Khamla',
    birthDate: '1961-01-01',
    birthPrecision: 'year',
    nationalityIso: 'LA',
    identifiers: [
      { system: 'passport', value: 'P0000001' },
      { system: 'birth-certificate', value: '0001/1961' },
      { system: 'social-insurance', value: '0100000001' },
      { system: 'temporary', value: 'T26000001' },
    ],
  },
});

/** A second service on one day: the insurer takes 30 percent of its price. */
const reduced = aVisit({
  charges: visit.charges.map((one, i) => (i === 0 ? { ...one, serviceRatio: '30' } : one)),
  bill: { ...visit.bill, lines: visit.bill.lines.map((one, i) => (i === 0 ? { ...one, insuranceAmount: '11940' } : one)) },
});

const draft = findSystemFamily('ehealth-gov-draft') as SystemFamily;

/** What the mappings of the visit alone make. */
const visitGoldens: Record<string, () => Resource | Resource[] | Bundle> = {
  'organization-facility': () => facilityToFhir(visit, defaultFamily),
  'organization-payer': () => payerToFhir(visit),
  practitioner: () => practitionerToFhir(first(visit.practitioners), visit, defaultFamily),
  patient: () => patientToFhir(visit, defaultFamily),
  'patient-newborn': () => patientToFhir(newborn, defaultFamily),
  'patient-foreigner': () => patientToFhir(foreigner, defaultFamily),
  'patient-government-draft': () => patientToFhir(visit, draft),
  coverage: () => coverageToFhir(first(visit.coverages), visit, defaultFamily),
  encounter: () => encounterToFhir(visit, defaultFamily),
  condition: () => conditionToFhir(first(visit.diagnoses), visit, defaultFamily),
  observations: () => observationsToFhir(visit),
  'medication-request': () => medicationRequestToFhir(first(prescription.lines), { prescription, visit }, defaultFamily),
  claim: () => claimToFhir(visit, defaultFamily),
  'claim-reduced': () => claimToFhir(reduced, defaultFamily),
  'visit-bundle': () => visitToBundle(visit, defaultFamily),
  'visit-bundle-uninsured': () => visitToBundle(anUninsuredVisit(), defaultFamily),
};

/** What every file in `examples/` is the exact output of. */
export const goldens: typeof visitGoldens = { ...visitGoldens, ...clinicalGoldens };
