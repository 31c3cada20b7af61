/** National numbers and codes that need an identifier system. */
export type IdentifierName =
  | 'citizen-id'
  | 'old-citizen-id'
  | 'passport'
  | 'social-insurance'
  | 'birth-certificate'
  | 'temporary'
  | 'insurance-card'
  | 'facility'
  | 'facility-gln'
  | 'encounter'
  | 'practice-licence'
  | 'prescription'
  | 'gateway-response';

/** National code lists that a coding can come from. */
export type CodeSystemName =
  | 'icd10'
  | 'ethnicity'
  | 'occupation'
  | 'care-type'
  | 'department'
  | 'arrival-category'
  | 'treatment-outcome'
  | 'discharge'
  | 'card-type'
  | 'benefit-level'
  | 'service'
  | 'drug'
  | 'drug-registration'
  | 'drug-route'
  | 'supply'
  | 'cost-group'
  | 'insurance-area'
  | 'lab-indicator'
  | 'vaccine'
  | 'consent-purpose'
  | 'bill-share'
  | 'gateway-result'
  | 'paper-kind';

export type ExtensionName =
  'ethnicity' | 'occupation' | 'primary-care-facility' | 'insurance-area' | 'arrival-category' | 'treatment-outcome';

/**
 * Everything a peer names differently from the next one. A destination is configured with one family; mappings know no
 * national URI of their own, because the drafts still change and the Ministry has published none.
 */
export interface SystemFamily {
  name: string;
  identifiers: Record<IdentifierName, string>;
  codeSystems: Record<CodeSystemName, string>;
  /** What a family has no extension for is left out: a private extension tells the receiver nothing. */
  extensions: Partial<Record<ExtensionName, string>>;
}

/**
 * Namespace of numbers that one facility gives: it contains the facility code, otherwise two facilities with the same
 * patient number would be one person to the receiver.
 */
export const facilityNamespace = (facilityCode: string, kind: string): string => `urn:hoa-ban:${facilityCode}:${kind}`;

/** A code list of the country for which the family names no system. */
const unnamed = (kind: string): string => `urn:hoa-ban:vn:${kind}`;

function communityFamily(): SystemFamily {
  const base = 'http://fhir.hl7.org.vn/core';
  const sid = (name: string): string => `${base}/sid/${name}`;
  const list = (name: string): string => `${base}/CodeSystem/${name}`;
  const extension = (name: string): string => `${base}/StructureDefinition/${name}`;
  return {
    name: 'vn-core-community',
    identifiers: {
      'citizen-id': sid('cccd'),
      'old-citizen-id': sid('cmnd'),
      passport: sid('ho-chieu'),
      'social-insurance': sid('bhxh'),
      'birth-certificate': sid('gks'),
      temporary: sid('ma-tam'),
      'insurance-card': sid('bhyt'),
      facility: sid('ma-cskcb'),
      'facility-gln': sid('ma-cskcb-gln'),
      encounter: sid('ma-lk'),
      'practice-licence': sid('cchn'),
      prescription: sid('ma-don-thuoc'),
      'gateway-response': sid('bhyt-gateway-response-id'),
    },
    codeSystems: {
      icd10: list('vn-icd10-cs'),
      ethnicity: list('vn-ethnicity-cs'),
      occupation: list('vn-occupation-cs'),
      'care-type': list('vn-encounter-type-cs'),
      department: list('vn-department-cs'),
      'arrival-category': list('vn-insurance-visit-type-cs'),
      'treatment-outcome': list('vn-treatment-outcome-cs'),
      discharge: list('vn-discharge-disposition-cs'),
      'card-type': list('vn-bhyt-card-type-cs'),
      'benefit-level': list('vn-bhyt-benefit-level-cs'),
      service: list('vn-dvkt-cs'),
      drug: list('vn-drug-cs'),
      'drug-registration': list('vn-drug-registration-cs'),
      'drug-route': list('vn-drug-route-cs'),
      supply: list('vn-supply-cs'),
      'cost-group': list('vn-cost-group-cs'),
      'insurance-area': list('vn-insurance-area-cs'),
      'lab-indicator': list('vn-lab-indicator-cs'),
      vaccine: list('vn-vaccine-cs'),
      'consent-purpose': list('vn-consent-purpose-cs'),
      'bill-share': list('vn-bill-share-cs'),
      'gateway-result': list('vn-gateway-result-cs'),
      'paper-kind': list('vn-paper-kind-cs'),
    },
    extensions: {
      ethnicity: extension('vn-ext-ethnicity'),
      occupation: extension('vn-ext-occupation'),
      'primary-care-facility': extension('vn-ext-primary-care-facility'),
      'insurance-area': extension('vn-ext-insurance-area'),
      'arrival-category': extension('vn-ext-insurance-visit-type'),
      'treatment-outcome': extension('vn-ext-treatment-outcome'),
    },
  };
}

function governmentDraftFamily(): SystemFamily {
  const base = 'http://fhir.ehealth.gov.vn/core';
  const sid = (name: string): string => `${base}/sid/${name}`;
  const lists = Object.keys(communityFamily().codeSystems) as CodeSystemName[];
  return {
    name: 'ehealth-gov-draft',
    identifiers: {
      'citizen-id': sid('national_id'),
      'old-citizen-id': sid('citizen_id'),
      passport: sid('passport_number'),
      'social-insurance': unnamed('social-insurance'),
      'birth-certificate': unnamed('birth-certificate'),
      temporary: unnamed('temporary'),
      'insurance-card': sid('insurance_number'),
      facility: sid('provider-code'),
      'facility-gln': unnamed('facility-gln'),
      encounter: sid('VisitNumber'),
      'practice-licence': unnamed('practice-licence'),
      prescription: unnamed('prescription'),
      'gateway-response': unnamed('gateway-response'),
    },
    // The draft binds no national code lists yet; text stands beside every code.
    codeSystems: Object.fromEntries(lists.map((name) => [name, unnamed(name)])) as Record<CodeSystemName, string>,
    extensions: {
      ethnicity: `${base}/StructureDefinition/extension-ethic`,
      occupation: `${base}/StructureDefinition/extension-occupation`,
    },
  };
}

/**
 * The families in use in Viet Nam, none of them binding: the community guide VN Core 0.6.0 (2026-06) and the draft of the
 * Ministry's IT department (hl7vn/vn-core-ig, 2025-10). docs/decisions/0005-fhir.md
 */
export const systemFamilies: readonly SystemFamily[] = [communityFamily(), governmentDraftFamily()];

/** Used when a destination asks for nothing else. */
export const defaultFamily: SystemFamily = communityFamily();

/** The family of that name; undefined when there is none. */
export const findSystemFamily = (name: string): SystemFamily | undefined => systemFamilies.find((family) => family.name === name);
