import type { AllergyIntolerance } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalAllergy } from '../domain/visits/clinical-findings.ts';
import type { ClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { coding, concept, fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const active = fixedConcept(international.allergyClinical, 'active', 'Active');
const confirmed = fixedConcept(international.allergyVerification, 'confirmed', 'Confirmed');

/**
 * The allergies of the person. That none is known is a statement of its own, made only where somebody asked; an empty list says
 * nothing. Source: HL7 FHIR R4 AllergyIntolerance (negated allergies)
 */
export function allergiesToFhir({ allergyStatus, allergies }: Pick<ClinicalRecord, 'allergyStatus' | 'allergies'>, visit: VisitRecord) {
  const none = allergyStatus === 'none-known' && allergies.every(({ isRetracted }) => isRetracted);
  return [...allergies.map((allergy) => allergyToFhir(allergy, visit)), ...(none ? [noKnownAllergyToFhir(visit)] : [])];
}

/**
 * One allergy in the words of who wrote it down, with the ATC code where the substance is a drug of the list. What was written down
 * by mistake says so and has no clinical state (ait-2). Source: HL7 FHIR R4 AllergyIntolerance
 */
export function allergyToFhir(allergy: ClinicalAllergy, visit: VisitRecord): AllergyIntolerance {
  const { id, substance, atcCode, reaction = '', isRetracted, recordedAt, recordedById } = allergy;
  const drug = coding(international.atc, atcCode);
  return {
    resourceType: 'AllergyIntolerance',
    id: logicalId(visit, 'allergies', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'allergy'), value: id }],
    ...(isRetracted
      ? { verificationStatus: fixedConcept(international.allergyVerification, 'entered-in-error', 'Entered in Error') }
      : { clinicalStatus: active, verificationStatus: confirmed }),
    type: 'allergy',
    ...(drug === undefined ? {} : { category: ['medication'] }),
    code: { ...concept([drug]), text: substance },
    patient: referenceTo(visit, 'patients', visit.patient.id),
    recordedDate: localIso(recordedAt),
    recorder: referenceTo(visit, 'users', recordedById),
    ...present({ reaction: reaction.trim() === '' ? [] : [{ manifestation: [{ text: reaction }] }] }),
  };
}

/** The coded statement that the person knows of no allergy (SNOMED CT, in the free set of the patient summary). */
function noKnownAllergyToFhir(visit: VisitRecord): AllergyIntolerance {
  const { id } = visit.patient;
  return {
    resourceType: 'AllergyIntolerance',
    id: logicalId(visit, 'allergies', `none-${id}`),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'allergy'), value: `none-${id}` }],
    clinicalStatus: active,
    verificationStatus: confirmed,
    code: { ...fixedConcept(international.snomed, '716186003', 'No known allergy'), text: 'Không ghi nhận dị ứng' },
    patient: referenceTo(visit, 'patients', id),
  };
}
