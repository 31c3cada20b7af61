import type { Json } from '../../fhir-mappings/checker/json.ts';
import {
  encounter,
  coverage,
  condition,
  request,
  claim,
  temperature,
  told,
  containing,
  patient,
  set,
  fault,
  type PlantedFault,
} from './sound-resources.ts';

/** Faults of an element, a value or a reference by itself. */
const structure: PlantedFault[] = [
  fault('a missing required element', encounter, set('status', undefined), 'fhir_element_missing Encounter.status'),
  fault('a missing element of a group', patient, set('link', [{ type: 'seealso' }]), 'fhir_element_missing Patient.link[0].other'),
  fault('a missing required reference', coverage, set('payor', undefined), 'fhir_element_missing Coverage.payor'),
  fault('a missing choice', request, set('medicationCodeableConcept', undefined), 'fhir_element_missing MedicationRequest.medication[x]'),
  fault('an element that does not exist', patient, set('nickname', 'Ngần'), 'fhir_element_unknown Patient.nickname'),
  fault('an element that does not exist in a part', patient, set('name.0.middle', 'Thị'), 'fhir_element_unknown Patient.name[0].middle'),
  fault('the name of what every object has', patient, set('constructor', {}), 'fhir_element_unknown Patient.constructor'),
  fault('one value where a list belongs', patient, set('name', { text: 'Lò' }), 'fhir_list_expected Patient.name'),
  fault('a list where one value belongs', patient, set('birthDate', ['1990-05-15']), 'fhir_list_unexpected Patient.birthDate'),
  fault('an empty list', patient, set('telecom', []), 'fhir_value_empty Patient.telecom'),
  fault('an empty object', patient, set('maritalStatus', {}), 'fhir_value_empty Patient.maritalStatus'),
  fault('an object with nothing but an id', patient, set('maritalStatus', { id: 'a' }), 'fhir_value_empty Patient.maritalStatus'),
  fault('an empty text', patient, set('name.0.text', ''), 'fhir_value_empty Patient.name[0].text'),
  fault('null', patient, set('active', null), 'fhir_value_empty Patient.active'),
  fault('null in a list without a companion', told, set('name.0.given', ['A', null]), 'fhir_value_empty Patient.name[0].given[1]'),
  fault('an empty companion', told, set('_birthDate', {}), 'fhir_value_empty Patient._birthDate'),
  fault('a companion of what is no primitive', told, set('_name', [{ id: 'a' }]), 'fhir_element_unknown Patient._name'),
  fault(
    'a companion with a foreign element',
    told,
    set('_birthDate', { id: 'a', value: 1 }),
    'fhir_element_unknown Patient._birthDate.value',
  ),
  fault(
    'both elements of a choice',
    patient,
    (one) => Object.assign(one, { deceasedBoolean: true, deceasedDateTime: '2026' }),
    'fhir_choice_doubled Patient.deceased[x]',
  ),
  fault('a type that a choice does not have', temperature, set('valueUri', 'urn:x:y'), 'fhir_element_unknown Observation.valueUri'),
  fault('an object where a value belongs', patient, set('gender', { code: 'male' }), 'fhir_type_wrong Patient.gender'),
  fault('a value where an object belongs', patient, set('maritalStatus', 'M'), 'fhir_type_wrong Patient.maritalStatus'),
];

