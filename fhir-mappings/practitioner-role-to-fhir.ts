import type { CodeableConcept, PractitionerRole } from '@medplum/fhirtypes';
import type { Role } from '../domain/permissions.ts';
import type { ClinicalRole } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace } from './code-systems.ts';
import { coding, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/** HL7 has a code for three of them; the others are words. */
const names = {
  reception: { text: 'Tiếp đón' },
  nurse: { code: 'nurse', display: 'Nurse', text: 'Điều dưỡng' },
  doctor: { code: 'doctor', display: 'Doctor', text: 'Bác sĩ' },
  pharmacist: { code: 'pharmacist', display: 'Pharmacist', text: 'Dược sĩ' },
  cashier: { text: 'Thu ngân' },
  'cashier-head': { text: 'Trưởng bộ phận thu ngân' },
  'insurance-officer': { text: 'Cán bộ bảo hiểm y tế' },
  laboratory: { text: 'Kỹ thuật viên xét nghiệm' },
  'laboratory-head': { text: 'Phụ trách xét nghiệm' },
  imaging: { text: 'Kỹ thuật viên chẩn đoán hình ảnh' },
  'imaging-doctor': { code: 'doctor', display: 'Doctor', text: 'Bác sĩ chẩn đoán hình ảnh' },
  'records-officer': { text: 'Cán bộ hồ sơ bệnh án' },
  'facility-administrator': { text: 'Quản trị cơ sở' },
  'province-administrator': { text: 'Quản trị cấp tỉnh' },
  auditor: { text: 'Kiểm tra, giám sát' },
} as const satisfies Record<Role, { code?: string; display?: string; text: string }>;

/**
 * What somebody does at the facility: in a department and its rooms where that is known, else for the whole facility.
 * Source: HL7 FHIR R4 PractitionerRole
 */
export function practitionerRoleToFhir(role: ClinicalRole, visit: VisitRecord): PractitionerRole {
  const { departmentCode, placeIds, from, until } = role;
  const period = present({ start: from, end: until });
  return {
    resourceType: 'PractitionerRole',
    id: logicalId(visit, 'user_roles', role.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'practitioner-role'), value: role.id }],
    active: true,
    ...(Object.keys(period).length === 0 ? {} : { period }),
    practitioner: referenceTo(visit, 'users', role.practitionerId),
    organization:
      departmentCode === undefined
        ? referenceTo(visit, 'facilities', visit.facility.id)
        : referenceTo(visit, 'departments', departmentCode),
    code: [nameOf(role.role)],
    ...present({ location: placeIds.map((id) => referenceTo(visit, 'rooms', id)) }),
  };
}

function nameOf(role: Role): CodeableConcept {
  const { text, ...name }: { code?: string; display?: string; text: string } = names[role];
  const known = coding(international.practitionerRole, name.code, name.display);
  return { ...(known === undefined ? {} : { coding: [known] }), text };
}
