import type { Coding, Consent } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalConsent } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** HL7 v3 ActReason; the national list names the same purposes. */
const purposes = {
  treatment: { code: 'TREAT', display: 'treatment' },
  payment: { code: 'HPAYMT', display: 'healthcare payment' },
  'public-health': { code: 'PUBHLTH', display: 'public health' },
  research: { code: 'HRESCH', display: 'healthcare research' },
} as const satisfies Record<ClinicalConsent['purposes'][number], { code: string; display: string }>;

/**
 * Whether the person, or who decides for them, lets the facility process and share the record. One that was taken back is inactive.
 * Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; HL7 FHIR R4 Consent (ppc-1: a policy rule is always there)
 */
export function consentToFhir(consent: ClinicalConsent, visit: VisitRecord, family: SystemFamily): Consent {
  const { id, decision, relatedPersonId, from, until } = consent;
  const isPermit = decision === 'permit';
  const period = present({ start: from, end: until });
  return {
    resourceType: 'Consent',
    id: logicalId(visit, 'consents', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'consent'), value: id }],
    status: consent.isRevoked ? 'inactive' : 'active',
    scope: fixedConcept(international.consentScope, 'patient-privacy', 'Privacy Consent'),
    category: [fixedConcept(international.loinc, '59284-0', 'Consent Document')],
    patient: referenceTo(visit, 'patients', visit.patient.id),
    dateTime: localIso(consent.givenAt),
    performer: [
      relatedPersonId === undefined
        ? referenceTo(visit, 'patients', visit.patient.id)
        : referenceTo(visit, 'related_people', relatedPersonId),
    ],
    organization: [referenceTo(visit, 'facilities', visit.facility.id)],
    policyRule: isPermit ? fixedConcept(international.actCode, 'OPTIN', 'opt-in') : fixedConcept(international.actCode, 'OPTOUT', 'op-out'),
    provision: {
      type: decision,
      ...(Object.keys(period).length === 0 ? {} : { period }),
      ...present({ purpose: consent.purposes.flatMap((one) => purposeCodings(one, family)) }),
    },
  };
}

const purposeCodings = (purpose: ClinicalConsent['purposes'][number], family: SystemFamily): Coding[] => [
  { system: international.actReason, ...purposes[purpose] },
  { system: family.codeSystems['consent-purpose'], code: purpose },
];