const forms: PlantedFault[] = [
  fault('a date with short months', patient, set('birthDate', '1990-5-15'), 'fhir_form_wrong Patient.birthDate'),
  fault('a day that is not in the calendar', patient, set('birthDate', '2026-02-30'), 'fhir_form_wrong Patient.birthDate'),
  fault('the 29th of February of a common year', patient, set('birthDate', '2025-02-29'), 'fhir_form_wrong Patient.birthDate'),
  fault('a moment where a day belongs', patient, set('birthDate', '1990-05-15T00:00:00Z'), 'fhir_form_wrong Patient.birthDate'),
  fault('a time without a zone', encounter, set('period.start', '2026-11-24T06:50:00'), 'fhir_form_wrong Encounter.period.start'),
  fault('a time without seconds', encounter, set('period.start', '2026-11-24T06:50+07:00'), 'fhir_form_wrong Encounter.period.start'),
  fault('an hour that no clock has', encounter, set('period.start', '2026-11-24T25:00:00Z'), 'fhir_form_wrong Encounter.period.start'),
  fault('an id with an underscore', patient, set('id', 'a_b'), 'fhir_form_wrong Patient.id'),
  fault('an id of 65 letters', patient, set('id', 'a'.repeat(65)), 'fhir_form_wrong Patient.id'),
  fault(
    'a code with spaces around',
    patient,
    set('gender', ' female'),
    'fhir_form_wrong Patient.gender',
    'fhir_code_unlisted Patient.gender',
  ),
  fault('a text of nothing but spaces', patient, set('name.0.text', '  '), 'fhir_form_wrong Patient.name[0].text'),
  fault('a control character', patient, set('name.0.text', 'L\u0007'), 'fhir_form_wrong Patient.name[0].text'),
  fault('a truth as a text', patient, set('active', 'true'), 'fhir_type_wrong Patient.active'),
  fault('a truth in capitals', patient, set('active', 'TRUE'), 'fhir_type_wrong Patient.active'),
  fault('a number as a text', claim, set('total.value', '100'), 'fhir_type_wrong Claim.total.value'),
  fault('a text as a number', patient, set('name.0.text', 5), 'fhir_type_wrong Patient.name[0].text'),
  fault('a position of zero', claim, set('item.0.sequence', 0), 'fhir_form_wrong Claim.item[0].sequence'),
  fault('half a position', claim, set('item.0.sequence', 1.5), 'fhir_form_wrong Claim.item[0].sequence'),
  fault(
    'an address with a space',
    patient,
    set('identifier.0.system', 'http://a b'),
    'fhir_form_wrong Patient.identifier[0].system',
    'fhir_uri_relative Patient.identifier[0].system',
  ),
  fault(
    'a uuid in capitals',
    patient,
    set('implicitRules', 'urn:uuid:0C0A6D0E-2F0C-4C57-9D5B-5A3C9B2F5A01'),
    'fhir_form_wrong Patient.implicitRules',
  ),
  fault('broken base64', patient, set('photo', [{ contentType: 'image/png', data: 'abc' }]), 'fhir_form_wrong Patient.photo[0].data'),
  fault('a language that no tag can be', patient, set('language', 'vi_VN'), 'fhir_code_unlisted Patient.language'),
];

