import type { Location } from '@medplum/fhirtypes';
import type { ClinicalPlace } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { fixedConcept } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

const kinds = {
  room: { code: 'ro', display: 'Room' },
  ward: { code: 'wa', display: 'Ward' },
  bed: { code: 'bd', display: 'Bed' },
} as const satisfies Record<ClinicalPlace['kind'], { code: string; display: string }>;

/** HL7 table 0116. */
const bedStates = {
  occupied: { code: 'O', display: 'Occupied' },
  unoccupied: { code: 'U', display: 'Unoccupied' },
  closed: { code: 'C', display: 'Closed' },
  housekeeping: { code: 'H', display: 'Housekeeping' },
  isolated: { code: 'I', display: 'Isolated' },
  contaminated: { code: 'K', display: 'Contaminated' },
} as const satisfies Record<NonNullable<ClinicalPlace['bedState']>, { code: string; display: string }>;

/**
 * A room, ward or bed, numbered by the facility; who runs it is its department, or the facility where none is known.
 * Source: HL7 FHIR R4 Location; QĐ 130/QĐ-BYT as amended (MA_GIUONG)
 */
export function locationToFhir(place: ClinicalPlace, visit: VisitRecord): Location {
  const { kind, departmentCode, partOfId, bedState } = place;
  return {
    resourceType: 'Location',
    id: logicalId(visit, 'rooms', place.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'location'), value: place.code }],
    status: place.isClosed === true ? 'inactive' : 'active',
    ...(bedState === undefined ? {} : { operationalStatus: { system: international.bedStatus, ...bedStates[bedState] } }),
    name: place.name,
    mode: 'instance',
    physicalType: fixedConcept(international.locationPhysicalType, kinds[kind].code, kinds[kind].display),
    managingOrganization:
      departmentCode === undefined
        ? referenceTo(visit, 'facilities', visit.facility.id)
        : referenceTo(visit, 'departments', departmentCode),
    ...(partOfId === undefined ? {} : { partOf: referenceTo(visit, 'rooms', partOfId) }),
  };
}
