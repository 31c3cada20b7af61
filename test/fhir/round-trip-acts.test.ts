import fc from 'fast-check';
import { claimLines } from '../../domain/claims/claim-line.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { multiply } from '../../domain/money.ts';
import type { ClinicalOrder } from '../../domain/visits/clinical-findings.ts';
import type { VisitPrescriptionLine, VisitRecord } from '../../domain/visits/visit-record.ts';
import { auditEventToFhir } from '../../fhir-mappings/audit-event-to-fhir.ts';
import { claimToFhir } from '../../fhir-mappings/claim-to-fhir.ts';
import { defaultFamily as family } from '../../fhir-mappings/code-systems.ts';
import { composition, type DocumentKind } from '../../fhir-mappings/composition-to-fhir.ts';
import { diagnosticReportToFhir } from '../../fhir-mappings/diagnostic-report-to-fhir.ts';
import { documentReferenceToFhir } from '../../fhir-mappings/document-reference-to-fhir.ts';
import { medicationRequestToFhir } from '../../fhir-mappings/medication-request-to-fhir.ts';
import { observationsToFhir } from '../../fhir-mappings/observation-to-fhir.ts';
import { departmentToFhir, facilityToFhir } from '../../fhir-mappings/organization-to-fhir.ts';
import { practitionerRoleToFhir } from '../../fhir-mappings/practitioner-role-to-fhir.ts';
import { practitionerToFhir } from '../../fhir-mappings/practitioner-to-fhir.ts';
import { procedureToFhir } from '../../fhir-mappings/procedure-to-fhir.ts';
import { provenanceToFhir } from '../../fhir-mappings/provenance-to-fhir.ts';
import { screeningToFhir } from '../../fhir-mappings/screening-to-fhir.ts';
import { dressing } from '../support/a-result.ts';
import { aVisit } from '../support/a-visit.ts';
import { returns } from '../support/returns.ts';
import * as make from './generated-acts.ts';
import { visits } from './generated-bills.ts';
import * as read from './read-back-acts.ts';
import { roleNames } from './role-names.ts';

const visit = aVisit();
const { facility, patient, encounter } = visit;
const [prescription] = visit.prescriptions;
if (prescription === undefined) throw new Error('the invented visit has no prescription');

/** Under which id a row of the record leaves: the hash is ours, so it is computed here by the rule and not by the mapping. */
const outside = (table: string, key: string): string => derivedId(facility.id, table, key);
const person = (id: string): string => outside('users', id);

