import type { AuditEvent } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { RecordAccess } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** DICOM's list of events, and what was done in the letters of R4. */
const kinds = {
  open: { code: '110112', display: 'Query' },
  export: { code: '110106', display: 'Export' },
} as const satisfies Record<RecordAccess['kind'], { code: string; display: string }>;

/**
 * Who opened or exported the record of the person, and when. The log stays at the facility: this is handed out on demand and never
 * part of what is sent of a visit. Source: HL7 FHIR R4 AuditEvent
 */
export function auditEventToFhir(access: RecordAccess, visit: VisitRecord): AuditEvent {
  return {
    resourceType: 'AuditEvent',
    id: logicalId(visit, 'access_events', access.id),
    type: { system: international.dicom, ...kinds[access.kind] },
    action: access.kind === 'open' ? 'R' : 'E',
    recorded: localIso(access.at),
    outcome: '0',
    agent: [{ who: referenceTo(visit, 'users', access.userId), requestor: true }],
    source: { observer: referenceTo(visit, 'facilities', visit.facility.id) },
    entity: [{ what: referenceTo(visit, 'patients', visit.patient.id) }],
  };
}
