import type { Json } from '../../fhir-mappings/checker/json.ts';
import {
  encounter,
  condition,
  dispense,
  consent,
  claim,
  temperature,
  pressure,
  transaction,
  told,
  document,
  collection,
  extended,
  patient,
  at,
  set,
  fault,
  type PlantedFault,
} from './sound-resources.ts';

/** Faults of things that do not go together. */
const rules: PlantedFault[] = [
  fault(
    'a comparator where the amount is plain (sqty-1)',
    claim,
    set('item.0.quantity.comparator', '<'),
    'fhir_rule_broken Claim.item[0].quantity',
  ),
  fault('a contact of nobody (pat-1)', patient, set('contact', [{ gender: 'male' }]), 'fhir_rule_broken Patient.contact[0]'),
  fault(
    'a value and a reason for its absence (obs-6)',
    temperature,
    set('dataAbsentReason', { text: 'không đo' }),
    'fhir_rule_broken Observation',
  ),
  fault('an end before the start (per-1)', encounter, set('period.end', '2020-01-01T00:00:00+07:00'), 'fhir_rule_broken Encounter.period'),
  fault('a consent without a policy (ppc-1)', consent, set('policyRule', undefined), 'fhir_rule_broken Consent'),
  fault(
    'a mistake with a clinical status (con-5)',
    condition,
    set('verificationStatus.coding.0.code', 'entered-in-error'),
    'fhir_rule_broken Condition',
  ),
  fault(
    'a hand-over before it was prepared (mdd-1)',
    dispense,
    set('whenPrepared', '2030-01-01T00:00:00+07:00'),
    'fhir_rule_broken MedicationDispense',
  ),
  fault('data without their kind (att-1)', patient, set('photo', [{ data: 'aGk=' }]), 'fhir_rule_broken Patient.photo[0]'),
  fault('a number without its kind (cpt-2)', patient, set('telecom', [{ value: '0912' }]), 'fhir_rule_broken Patient.telecom[0]'),
  fault(
    'an extension with value and parts (ext-1)',
    extended,
    set('extension.0.extension', [{ url: 'a', valueString: 'b' }]),
    'fhir_rule_broken Patient.extension[0]',
  ),
  fault('an extension with nothing (ext-1)', extended, set('extension.0.valueAddress', undefined), 'fhir_rule_broken Patient.extension[0]'),
  fault('an extension without its name', extended, set('extension.0.url', undefined), 'fhir_element_missing Patient.extension[0].url'),
  fault('an extension of a local name', extended, set('extension.0.url', 'birthPlace'), 'fhir_uri_relative Patient.extension[0].url'),
  fault(
    'an HL7 extension with a value of another type',
    extended,
    set('extension.0', { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueString: 'Sơn La' }),
    'fhir_extension_value Patient.extension[0].valueString',
  ),
  fault(
    'a modifier that nobody knows',
    extended,
    set('modifierExtension', [{ url: 'http://a.vn/not', valueBoolean: true }]),
    'fhir_modifier_unknown Patient.modifierExtension[0]',
  ),
  fault(
    'an HL7 extension as a modifier that it is not',
    extended,
    (one) => (one['modifierExtension'] = one['extension']),
    'fhir_modifier_misplaced Patient.modifierExtension[0]',
  ),
  fault(
    'a modifier in a part that takes none',
    patient,
    set('name.0.modifierExtension', [{ url: 'http://a.vn/not', valueBoolean: true }]),
    'fhir_element_unknown Patient.name[0].modifierExtension',
  ),
  fault('a temperature in kelvin', temperature, set('valueQuantity.code', 'K'), 'fhir_vital_sign_unit Observation.valueQuantity.code'),
  fault(
    'a vital sign outside its category',
    temperature,
    set('category', [{ text: 'khám' }]),
    'fhir_vital_sign_missing Observation.category',
  ),
  fault(
    'a vital sign without a moment',
    temperature,
    set('effectiveDateTime', undefined),
    'fhir_vital_sign_missing Observation.effective[x]',
  ),
  fault(
    'a blood pressure of one half',
    pressure,
    (one) => (one['component'] as Json[]).pop(),
    'fhir_vital_sign_part Observation.component',
  ),
];

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
const narrated = (sentence: string, text: string, code = 'fhir_narrative_unsound'): PlantedFault =>
  fault(sentence, told, set('text.div', text), `${code} Patient.text.div`);

