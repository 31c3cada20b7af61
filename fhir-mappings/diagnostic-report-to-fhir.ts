import type { DiagnosticReport } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalResult } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { attachmentToFhir } from './attachments.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { resultStatus, valueKey } from './laboratory-to-fhir.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { serviceConcept } from './service-request-to-fhir.ts';

/** HL7 table 0074. */
const sections = {
  laboratory: fixedConcept(international.diagnosticSection, 'LAB', 'Laboratory'),
  imaging: fixedConcept(international.diagnosticSection, 'IMG', 'Diagnostic Imaging'),
  functional: fixedConcept(international.diagnosticSection, 'OTH', 'Other'),
  procedure: fixedConcept(international.diagnosticSection, 'OTH', 'Other'),
} as const satisfies Record<ClinicalResult['group'], object>;

/**
 * The approved result of an order: its values by reference, what was seen and concluded in words, the files beside it. A correction
 * is a new version of the same report. Source: HL7 FHIR R4 DiagnosticReport; QĐ 130/QĐ-BYT as amended (MO_TA, KET_LUAN, MA_BS_DOC_KQ)
 */
export function diagnosticReportToFhir(result: ClinicalResult, visit: VisitRecord, family: SystemFamily): DiagnosticReport {
  const words = [result.description, result.conclusion].filter((one) => one !== undefined && one.trim() !== '');
  return {
    resourceType: 'DiagnosticReport',
    id: logicalId(visit, 'order_results', result.orderId),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'report'), value: result.orderId }],
    basedOn: [referenceTo(visit, 'service_orders', result.orderId)],
    status: resultStatus[result.state],
    category: [sections[result.group]],
    code: serviceConcept(result, family),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    effectiveDateTime: localIso(result.performedAt),
    issued: localIso(result.approvedAt),
    performer: [referenceTo(visit, 'users', result.performedById)],
    resultsInterpreter: [referenceTo(visit, 'users', result.approvedById)],
    ...present({
      specimen: result.specimenIds.map((id) => referenceTo(visit, 'specimens', id)),
      result: result.values.map((value) => referenceTo(visit, 'result_values', valueKey(result, value))),
      conclusion: words.join('\n'),
      presentedForm: result.attachments.map(attachmentToFhir),
    }),
  };
}