const codes: PlantedFault[] = [
  fault(
    'an address as a number that is none',
    told,
    set('identifier', [{ system: 'urn:ietf:rfc:3986', value: 'so 5' }]),
    'fhir_uri_relative Patient.identifier[0].value',
  ),
  fault(
    'an oid as a number that is none',
    told,
    set('identifier', [{ system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.x' }]),
    'fhir_form_wrong Patient.identifier[0].value',
  ),
  fault('a code outside a required list', patient, set('gender', 'nữ'), 'fhir_code_unlisted Patient.gender'),
  fault('a code in the wrong case', patient, set('gender', 'Female'), 'fhir_code_unlisted Patient.gender'),
  fault('a status outside a required list', encounter, set('status', 'closed'), 'fhir_code_unlisted Encounter.status'),
  fault('a code outside a list in a part', patient, set('identifier.0.use', 'main'), 'fhir_code_unlisted Patient.identifier[0].use'),
  fault(
    'a concept outside a required list',
    condition,
    set('clinicalStatus.coding.0.code', 'alive'),
    'fhir_code_unlisted Condition.clinicalStatus',
  ),
  fault(
    'a concept of another system',
    condition,
    set('clinicalStatus.coding.0.system', 'urn:x:y'),
    'fhir_code_unlisted Condition.clinicalStatus',
  ),
  fault(
    'words where a code is required',
    condition,
    set('clinicalStatus', { text: 'đang bệnh' }),
    'fhir_code_unlisted Condition.clinicalStatus',
  ),
  fault(
    'a class of encounter without a code is no class',
    encounter,
    set('class', { system: 'Loại' }),
    'fhir_uri_relative Encounter.class.system',
  ),
  fault('a currency that nobody has', claim, set('total.currency', 'VNX'), 'fhir_code_unlisted Claim.total.currency'),
  fault(
    'a media type without a slash',
    patient,
    set('photo', [{ contentType: 'png', url: 'http://a.vn/b' }]),
    'fhir_code_unlisted Patient.photo[0].contentType',
  ),
  fault(
    'a unit that is not of UCUM',
    request,
    set('dispenseRequest.quantity', { value: 1, system: 'http://unitsofmeasure.org', code: 'viên' }),
    'fhir_unit_unknown MedicationRequest.dispenseRequest.quantity.code',
  ),
  fault(
    'a code of a unit without its system',
    request,
    set('dispenseRequest.quantity', { value: 1, code: 'mg' }),
    'fhir_rule_broken MedicationRequest.dispenseRequest.quantity',
  ),
  fault(
    'a list of codes in place of a system',
    condition,
    set('code.coding.0.system', 'http://hl7.org/fhir/ValueSet/condition-code'),
    'fhir_system_is_list Condition.code.coding[0].system',
  ),
  fault(
    'a code without a system',
    condition,
    set('code.coding.0.system', undefined),
    'fhir_system_missing Condition.code.coding[0].system',
  ),
];

const references: PlantedFault[] = [
  fault(
    'a reference to the wrong type',
    encounter,
    set('subject', { reference: 'Practitioner/a' }),
    'fhir_reference_type Encounter.subject.reference',
  ),
  fault(
    'an absolute reference to the wrong type',
    coverage,
    set('beneficiary', { reference: 'http://a.vn/fhir/Location/1' }),
    'fhir_reference_type Coverage.beneficiary.reference',
  ),
  fault(
    'a type beside the reference that is another',
    coverage,
    set('beneficiary', { reference: 'Patient/1', type: 'Group' }),
    'fhir_reference_type Coverage.beneficiary.type',
  ),
  fault(
    'a type that does not exist',
    coverage,
    set('beneficiary', { reference: 'Patientt/1' }),
    'fhir_resource_unknown Coverage.beneficiary.reference',
  ),
  fault(
    'a reference in small letters',
    coverage,
    set('beneficiary', { reference: 'patient/1' }),
    'fhir_reference_malformed Coverage.beneficiary.reference',
  ),
  fault(
    'a reference to what is not contained',
    containing,
    set('asserter.reference', '#d2'),
    'fhir_rule_broken Condition',
    'fhir_rule_broken Condition.asserter',
  ),
  fault(
    'a contained resource of the wrong type',
    containing,
    set('contained.0', { resourceType: 'Location', id: 'd1' }),
    'fhir_reference_type Condition.asserter.reference',
  ),
  fault('a contained resource that nobody names (dom-3)', containing, set('asserter', undefined), 'fhir_rule_broken Condition'),
  fault(
    'a contained resource without an id',
    containing,
    (one) => {
      set('contained.0.id', undefined)(one);
      set('asserter', undefined)(one);
    },
    'fhir_element_missing Condition.contained[0].id',
  ),
  fault(
    'two contained resources of one id',
    containing,
    (one) => (one['contained'] as Json[]).push({ resourceType: 'Practitioner', id: 'd1' }),
    'fhir_id_doubled Condition.contained[1].id',
  ),
  fault(
    'a contained resource that contains',
    containing,
    set('contained.0.contained', [{ resourceType: 'Patient', id: 'x' }]),
    'fhir_rule_broken Condition',
    'fhir_rule_broken Condition.contained[0]',
  ),
  fault(
    'a contained resource with a version (dom-4)',
    containing,
    set('contained.0.meta', { versionId: '1' }),
    'fhir_rule_broken Condition',
  ),
];

export const faultsWithin: PlantedFault[] = [structure, forms, codes, references].flat();
