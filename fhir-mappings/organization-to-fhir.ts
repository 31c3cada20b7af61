import type { Address, Organization } from '@medplum/fhirtypes';
import type { ClinicalDepartment, ClinicalParent } from '../domain/visits/clinical-record.ts';
import type { VisitFacility, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, fixedConcept, phones, present } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * The facility of the visit. Its 5-character insurance code and its 13-digit location number are two systems and never mixed.
 * The facility that a commune station belongs to is named by its code only: it is not ours to describe.
 * Source: QĐ 384/QĐ-BYT 2019 (code), QĐ 1551/QĐ-BYT annex 1 and QĐ 2733/QĐ-BYT (location number)
 */
export function facilityToFhir(visit: VisitRecord, family: SystemFamily, parent?: ClinicalParent): Organization {
  const { facility } = visit;
  const gln = facility.gln === undefined ? [] : [{ system: family.identifiers['facility-gln'], value: facility.gln }];
  return {
    resourceType: 'Organization',
    id: logicalId(visit, 'facilities', facility.id),
    identifier: [{ use: 'official', system: family.identifiers.facility, value: facility.code }, ...gln],
    active: true,
    type: [fixedConcept(international.organizationType, 'prov', 'Healthcare Provider')],
    name: facility.name,
    ...present({ telecom: phones(facility.phone), address: addresses(facility) }),
    ...(parent === undefined ? {} : { partOf: centre(parent, family) }),
  };
}

const centre = ({ code, name }: ClinicalParent, family: SystemFamily): NonNullable<Organization['partOf']> => ({
  type: 'Organization',
  identifier: { system: family.identifiers.facility, value: code },
  ...present({ display: name }),
});

/**
 * A department of the facility, numbered inside it; the national code stands as a kind beside, so that departments of two
 * facilities with the same code stay two. Source: QĐ 1804/QĐ-BYT 2026 (list of departments)
 */
export function departmentToFhir(department: ClinicalDepartment, visit: VisitRecord, family: SystemFamily): Organization {
  const national = concept([coding(family.codeSystems.department, department.code, department.name)]);
  return {
    resourceType: 'Organization',
    id: logicalId(visit, 'departments', department.code),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'department'), value: department.code }],
    active: true,
    type: [fixedConcept(international.organizationType, 'dept', 'Hospital Department'), ...(national === undefined ? [] : [national])],
    ...present({ name: department.name }),
    partOf: referenceTo(visit, 'facilities', visit.facility.id),
  };
}

/** Key of the payer: the social insurance agency that contracts with the facility, one a province. */
export const payerKey = (facility: VisitFacility): string => `BHXH-${facility.provinceCode}`;

/**
 * The payer of the insured part: the social insurance agency of the facility's province. Coverage.payor is mandatory in R4.
 * Source: Luật Bảo hiểm y tế 2008, amended 2024 (51/2024/QH15), the agency pays the facility it contracts with
 */
export function payerToFhir(visit: VisitRecord): Organization {
  const key = payerKey(visit.facility);
  return {
    resourceType: 'Organization',
    id: logicalId(visit, 'payers', key),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'payer'), value: key }],
    active: true,
    type: [fixedConcept(international.organizationType, 'pay', 'Payer')],
    name: `Bảo hiểm xã hội (mã tỉnh ${visit.facility.provinceCode})`,
  };
}

const addresses = ({ address = '' }: VisitFacility): Address[] => (address === '' ? [] : [{ text: address, country: 'VN' }]);
