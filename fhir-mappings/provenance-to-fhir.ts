import type { Provenance, Reference, Resource } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalSignature } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { fixedConcept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const agents = {
  author: fixedConcept(international.provenanceAgent, 'author', 'Author'),
  verifier: fixedConcept(international.provenanceAgent, 'verifier', 'Verifier'),
} as const satisfies Record<ClinicalSignature['as'], object>;

/** ASTM E1762. */
const signatureTypes = {
  author: { system: international.signatureType, code: '1.2.840.10065.1.12.1.1', display: "Author's Signature" },
  verifier: { system: international.signatureType, code: '1.2.840.10065.1.12.1.5', display: 'Verification Signature' },
} as const satisfies Record<ClinicalSignature['as'], object>;

/**
 * Who stood for a part of the record and when, with the digital signature where one was made. Nothing when what was signed is not
 * part of the visit any more. Provenance has no identifier of its own, so it is sent last. Source: HL7 FHIR R4 Provenance
 */
export function provenanceToFhir(signature: ClinicalSignature, visit: VisitRecord): Provenance[] {
  const target = targets(signature, visit);
  if (target.length === 0) return [];
  const { id, signedAt, signedById, as, digital } = signature;
  const who = referenceTo(visit, 'users', signedById);
  const when = localIso(signedAt);
  return [
    {
      resourceType: 'Provenance',
      id: logicalId(visit, 'signatures', id),
      target,
      occurredDateTime: when,
      recorded: when,
      activity: fixedConcept(international.dataOperation, 'CREATE', 'create'),
      agent: [{ type: agents[as], who, onBehalfOf: referenceTo(visit, 'facilities', visit.facility.id) }],
      ...(digital === undefined ? {} : { signature: [{ type: [signatureTypes[as]], when, who, ...digital }] }),
    },
  ];
}

function targets({ of }: ClinicalSignature, visit: VisitRecord): Reference<Resource>[] {
  if (of.kind === 'encounter') return [referenceTo(visit, 'encounters', visit.encounter.id)];
  if (of.kind === 'result') return [referenceTo(visit, 'order_results', of.orderId)];
  const lines = visit.prescriptions.find(({ id }) => id === of.prescriptionId)?.lines ?? [];
  return lines.map(({ id }) => referenceTo(visit, 'prescription_lines', id));
}
