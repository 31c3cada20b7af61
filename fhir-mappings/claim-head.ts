import type { Claim } from '@medplum/fhirtypes';
import { localDay, localIso } from '../domain/dates.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { fixedConcept } from './elements.ts';
import { international } from './international-systems.ts';
import { referenceTo } from './logical-ids.ts';
import { payerKey } from './organization-to-fhir.ts';

type Head = Required<Pick<Claim, 'status' | 'type' | 'use' | 'patient' | 'billablePeriod' | 'created' | 'insurer' | 'provider'>>;

/** What claim and account of an insured visit say alike: of whom, when, from whom to whom. Source: HL7 FHIR R4 Claim, ExplanationOfBenefit */
export function claimHead(visit: VisitRecord): Head {
  const { encounter, facility } = visit;
  return {
    status: 'active',
    type: fixedConcept(international.claimType, 'institutional', 'Institutional'),
    use: 'claim',
    patient: referenceTo(visit, 'patients', visit.patient.id),
    billablePeriod: { start: localDay(encounter.startedAt), end: localDay(encounter.endedAt) },
    created: localIso(encounter.paidAt ?? encounter.endedAt),
    insurer: referenceTo(visit, 'payers', payerKey(facility)),
    provider: referenceTo(visit, 'facilities', facility.id),
  };
}

/** The cards of the visit in their order. One judges the claim: the last one, whose rate is the rate of the visit. */
export const claimCards = (visit: VisitRecord): Pick<Claim['insurance'][number], 'focal' | 'coverage'>[] =>
  visit.coverages.map(({ id }, i) => ({ focal: i === visit.coverages.length - 1, coverage: referenceTo(visit, 'insurance_cards', id) }));
