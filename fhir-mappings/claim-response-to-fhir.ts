import type { ClaimResponse } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { ClinicalClaimAnswer } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, fixedConcept, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';
import { payerKey } from './organization-to-fhir.ts';

/**
 * What the insurer's portal answered to the claim of an insured visit: the number it gave, and its code and words when it refused.
 * Source: QĐ 130/QĐ-BYT as amended (maGiaoDich, maKetQua), HL7 FHIR R4 ClaimResponse
 */
export function claimResponseToFhir(answer: ClinicalClaimAnswer, visit: VisitRecord, family: SystemFamily): ClaimResponse {
  const { id, transactionCode = '', message } = answer;
  const own = { system: facilityNamespace(visit.facility.code, 'claim-answer'), value: id };
  const given = { system: family.identifiers['gateway-response'], value: transactionCode };
  return {
    resourceType: 'ClaimResponse',
    id: logicalId(visit, 'claim_submissions', id),
    identifier: [own, ...(transactionCode === '' ? [] : [given])],
    status: 'active',
    type: fixedConcept(international.claimType, 'institutional', 'Institutional'),
    use: 'claim',
    patient: referenceTo(visit, 'patients', visit.patient.id),
    created: localIso(answer.answeredAt),
    insurer: referenceTo(visit, 'payers', payerKey(visit.facility)),
    requestor: referenceTo(visit, 'facilities', visit.facility.id),
    request: referenceTo(visit, 'claims', visit.encounter.id),
    outcome: answer.state === 'accepted' ? 'complete' : 'error',
    ...present({ disposition: message, error: errors(answer, family) }),
  };
}

function errors({ state, resultCode, message }: ClinicalClaimAnswer, family: SystemFamily): NonNullable<ClaimResponse['error']> {
  if (state === 'accepted') return [];
  const code = concept([coding(family.codeSystems['gateway-result'], resultCode)], message);
  return [{ code: code ?? { text: 'Bị từ chối' } }];
}
