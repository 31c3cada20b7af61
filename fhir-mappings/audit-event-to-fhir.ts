import type { AuditEvent, AuditEventAgent } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { RecordAccess } from '../domain/visits/clinical-record.ts';
import { international } from './international-systems.ts';
import { type OfFacility, referenceTo } from './logical-ids.ts';

/** Numbers of the systems that may read here. */
const CLIENT_SYSTEM = 'urn:hoa-ban:fhir-client';

/** DICOM's list of events, and what was done in the letters of R4. */
const kinds = {
  open: { code: '110112', display: 'Query' },
  export: { code: '110106', display: 'Export' },
} as const satisfies Record<RecordAccess['kind'], { code: string; display: string }>;

/**
 * Who opened or exported the record of the person, and when. The log stays at the facility: this is handed out on demand and never
 * part of what is sent of a visit, so it keeps the id of its entry. Source: HL7 FHIR R4 AuditEvent
 */
export function auditEventToFhir(access: RecordAccess, of: OfFacility & { patient: { id: string } }): AuditEvent {
  return {
    resourceType: 'AuditEvent',
    id: access.id,
    type: { system: international.dicom, ...kinds[access.kind] },
    action: access.kind === 'open' ? 'R' : 'E',
    recorded: localIso(access.at),
    outcome: '0',
    agent: [{ who: who(access, of), requestor: true }],
    source: { observer: referenceTo(of, 'facilities', of.facility.id) },
    entity: [{ what: referenceTo(of, 'patients', of.patient.id) }],
  };
}

/** A system that reads here is no practitioner: it is named, with the number it was registered under. */
function who({ userId, systemName }: RecordAccess, of: OfFacility): NonNullable<AuditEventAgent['who']> {
  if (systemName === undefined) return referenceTo(of, 'users', userId);
  return { identifier: { system: CLIENT_SYSTEM, value: userId }, display: systemName };
}
