import type { Claim, ClaimCareTeam, ClaimItem, CodeableConcept } from '@medplum/fhirtypes';
import { type ClaimLine, claimLines } from '../domain/claims/claim-line.ts';
import { localDay } from '../domain/dates.ts';
import { type Decimal, multiply } from '../domain/money.ts';
import type { ChargeKind, ChargeLine, VisitRecord } from '../domain/visits/visit-record.ts';
import { claimCards, claimHead } from './claim-head.ts';
import type { CodeSystemName, SystemFamily } from './code-systems.ts';
import { concept, coding, dong, exactNumber, fixedConcept, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const chargeSystems = {
  examination: 'service',
  service: 'service',
  drug: 'drug',
  supply: 'supply',
  bed: 'service',
  transport: 'service',
} as const satisfies Record<ChargeKind, CodeSystemName>;

/**
 * The insurance claim of an insured visit, in dong. It mirrors the claim file, which stays the binding one: amounts are copied
 * from the bill, the shares of fund and patient are not the claim's matter. Throws a RangeError when a charge has no share in the bill.
 * Source: QĐ 130/QĐ-BYT as amended (tables 1 to 3), HL7 FHIR R4 Claim
 */
export function claimToFhir(visit: VisitRecord, family: SystemFamily): Claim {
  const { encounter, facility } = visit;
  const lines = claimLines(visit);
  const team = careTeam(lines, visit);
  return {
    resourceType: 'Claim',
    id: logicalId(visit, 'claims', encounter.id),
    identifier: [{ system: family.identifiers.encounter, value: encounter.code, assigner: referenceTo(visit, 'facilities', facility.id) }],
    ...claimHead(visit),
    priority: fixedConcept(international.processPriority, 'normal', 'Normal'),
    ...(team.length === 0 ? {} : { careTeam: team }),
    ...(visit.diagnoses.length === 0 ? {} : { diagnosis: diagnoses(visit) }),
    insurance: claimCards(visit).map((card, i) => ({ sequence: i + 1, ...card })),
    ...(lines.length === 0 ? {} : { item: lines.map((line, i) => item(line, { sequence: i + 1, visit, team: orderers(lines) }, family)) }),
    total: dong(visit.bill.totals.insuranceAmount),
  };
}

/** What is charged: its code in the list it comes from, and its name on the bill. */
export const chargeConcept = (charge: ChargeLine, family: SystemFamily): CodeableConcept => ({
  ...concept([coding(family.codeSystems[chargeSystems[charge.kind]], charge.code)]),
  text: charge.name,
});

const orderers = (lines: ClaimLine[]): string[] => [...new Set(lines.map(({ charge }) => charge.orderedById))];

const careTeam = (lines: ClaimLine[], visit: VisitRecord): ClaimCareTeam[] =>
  orderers(lines).map((id, i) => ({ sequence: i + 1, provider: referenceTo(visit, 'users', id) }));

function diagnoses(visit: VisitRecord): NonNullable<Claim['diagnosis']> {
  return visit.diagnoses.map(({ id, rank }, i) => ({
    sequence: i + 1,
    diagnosisReference: referenceTo(visit, 'diagnoses', id),
    ...(rank === 1 ? { type: [fixedConcept(international.claimDiagnosisType, 'principal', 'Principal Diagnosis')] } : {}),
  }));
}

interface ItemContext {
  sequence: number;
  visit: VisitRecord;
  /** Ids of those who ordered, in the order of the care team. */
  team: string[];
}

function item(line: ClaimLine, { sequence, visit, team }: ItemContext, family: SystemFamily): ClaimItem {
  const { charge, share } = line;
  const category = concept([coding(family.codeSystems['cost-group'], charge.costGroup)]);
  return {
    sequence,
    careTeamSequence: [team.indexOf(charge.orderedById) + 1],
    ...(category === undefined ? {} : { category }),
    productOrService: chargeConcept(charge, family),
    servicedDate: localDay(charge.performedAt ?? charge.orderedAt),
    quantity: quantity(charge.quantity, charge.unit),
    unitPrice: dong(unitPrice(line)),
    ...factor(line),
    net: dong(share.insuranceAmount),
    encounter: [referenceTo(visit, 'encounters', visit.encounter.id)],
  };
}

/** A drug has one price: what the facility paid (table 2). */
const unitPrice = ({ charge }: ClaimLine): Decimal => (charge.kind === 'drug' ? charge.hospitalPrice : charge.insurancePrice);

/** Share of the price that is claimed; absent where it is the whole, or where a cap and not a ratio made the amount. */
function factor({ charge, insuranceRatio, cap }: ClaimLine): Pick<ClaimItem, 'factor'> {
  const ratio = multiply(insuranceRatio, charge.kind === 'drug' ? '100' : charge.serviceRatio, '0.0001');
  return cap !== undefined || ratio === '1' ? {} : { factor: exactNumber(ratio) };
}
