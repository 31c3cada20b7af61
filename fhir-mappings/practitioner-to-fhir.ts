import type { Practitioner } from '@medplum/fhirtypes';
import type { VisitPractitioner, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { humanName, present } from './elements.ts';
import { logicalId } from './logical-ids.ts';

/**
 * A person who is named in the visit. A practice licence may change or be missing, so the staff number of the facility
 * stands first; the licence is also the qualification.
 * Source: Luật Khám bệnh, chữa bệnh 15/2023/QH15 (practice licence), QĐ 130/QĐ-BYT as amended (who is named in a claim)
 */
export function practitionerToFhir(person: VisitPractitioner, visit: VisitRecord, family: SystemFamily): Practitioner {
  const { licence = '' } = person;
  const licences = licence === '' ? [] : [{ system: family.identifiers['practice-licence'], value: licence }];
  return {
    resourceType: 'Practitioner',
    id: logicalId(visit, 'users', person.id),
    identifier: [{ use: 'usual', system: facilityNamespace(visit.facility.code, 'staff'), value: person.staffNumber }, ...licences],
    active: true,
    name: [humanName(person.fullName)],
    ...present({
      qualification: licences.map((identifier) => ({
        identifier: [identifier],
        code: { text: 'Giấy phép hành nghề khám bệnh, chữa bệnh' },
      })),
    }),
  };
}
