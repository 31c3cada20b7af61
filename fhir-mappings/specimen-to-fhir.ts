import type { Specimen } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalSpecimen } from '../domain/visits/clinical-findings.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { coding, concept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** HL7 table 0487, for the kinds of the laboratory's list; a kind outside it stays words. */
const kinds = new Map([
  ['Huyết thanh', { code: 'SER', display: 'Serum' }],
  ['Máu chống đông EDTA', { code: 'BLD', display: 'Whole blood' }],
  ['Máu chống đông citrat', { code: 'BLD', display: 'Whole blood' }],
  ['Máu mao mạch', { code: 'BLD', display: 'Whole blood' }],
  ['Nước tiểu', { code: 'UR', display: 'Urine' }],
  ['Phân', { code: 'STL', display: 'Stool = Fecal' }],
]);

/**
 * A sample with the moment it was taken, which the law asks for, and that of its receipt. One that was sent back is unsatisfactory.
 * Source: TT 32/2023/TT-BYT art. 52 (time of taking); HL7 FHIR R4 Specimen
 */
export function specimenToFhir(specimen: ClinicalSpecimen, visit: VisitRecord): Specimen {
  const { id, number, kind, takenAt, takenById, receivedAt, rejectReason, orderIds } = specimen;
  const known = kinds.get(kind);
  return {
    resourceType: 'Specimen',
    id: logicalId(visit, 'specimens', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'specimen'), value: number }],
    status: rejectReason === undefined ? 'available' : 'unsatisfactory',
    type: { ...concept([coding(international.specimenType, known?.code, known?.display)]), text: kind },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    ...(receivedAt === undefined ? {} : { receivedTime: localIso(receivedAt) }),
    ...(orderIds.length === 0 ? {} : { request: orderIds.map((orderId) => referenceTo(visit, 'service_orders', orderId)) }),
    collection: { collector: referenceTo(visit, 'users', takenById), collectedDateTime: localIso(takenAt) },
    ...(rejectReason === undefined ? {} : { note: [{ text: rejectReason }] }),
  };
}
