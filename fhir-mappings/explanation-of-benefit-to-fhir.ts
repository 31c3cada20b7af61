import type {
  CodeableConcept,
  ExplanationOfBenefit,
  ExplanationOfBenefitItem,
  ExplanationOfBenefitItemAdjudication,
} from '@medplum/fhirtypes';
import { type ClaimLine, claimLines } from '../domain/claims/claim-line.ts';
import { localDay } from '../domain/dates.ts';
import type { ClinicalClaimAnswer } from '../domain/visits/clinical-record.ts';
import type { BillAmounts, VisitRecord } from '../domain/visits/visit-record.ts';
import { claimCards, claimHead } from './claim-head.ts';
import { chargeConcept } from './claim-to-fhir.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, dong } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

type Share = keyof BillAmounts;

/** Three shares have a code of HL7; what only Vietnam tells apart has the name of its field in table 1. */
const shares = {
  insuranceAmount: {
    hl7: 'submitted',
    display: 'Submitted Amount',
    field: 'T_TONGCHI_BH',
    text: 'Tổng chi phí trong phạm vi bảo hiểm y tế',
  },
  fundAmount: { hl7: 'benefit', display: 'Benefit Amount', field: 'T_BHTT', text: 'Quỹ bảo hiểm y tế thanh toán' },
  copayAmount: { hl7: 'copay', display: 'CoPay', field: 'T_BNCCT', text: 'Người bệnh cùng chi trả' },
  hospitalAmount: { field: 'T_TONGCHI_BV', text: 'Tổng chi phí theo giá của cơ sở' },
  selfPayAmount: { field: 'T_BNTT', text: 'Người bệnh tự trả' },
  otherSourceAmount: { field: 'T_NGUONKHAC', text: 'Nguồn khác' },
} as const satisfies Record<Share, { hl7?: string; display?: string; field: string; text: string }>;

const names = Object.keys(shares) as Share[];

/**
 * Who pays how much of an insured visit, by line and in sum, in dong, copied from the bill: fund, person and other sources. The
 * binding account is table 1 of the claim file, and these sums are its own. Until the portal answered, the outcome is queued. Throws a
 * RangeError when a charge has no share in the bill. Source: QĐ 130/QĐ-BYT as amended (table 1), HL7 FHIR R4 ExplanationOfBenefit
 */
export function explanationOfBenefitToFhir(visit: VisitRecord, family: SystemFamily, answer?: ClinicalClaimAnswer): ExplanationOfBenefit {
  const { encounter, facility, bill } = visit;
  const items = claimLines(visit).map((line, i) => item(line, { sequence: i + 1, visit }, family));
  return {
    resourceType: 'ExplanationOfBenefit',
    id: logicalId(visit, 'bills', encounter.id),
    identifier: [{ system: facilityNamespace(facility.code, 'bill'), value: encounter.code }],
    ...claimHead(visit),
    claim: referenceTo(visit, 'claims', encounter.id),
    ...(answer === undefined ? {} : { claimResponse: referenceTo(visit, 'claim_submissions', answer.id) }),
    outcome: answer === undefined ? 'queued' : answer.state === 'accepted' ? 'complete' : 'error',
    insurance: claimCards(visit),
    ...(items.length === 0 ? {} : { item: items }),
    total: amounts(bill.totals, family),
  };
}

function item(
  line: ClaimLine,
  { sequence, visit }: { sequence: number; visit: VisitRecord },
  family: SystemFamily,
): ExplanationOfBenefitItem {
  const { charge, share } = line;
  return {
    sequence,
    productOrService: chargeConcept(charge, family),
    servicedDate: localDay(charge.performedAt ?? charge.orderedAt),
    net: dong(share.insuranceAmount),
    encounter: [referenceTo(visit, 'encounters', visit.encounter.id)],
    adjudication: amounts(share, family),
  };
}

const amounts = (of: BillAmounts, family: SystemFamily): (ExplanationOfBenefitItemAdjudication & { amount: object; category: object })[] =>
  names.map((name) => ({ category: category(name, family), amount: dong(of[name]) }));

function category(name: Share, family: SystemFamily): CodeableConcept {
  const { hl7, display, field, text }: { hl7?: string; display?: string; field: string; text: string } = shares[name];
  return { ...concept([coding(international.adjudication, hl7, display), coding(family.codeSystems['bill-share'], field)]), text };
}
