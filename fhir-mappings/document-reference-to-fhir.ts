import type { DocumentReference } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { PaperKind } from '../domain/papers/paper.ts';
import type { ClinicalPaper } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { attachmentToFhir } from './attachments.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** LOINC where it surely has the paper; the name is the one on the paper. */
const kinds = {
  'sick-leave': { text: 'Giấy chứng nhận nghỉ việc hưởng bảo hiểm xã hội' },
  referral: { loinc: '57133-1', display: 'Referral note', text: 'Giấy chuyển cơ sở khám bệnh, chữa bệnh' },
  admission: { text: 'Phiếu khám bệnh vào viện' },
  appointment: { text: 'Giấy hẹn khám lại' },
  'outpatient-record': { text: 'Bìa bệnh án ngoại trú' },
} as const satisfies Record<PaperKind, { loinc?: string; display?: string; text: string }>;

/**
 * A paper of the visit as it was issued, by its number. One that was withdrawn was never valid for anybody who asks now.
 * Source: HL7 FHIR R4 DocumentReference; QĐ 130/QĐ-BYT as amended (tables 11, 13, 14)
 */
export function documentReferenceToFhir(paper: ClinicalPaper, visit: VisitRecord, family: SystemFamily): DocumentReference {
  const { id, kind, replacesId } = paper;
  const { loinc, display, text }: { loinc?: string; display?: string; text: string } = kinds[kind];
  return {
    resourceType: 'DocumentReference',
    id: logicalId(visit, 'visit_papers', id),
    identifier: [{ system: facilityNamespace(visit.facility.code, `paper-${kind}`), value: paper.number }],
    status: paper.isWithdrawn ? 'entered-in-error' : 'current',
    docStatus: paper.isWithdrawn ? 'entered-in-error' : 'final',
    type: { ...concept([coding(international.loinc, loinc, display), coding(family.codeSystems['paper-kind'], kind)]), text },
    subject: referenceTo(visit, 'patients', visit.patient.id),
    date: localIso(paper.issuedAt),
    author: [referenceTo(visit, 'users', paper.issuedById)],
    custodian: referenceTo(visit, 'facilities', visit.facility.id),
    ...present({ relatesTo: replacesId === undefined ? [] : [replaced(replacesId, visit)] }),
    content: contents(paper, text),
    context: { encounter: [referenceTo(visit, 'encounters', visit.encounter.id)] },
  };
}

const replaced = (id: string, visit: VisitRecord): NonNullable<DocumentReference['relatesTo']>[number] => ({
  code: 'replaces',
  target: referenceTo(visit, 'visit_papers', id),
});

/** R4 asks for one content at least: a paper of which no file is kept is named. */
const contents = ({ attachments, number }: ClinicalPaper, text: string): DocumentReference['content'] =>
  attachments.length === 0
    ? [{ attachment: { title: `${text} ${number}` } }]
    : attachments.map((file) => ({ attachment: attachmentToFhir(file) }));
