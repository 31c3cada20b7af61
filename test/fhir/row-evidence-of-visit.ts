import type { Evidence } from './row-evidence.ts';

const sid = (name: string): string => `'http://fhir.hl7.org.vn/core/sid/${name}'`;
const list = (name: string): string => `'http://fhir.hl7.org.vn/core/CodeSystem/${name}'`;
const extension = (name: string): string => `'http://fhir.hl7.org.vn/core/StructureDefinition/${name}'`;
const own = (kind: string): string => `'urn:hoa-ban:14009:${kind}'`;
const section = (code: string): string => `entry[0].resource.section.where(code.coding.code = '${code}')`;
const document = `type = 'document' and identifier.exists() and timestamp.exists() and entry[0].resource.ofType(Composition).exists()`;
const vital = (code: string, ucum: string): string =>
  `(code.coding.code = '${code}' and category.coding.code = 'vital-signs' and value.system = 'http://unitsofmeasure.org' and value.code = '${ucum}')`;

/** By group and concept, as the table names them. */
export const rowEvidenceOfVisit: Record<string, Record<string, Evidence[]>> = {
  Encounter: {
    'Visit / episode key': [['encounter', `identifier.where(system = ${sid('ma-lk')}).value = '14009.26.000123'`]],
    'Record number, archive number': [['encounter', `identifier.where(system = ${own('medical-record')}).value = 'NT26000123'`]],
    Status: [['encounter', `status = 'finished'`]],
    Class: [
      ['encounter', `class.where(system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode').code = 'AMB'`],
      ['document-discharge-letter', `entry.resource.ofType(Encounter).class.code = 'IMP'`],
    ],
    'Form of care (16 codes)': [['encounter', `type.coding.where(system = ${list('vn-encounter-type-cs')}).code = '01'`]],
    Department: [['encounter-in-rooms', `serviceType.coding.code = 'K01' and location.location.exists()`]],
    Times: [
      ['encounter', `period.start.toString() = '2026-11-24T06:50:00+07:00' and period.end >= period.start`],
      ['document-discharge-letter', `entry.resource.ofType(Encounter).length.where(code = 'd').value = 3`],
    ],
    Reason: [['encounter', `reasonCode.text = 'Sốt, đau họng'`]],
    'Referral in / out': [
      ['encounter', `hospitalization.origin.identifier.where(system = ${sid('ma-cskcb')}).value = '14901'`],
      ['document-references', `type.coding.code contains '57133-1'`],
    ],
    'Insurance visit type': [['encounter', `extension(${extension('vn-ext-insurance-visit-type')}).value.coding.code = '1.1'`]],
    'Outcome, discharge': [
      ['encounter', `extension(${extension('vn-ext-treatment-outcome')}).value.coding.code = '2'`],
      ['encounter', `hospitalization.dischargeDisposition.coding.where(system = ${list('vn-discharge-disposition-cs')}).code = '1'`],
    ],
    'Diagnoses of the visit': [
      ['encounter', `diagnosis.where(use.coding.code = 'AD').exists() and diagnosis.where(use.coding.code = 'DD' and rank = 1).exists()`],
      ['encounter', `diagnosis.where(use.coding.code = 'CM' and rank = 2).exists()`],
    ],
  },
  Condition: {
    Diagnosis: [
      [
        'condition',
        `code.coding[0].system = 'http://hl7.org/fhir/sid/icd-10' and code.coding[1].system = ${list('vn-icd10-cs')} and code.coding.all(code = 'J02.9')`,
      ],
      ['condition', `code.text = 'viêm họng cấp do lạnh' and code.coding.display.exists()`],
    ],
    'Kind and certainty': [
      ['condition', `category.coding.code = 'encounter-diagnosis' and verificationStatus.coding.code = 'confirmed'`],
      ['condition-on-arrival', `verificationStatus.coding.code = 'provisional'`],
      ['conditions-long-term', `category.coding.code = 'problem-list-item'`],
      ['conditions-long-term', `verificationStatus.coding.code = 'entered-in-error' and clinicalStatus.empty()`],
    ],
  },
  Observation: {
    'Vital signs': [
      ['observations', vital('8867-4', '/min')],
      ['observations', vital('8310-5', 'Cel')],
      ['observations', vital('9279-1', '/min')],
      ['observations', vital('29463-7', 'kg')],
      ['observations', vital('8302-2', 'cm')],
      ['observations', `code.coding.code contains '59408-5' and code.coding.code contains '2708-6' and value.code = '%'`],
      ['observations', vital('39156-5', 'kg/m2')],
      ['observations', `code.coding.code = '85354-9' and component.where(value.code = 'mm[Hg]').code.coding.code = '8480-6' | '8462-4'`],
    ],
    'Lab result': [
      [
        'observations-laboratory',
        `code.coding.where(system = 'http://loinc.org').code = '6690-2' and code.coding.where(system = ${list('vn-lab-indicator-cs')}).exists()`,
      ],
      [
        'observations-laboratory',
        `value.code = '10*9/L' and value.unit = 'G/L' and interpretation.coding.code = 'H' and referenceRange.low.value = 4 and issued.exists()`,
      ],
      ['observations-laboratory', `value.comparator = '<' and value.value = 0.1`],
      ['observations-laboratory', `value.unit = 'giây/mẫu' and value.system.empty() and value.code.empty()`],
      ['observations-laboratory', `value.ofType(CodeableConcept).text = 'Âm tính'`],
      ['observations-laboratory', `value.ofType(string) = 'Bình thường'`],
    ],
    Analyser: [['observations-laboratory', `device.identifier.where(system = ${own('device')}).value = 'HH.1.14009.XN0001'`]],
    'Social / screening items': [
      ['screenings', `category.coding.code = 'social-history' and code.coding.code = '82810-3'`],
      ['screenings', `category.coding.code = 'survey' and code.text.exists()`],
    ],
  },
  'Orders and reports': {
    Order: [
      [
        'service-requests',
        `status = 'completed' and code.coding.where(system = ${list('vn-dvkt-cs')}).exists() and authoredOn.exists() and requester.exists() and reasonReference.exists()`,
      ],
    ],
    Specimen: [['specimens', `type.coding.code = 'BLD' and collection.collected.exists() and receivedTime.exists()`]],
    Report: [
      ['diagnostic-reports', `category.coding.code = 'LAB' and result.exists() and resultsInterpreter.exists() and conclusion.exists()`],
      [
        'diagnostic-reports',
        `category.coding.code = 'IMG' and conclusion.exists() and presentedForm.where(contentType = 'application/pdf').data.exists()`,
      ],
    ],
  },
  Procedure: {
    'Surgery, procedure, technical service done': [
      [
        'procedures',
        `code.coding.where(system = 'http://hl7.org/fhir/sid/icd-9-cm').code = '93.57' and code.coding.where(system = ${list('vn-dvkt-cs')}).exists() and performed.exists() and performer.actor.exists()`,
      ],
    ],
  },
  AllergyIntolerance: {
    Allergy: [
      [
        'allergies',
        `code.text = 'Penicillin' and clinicalStatus.coding.code = 'active' and verificationStatus.exists() and reaction.manifestation.text.exists()`,
      ],
      ['allergies', `verificationStatus.coding.code = 'entered-in-error' and clinicalStatus.empty()`],
      ['allergies-none-known', `code.coding.code = '716186003'`],
    ],
  },
  Medication: {
    Prescription: [['medication-request', `groupIdentifier.where(system = ${sid('ma-don-thuoc')}).value = '14009abc1234-c'`]],
    Drug: [
      [
        'medication-request',
        `medication.coding.where(system = 'http://www.whocc.no/atc').code = 'J01CA04' and medication.coding.where(system = ${list('vn-drug-cs')}).code = '40.155'`,
      ],
      ['medication-request', `medication.coding.where(system = ${list('vn-drug-registration-cs')}).exists() and medication.text.exists()`],
    ],
    Dose: [
      [
        'medication-request',
        `dosageInstruction.where(text.exists() and timing.repeat.frequency = 3 and route.coding.code = '1.01' and doseAndRate.dose.value = 1).exists()`,
      ],
    ],
    Dispense: [['medication-dispenses', `quantity.value = 21 and authorizingPrescription.exists() and whenHandedOver >= whenPrepared`]],
  },
  Immunization: {
    Vaccination: [
      [
        'immunizations',
        `status = 'completed' and vaccineCode.coding.where(system = 'http://hl7.org/fhir/sid/cvx').code = '141' and lotNumber.exists() and expirationDate.exists() and protocolApplied.doseNumber = 1`,
      ],
      ['immunizations', `primarySource = false and encounter.empty()`],
    ],
  },
  Claim: {
    'BHYT claim, one per visit': [
      [
        'claim',
        `use = 'claim' and identifier.where(system = ${sid('ma-lk')}).exists() and created.exists() and billablePeriod.exists() and insurance.exists() and priority.coding.code = 'normal' and type.coding.code = 'institutional'`,
      ],
    ],
    Lines: [
      [
        'claim',
        `item.all(sequence.exists() and category.exists() and productOrService.coding.exists() and servicedDate.exists() and quantity.exists() and unitPrice.currency = 'VND' and net.currency = 'VND' and encounter.exists())`,
      ],
      ['claim-reduced', `item[0].factor = 0.3`],
    ],
    'Totals and shares': [
      [
        'explanation-of-benefit',
        `total.where(category.coding.code contains 'submitted').amount.value = 66060.5 and total.where(category.coding.code contains 'benefit').amount.value = 52848.4 and total.where(category.coding.code contains 'copay').amount.value = 13212.1`,
      ],
      [
        'explanation-of-benefit',
        `total.where(category.coding.code contains 'T_NGUONKHAC').exists() and total.where(category.coding.code contains 'T_BNTT').exists() and item.all(adjudication.count() = 6)`,
      ],
      ['claim', `total.value = 66060.5`],
    ],
    'Gateway answer': [
      [
        'claim-responses',
        `identifier.where(system = ${sid('bhyt-gateway-response-id')}).value = 'GD0000000001' and outcome = 'complete' and disposition.exists()`,
      ],
      ['claim-responses', `outcome = 'error' and error.code.coding.code = '105'`],
    ],
  },
  'Consent, trace, documents': {
    'Consent to processing and sharing': [
      [
        'consents',
        `scope.coding.code = 'patient-privacy' and category.coding.code = '59284-0' and policyRule.coding.code = 'OPTIN' and provision.purpose.where(system = ${list('vn-consent-purpose-cs')}).exists()`,
      ],
      ['consents', `policyRule.coding.code = 'OPTOUT' and provision.type = 'deny'`],
    ],
    'Who recorded and signed': [
      ['provenances', `target.exists() and agent.who.exists() and signature.type.where(system = 'urn:iso-astm:E1762-95:2013').exists()`],
    ],
    'Access and export log': [
      ['audit-event', `type.code = '110106' and recorded.exists() and agent.who.exists() and source.observer.exists()`],
      ['audit-event-opening', `type.code = '110112'`],
    ],
    'Visit summary (XML8), discharge letter (XML7)': [
      ['document-visit-summary', `${document} and entry[0].resource.type.coding.code = '34133-9'`],
      ['document-discharge-letter', `${document} and entry[0].resource.type.coding.code = '18842-5'`],
      ['document-references', `content.attachment.hash.exists()`],
    ],
    'Patient summary': [
      [
        'document-patient-summary',
        `${document} and ${section('48765-2')}.entry.exists() and ${section('10160-0')}.entry.exists() and ${section('11450-4')}.entry.exists()`,
      ],
      ['document-patient-summary-unknown', `entry.resource.ofType(AllergyIntolerance).code.coding.code = 'no-allergy-info'`],
    ],
    'Referral letter XML13, sick leave XML11': [
      ['document-references', `type.coding.code contains '57133-1' and status = 'current'`],
      ['document-references', `type.coding.code contains 'sick-leave'`],
    ],
  },
};
