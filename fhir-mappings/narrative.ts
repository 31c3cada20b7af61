import type { CodeableConcept, Narrative, Observation, Quantity, Resource } from '@medplum/fhirtypes';

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => escaped[sign] ?? sign);

/** Lines as XHTML of the only kind FHIR allows. */
export const narrative = (lines: string[]): Narrative => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml"><ul>${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul></div>`,
});

/** A resource in one line for people, from its own words; types that no section lists give their name. */
export function lineOf(resource: Resource): string {
  switch (resource.resourceType) {
    case 'Condition':
      return joined(words(resource.code), resource.code?.coding?.[0]?.code);
    case 'AllergyIntolerance':
      return joined(words(resource.code), resource.reaction?.[0]?.manifestation[0]?.text);
    case 'Observation':
      return joined(words(resource.code), measured(resource));
    case 'DiagnosticReport':
      return joined(words(resource.code), resource.conclusion);
    case 'MedicationRequest':
      return joined(words(resource.medicationCodeableConcept), resource.dosageInstruction?.[0]?.text);
    case 'MedicationStatement':
      return joined(words(resource.medicationCodeableConcept));
    case 'Procedure':
      return joined(words(resource.code), resource.performedDateTime?.slice(0, 10));
    case 'Immunization':
      return joined(words(resource.vaccineCode), resource.occurrenceDateTime?.slice(0, 10));
    default:
      return resource.resourceType;
  }
}

const words = (concept: CodeableConcept | undefined): string | undefined => concept?.text ?? concept?.coding?.[0]?.display;

function measured({ valueQuantity, valueString, valueCodeableConcept, component }: Observation): string {
  const parts = (component ?? []).map((one) => `${words(one.code)} ${amount(one.valueQuantity)}`);
  return joined(amount(valueQuantity), valueString, words(valueCodeableConcept), ...parts);
}

const amount = (quantity: Quantity | undefined): string | undefined =>
  quantity === undefined ? undefined : `${quantity.comparator ?? ''}${quantity.value} ${quantity.unit ?? ''}`.trim();

const joined = (...parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(' · ');