const narratives: PlantedFault[] = [
  narrated('a narrative with a script', div('<script>alert(1)</script>')),
  narrated('a narrative with a form', div('<form><input/></form>')),
  narrated('a narrative that acts', div('<p onclick="x()">a</p>')),
  narrated('a narrative whose link acts', div('<a href="javascript:x()">a</a>')),
  narrated('a narrative that is not closed', '<div xmlns="http://www.w3.org/1999/xhtml"><p>a</div>'),
  narrated('a narrative outside its namespace', '<div><p>a</p></div>'),
  narrated('a narrative without a div', '<p xmlns="http://www.w3.org/1999/xhtml">a</p>'),
  narrated('a narrative with a bare ampersand', div('a & b')),
  narrated('a narrative of two', `${div('a')}${div('b')}`),
  narrated('a narrative of plain words', 'a'),
  narrated('an empty narrative', div('<p> </p>'), 'fhir_narrative_empty'),
];

const bundles: PlantedFault[] = [
  fault('an entry of a transaction without a request (bdl-3)', transaction, set('entry.3.request', undefined), 'fhir_rule_broken Bundle'),
  fault(
    'two entries of one address (bdl-7)',
    collection,
    (one) => (one['entry'] as Json[]).push(at(one, 'entry.0')),
    'fhir_rule_broken Bundle',
  ),
  fault(
    'a request for another resource',
    transaction,
    set('entry.0.request.url', 'Organization/other'),
    'fhir_address_other Bundle.entry[0].request.url',
  ),
  fault(
    'a request for another type',
    transaction,
    set('entry.0.request.url', 'Patient/1'),
    'fhir_address_other Bundle.entry[0].request.url',
  ),
  fault('a total of what is no search (bdl-1)', transaction, set('total', 3), 'fhir_rule_broken Bundle'),
  fault('a fault in an entry', transaction, set('entry.0.resource.name', ''), 'fhir_value_empty Bundle.entry[0].resource.name'),
  fault(
    'a document that begins with something else (bdl-11)',
    document,
    (one) => (one['entry'] as Json[]).reverse(),
    'fhir_rule_broken Bundle',
  ),
  fault('a document without a moment (bdl-10)', document, set('timestamp', undefined), 'fhir_rule_broken Bundle'),
  fault('a document without a number (bdl-9)', document, set('identifier', undefined), 'fhir_rule_broken Bundle'),
  fault(
    'a document that names what it lacks',
    document,
    set('entry.0.resource.author.0.reference', 'Practitioner/d1'),
    'fhir_reference_unresolved Bundle.entry[0].resource.author[0].reference',
  ),
  fault(
    'an urn that leads nowhere',
    document,
    set('entry.0.resource.author.0.reference', 'urn:uuid:0c0a6d0e-2f0c-4c57-9d5b-5a3c9b2f5a02'),
    'fhir_reference_unresolved Bundle.entry[0].resource.author[0].reference',
  ),
  fault(
    'an entry that nothing leads to',
    document,
    (one) =>
      (one['entry'] as Json[]).push({ fullUrl: 'http://example.vn/fhir/Location/l1', resource: { resourceType: 'Location', id: 'l1' } }),
    'fhir_entry_unreached Bundle.entry[2]',
  ),
  fault(
    'an address of another resource',
    document,
    set('entry.1.fullUrl', 'http://example.vn/fhir/Patient/p2'),
    'fhir_address_other Bundle.entry[1].fullUrl',
  ),
  fault('an address that is relative', document, set('entry.1.fullUrl', 'Patient/p1'), 'fhir_uri_relative Bundle.entry[1].fullUrl'),
  fault(
    'an entry of a document without an address',
    document,
    set('entry.1.fullUrl', undefined),
    'fhir_element_missing Bundle.entry[1].fullUrl',
  ),
  fault(
    'an entry that is no resource',
    collection,
    set('entry.0.resource', { id: 'p1' }),
    'fhir_resource_expected Bundle.entry[0].resource',
  ),
];

export const faultsBetween: PlantedFault[] = [rules, narratives, bundles].flat();