describe('what a mapping of facilities, people and acts wrote and somebody reads back', () => {
  it('is the facility', () =>
    returns(
      make.facilities,
      (one) => facilityToFhir({ ...visit, facility: { ...one, id: facility.id } }, family),
      read.facility,
      ({ provinceCode: _, ...rest }) => rest,
    ));
  it('is the department', () =>
    returns(
      make.departments,
      (one) => departmentToFhir(one, visit, family),
      read.department,
      (one) => ({ ...one, facilityId: outside('facilities', facility.id) }),
    ));
  it('is the clinician', () =>
    returns(
      make.practitioners,
      (one) => practitionerToFhir(one, visit, family),
      read.practitioner,
      ({ id: _, ...one }) => ({ ...one, qualification: one.licence }),
    ));
  it('is the role', () =>
    returns(
      make.roles,
      (one) => practitionerRoleToFhir(one, visit),
      read.role,
      ({ practitionerId, role, departmentCode, placeIds, ...one }) => ({
        ...one,
        practitionerId: person(practitionerId),
        name: roleNames[role],
        departmentId: departmentCode === undefined ? outside('facilities', facility.id) : outside('departments', departmentCode),
        placeIds: placeIds.map((id) => outside('rooms', id)),
      }),
    ));
  it('is the vital sign', () =>
    returns(
      make.vitals,
      (one) => observationsToFhir({ ...visit, observations: [one] })[0],
      read.vital,
      (one) => ({ ...one, practitionerId: person(one.practitionerId) }),
    ));
  it('is the screening', () =>
    returns(
      make.screenings,
      (one) => screeningToFhir(one, visit),
      read.screening,
      (one) => ({ ...one, practitionerId: person(one.practitionerId) }),
    ));
  it('is the line of a prescription', () =>
    returns(
      make.prescriptionLines,
      (one) => medicationRequestToFhir({ ...one, sequence: 1, drugCode: 'x', strength: 'x' }, { prescription, visit }, family),
      read.prescriptionLine,
      ({ dosage, ...one }) => ({
        ...one,
        ...{ code: prescription.code, signedAt: '2026-11-24T09:40:00+07:00', days: dosage.days, isAsNeeded: dosage.timing === 'as-needed' },
        intake: intakeOf(dosage),
      }),
    ));
  it('is the result', () =>
    returns(
      make.results,
      (one) => diagnosticReportToFhir({ ...one, values: [] }, visit, family),
      read.result,
      ({ description, conclusion, ...one }) => ({
        ...one,
        basedOn: outside('service_orders', one.orderId),
        words: [description, conclusion].filter((part) => part !== undefined).join('\n') || undefined,
        performedById: person(one.performedById),
        approvedById: person(one.approvedById),
        specimenIds: one.specimenIds.map((id) => outside('specimens', id)),
      }),
    ));
  it('is the procedure', () =>
    returns(
      make.procedures,
      (one) => procedureToFhir(performed(one), visit, family)[0],
      read.procedure,
      (one) => ({ ...one, performedById: one.performedById && person(one.performedById) }),
    ));
  it('is the claim', () => returns(visits, (one) => claimToFhir(one, family), read.claim, claimOf));
  it('is the signature', () =>
    returns(
      make.signatures,
      (one) => provenanceToFhir(one, visit)[0],
      read.signature,
      ({ id: _, of, ...one }) => ({
        ...one,
        of: [of.kind === 'result' ? outside('order_results', of.orderId) : outside('encounters', encounter.id)],
        signedById: person(one.signedById),
      }),
    ));
  it('is the paper', () =>
    returns(
      make.papers,
      (one) => documentReferenceToFhir(one, visit, family),
      read.paper,
      ({ id: _, replacesId, ...one }) => ({
        ...one,
        issuedById: person(one.issuedById),
        replacesId: replacesId && outside('visit_papers', replacesId),
      }),
    ));
  it('is the entry of the log', () =>
    returns(
      make.accesses,
      (one) => auditEventToFhir(one, visit),
      read.access,
      ({ id: _, ...one }) => ({ ...one, userId: person(one.userId), patientId: outside('patients', patient.id) }),
    ));
  it('is the document', () =>
    returns(
      fc.record({ kind: fc.constantFrom<DocumentKind>('visit-summary', 'discharge-letter', 'patient-summary'), parts: make.documentParts }),
      ({ kind, parts }) =>
        composition(
          kind,
          visit,
          parts.map((part) => ({ ...part, entries: [] })),
        ),
      read.document,
      ({ kind, parts }) => ({
        ...{
          kind,
          patientId: outside('patients', patient.id),
          authorId: person(encounter.practitionerId),
          writtenAt: '2026-11-24T09:45:00+07:00',
        },
        parts: parts.map(({ display: _, ...part }) => part),
      }),
    ));
});

/** The same amount at every intake; anything else stays words. */
function intakeOf({ morning, noon, afternoon, evening, days, timing }: VisitPrescriptionLine['dosage']): object | undefined {
  const taken = [morning, noon, afternoon, evening].filter((one) => one !== undefined);
  const isEven = taken.length > 0 && new Set(taken).size === 1;
  return isEven && timing !== 'as-needed' ? { times: taken.length, days, amount: taken[0] } : undefined;
}

const performed = (one: Partial<ClinicalOrder>): ClinicalOrder => {
  const { procedureCode: _, performedById: __, ...rest } = dressing;
  return { ...rest, ...one, group: 'procedure', state: 'performed' };
};

/** A claim as the bill and the charges have it; a share of the price is told where a ratio and not a cap made the amount. */
const claimOf = (one: VisitRecord): object => ({
  code: one.encounter.code,
  total: one.bill.totals.insuranceAmount,
  cardIds: one.coverages.map(({ id }) => outside('insurance_cards', id)),
  lines: claimLines(one).map(({ charge, share, insuranceRatio, cap }) => {
    const ratio = Number(multiply(insuranceRatio, charge.serviceRatio, '0.0001'));
    return {
      ...{ name: charge.name, code: charge.code, quantity: charge.quantity, unit: charge.unit, unitPrice: charge.insurancePrice },
      amount: share.insuranceAmount,
      day: localDay(charge.performedAt ?? charge.orderedAt),
      share: cap !== undefined || ratio === 1 ? undefined : ratio,
      orderedById: person(charge.orderedById),
    };
  }),
});
