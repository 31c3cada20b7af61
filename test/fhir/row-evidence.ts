/** Where a row of the table of mappings can be seen: a golden example and an expression that is true of one resource in it. */
export type Evidence = [golden: string, expression: string];

const sid = (name: string): string => `'http://fhir.hl7.org.vn/core/sid/${name}'`;
const extension = (name: string): string => `'http://fhir.hl7.org.vn/core/StructureDefinition/${name}'`;
const own = (kind: string): string => `'urn:hoa-ban:14009:${kind}'`;

/** By group and concept, as the table names them. */
export const rowEvidence: Record<string, Record<string, Evidence[]>> = {
  Patient: {
    'Personal identification number (CCCD / mã định danh y tế)': [
      ['patient', `identifier.where(use = 'official' and system = ${sid('cccd')} and type.coding.code = 'NI').value = '014190000001'`],
      ['patient', `identifier.where(use = 'old').period.end.exists()`],
      ['patient-newborn', `identifier.where(system = ${sid('cccd')}).empty()`],
    ],
    'Facility patient number': [
      [
        'patient',
        `identifier.where(use = 'usual' and type.coding.code = 'MR' and system = ${own('patient')} and assigner.exists()).exists()`,
      ],
    ],
    'Insurance card number on the patient': [
      ['patient', `identifier.where(type.coding.code = 'SB' and system = ${sid('bhyt')}).value = 'GD4141234567890'`],
    ],
    'Passport / birth certificate / temporary code': [
      ['patient-foreigner', `identifier.where(type.coding.code = 'PPN').exists() and identifier.where(use = 'temp').exists()`],
      ['patient-foreigner', `identifier.where(type.coding.code = 'BCT').exists()`],
    ],
    'Full name': [['patient', `name.where(use = 'official' and text = 'Lò Thị Ngần' and family = 'Lò').given.count() = 2`]],
    Sex: [
      ['patient', `gender = 'female'`],
      ['patient-newborn', `gender = 'unknown'`],
    ],
    'Birth date': [
      ['patient', `birthDate.toString() = '1990-05-15'`],
      ['patient-foreigner', `birthDate.toString() = '1961'`],
    ],
    'Ethnic group / occupation': [
      [
        'patient',
        `extension(${extension('vn-ext-ethnicity')}).value.coding.code = '03' and extension(${extension('vn-ext-occupation')}).exists()`,
      ],
      ['patient-government-draft', `extension('http://fhir.ehealth.gov.vn/core/StructureDefinition/extension-ethic').exists()`],
    ],
    Nationality: [
      ['patient', `extension('http://hl7.org/fhir/StructureDefinition/patient-nationality').extension('code').value.coding.code = 'VN'`],
    ],
    'Address (two levels since 07/2025)': [
      [
        'patient',
        `address.where(text.exists() and city = 'Xã Mường Ban' and state = 'Tỉnh Sơn La' and country = 'VN' and district.empty()).exists()`,
      ],
    ],
    'Phone, guardian': [
      ['patient', `telecom.where(system = 'phone').exists() and contact.where(name.exists() and telecom.exists()).exists()`],
      ['related-people', `identifier.where(system = ${sid('cccd')}).exists() and relationship.coding.code = 'GUARD'`],
    ],
    Death: [['patient-dead', `deceased.exists() and deceased.toString() = '2026-11-24T09:30:00+07:00'`]],
    'Merge of two patient records': [
      ['patient-replaced', `active = false and link.where(type = 'replaced-by').other.reference.exists()`],
      ['patient-survivor', `link.where(type = 'replaces').other.identifier.value = '25000077'`],
    ],
  },
  Coverage: {
    'Insurance card, one per validity period': [
      ['coverage', `identifier.value = 'GD4141234567890#2026-01-01' and subscriberId = 'GD4141234567890'`],
    ],
    Validity: [['coverage', `period.start.toString() = '2026-01-01' and period.end.toString() = '2026-12-31'`]],
    'Registered primary facility': [
      [
        'coverage',
        `extension(${extension('vn-ext-primary-care-facility')}).value.identifier.where(system = ${sid('ma-cskcb')}).value = '14901'`,
      ],
    ],
    'Object code, benefit level, area K1-K3': [
      ['coverage', `class.where(type.coding.code = 'group').value = 'GD' and class.where(type.coding.code = 'plan').value = '4'`],
      ['coverage', `extension(${extension('vn-ext-insurance-area')}).value.coding.code = 'K2'`],
    ],
    'Copay percentage': [['coverage', `costToBeneficiary.where(type.coding.code = 'copaypct').value.where(code = '%').value = 20`]],
    Payer: [
      ['coverage', `payor.where(type = 'Organization').exists()`],
      ['organization-payer', `type.coding.code = 'pay'`],
    ],
    Kind: [['coverage', `type.coding.code = 'PUBLICPOL'`]],
  },
  'Organization / Location': {
    Facility: [
      [
        'organization-facility',
        `identifier.where(system = ${sid('ma-cskcb')}).value = '14009' and identifier.where(value.length() = 13).exists()`,
      ],
      ['organization-facility', `type.coding.code = 'prov' and identifier.system.isDistinct()`],
    ],
    Department: [
      [
        'organization-departments',
        `identifier.where(system = ${own('department')}).value = 'K01' and type.coding.code contains 'dept' and partOf.exists()`,
      ],
    ],
    'Commune station': [['organization-station', `partOf.identifier.where(system = ${sid('ma-cskcb')}).value = '14001'`]],
    'Room, ward, bed': [
      ['locations', `physicalType.coding.code = 'ro' and managingOrganization.exists()`],
      ['locations', `physicalType.coding.code = 'wa'`],
      ['locations', `physicalType.coding.code = 'bd' and partOf.exists() and operationalStatus.code = 'U'`],
    ],
  },
  Practitioner: {
    Clinician: [
      ['practitioner', `identifier.where(system = ${sid('cchn')}).exists() and identifier.where(system = ${own('staff')}).exists()`],
    ],
    Qualification: [['practitioner', `qualification.where(identifier.exists() and code.text.exists()).exists()`]],
    'Assignment to a department': [
      ['practitioner-roles', `practitioner.exists() and organization.exists() and location.exists() and period.start.exists()`],
    ],
  },
  Appointment: {
    'Booking, follow-up visit (XML14)': [
      ['appointments', `status = 'booked' and start.exists() and end.exists() and participant.all(actor.exists() and status = 'accepted')`],
    ],
  },
};
