import type { Coverage, Extension } from '@medplum/fhirtypes';
import { subtract } from '../domain/money.ts';
import type { VisitCoverage, VisitRecord } from '../domain/visits/visit-record.ts';
import type { SystemFamily } from './code-systems.ts';
import { codedExtension, fixedConcept, present, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { payerKey } from './organization-to-fhir.ts';

/**
 * An insurance card over one period of validity; a visit may use several. The card's own share makes the co-payment percent,
 * the share of the visit is a matter of the bill.
 * Source: QĐ 1351/QĐ-BHXH 2015 (card number: letters = group, third character = level), NĐ 188/2025/NĐ-CP
 */
export function coverageToFhir(coverage: VisitCoverage, visit: VisitRecord, family: SystemFamily): Coverage {
  const person = referenceTo(visit, 'patients', visit.patient.id);
  return {
    resourceType: 'Coverage',
    id: logicalId(visit, 'insurance_cards', coverage.id),
    ...present({ extension: [...registeredFacility(coverage, family), ...codedExtension(family, 'insurance-area', coverage.areaCode)] }),
    identifier: [{ system: family.identifiers['insurance-card'], value: `${coverage.cardNumber}#${coverage.validFrom}` }],
    status: 'active',
    type: fixedConcept(international.actCode, 'PUBLICPOL', 'public healthcare'),
    subscriber: person,
    subscriberId: coverage.cardNumber,
    beneficiary: person,
    relationship: fixedConcept(international.subscriberRelationship, 'self', 'Self'),
    period: { start: coverage.validFrom, ...present({ end: coverage.validTo }) },
    payor: [referenceTo(visit, 'payers', payerKey(visit.facility))],
    class: [cardClass('group', 'Group', coverage.cardNumber.slice(0, 2)), cardClass('plan', 'Plan', coverage.cardNumber.slice(2, 3))],
    costToBeneficiary: [
      {
        type: fixedConcept(international.copayType, 'copaypct', 'Copay Percentage'),
        valueQuantity: quantity(subtract('100', coverage.cardRate), '%', '%'),
      },
    ],
  };
}

const cardClass = (code: string, display: string, value: string) => ({
  type: fixedConcept(international.coverageClass, code, display),
  value,
});

/** Another facility is named by its code only: it is not ours to describe. */
function registeredFacility(coverage: VisitCoverage, family: SystemFamily): Extension[] {
  const url = family.extensions['primary-care-facility'];
  if (url === undefined) return [];
  const identifier = { system: family.identifiers.facility, value: coverage.registeredFacilityCode };
  return [{ url, valueReference: { type: 'Organization', identifier, ...present({ display: coverage.registeredFacilityName }) } }];
}
