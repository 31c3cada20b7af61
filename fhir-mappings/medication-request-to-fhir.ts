import type { CodeableConcept, Dosage, MedicationRequest } from '@medplum/fhirtypes';
import { localIso } from '../domain/dates.ts';
import type { VisitPrescription, VisitPrescriptionLine, VisitRecord } from '../domain/visits/visit-record.ts';
import { facilityNamespace, type SystemFamily } from './code-systems.ts';
import { coding, concept, exactNumber, fixedConcept, present, quantity } from './elements.ts';
import { international } from './international-systems.ts';
import { logicalId, referenceTo } from './logical-ids.ts';

/**
 * One line of a signed prescription; the prescription's code groups its lines.
 * Source: TT 26/2025/TT-BYT (prescriptions of outpatients), QĐ 808/QĐ-BYT (prescription code), QĐ 7603/QĐ-BYT (routes)
 */
export function medicationRequestToFhir(
  line: VisitPrescriptionLine,
  { prescription, visit }: { prescription: VisitPrescription; visit: VisitRecord },
  family: SystemFamily,
): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: logicalId(visit, 'prescription_lines', line.id),
    identifier: [{ system: facilityNamespace(visit.facility.code, 'prescription-line'), value: line.id }],
    status: 'active',
    intent: 'order',
    category: [category(visit)],
    medicationCodeableConcept: drugConcept(line, family),
    subject: referenceTo(visit, 'patients', visit.patient.id),
    encounter: referenceTo(visit, 'encounters', visit.encounter.id),
    authoredOn: localIso(prescription.signedAt),
    requester: referenceTo(visit, 'users', prescription.practitionerId),
    groupIdentifier: { system: family.identifiers.prescription, value: prescription.code },
    dosageInstruction: [dosage(line, family)],
    dispenseRequest: {
      quantity: quantity(line.quantity, line.unit),
      ...(line.dosage.days > 0 ? { expectedSupplyDuration: quantity(String(line.dosage.days), 'ngày', 'd') } : {}),
    },
  };
}

function category({ encounter }: VisitRecord) {
  return encounter.class === 'inpatient' || encounter.class === 'day'
    ? fixedConcept(international.medicationRequestCategory, 'inpatient', 'Inpatient')
    : fixedConcept(international.medicationRequestCategory, 'outpatient', 'Outpatient');
}

export type Drug = Pick<VisitPrescriptionLine, 'atcCode' | 'ingredientCode' | 'registrationNumber' | 'drugName'>;

/** The drug of a line: what the world, the insurer and the licence call it, and the name as printed. */
export function drugConcept(line: Drug, family: SystemFamily): CodeableConcept {
  const codings = [
    coding(international.atc, line.atcCode),
    coding(family.codeSystems.drug, line.ingredientCode),
    coding(family.codeSystems['drug-registration'], line.registrationNumber),
  ];
  return { ...concept(codings), text: line.drugName };
}

/** The words for the patient always; structure only where it says exactly the same. */
function dosage(line: VisitPrescriptionLine, family: SystemFamily): Dosage {
  const route = concept([coding(family.codeSystems['drug-route'], line.routeCode, line.routeName)], line.routeName);
  return { sequence: 1, text: line.dosageText, ...present({ route }), ...structure(line) };
}

/** The same amount at every intake of every day is a frequency; different amounts and "when needed" stay words. */
function structure({ dosage: { morning, noon, afternoon, evening, days, timing }, unit }: VisitPrescriptionLine): Partial<Dosage> {
  if (timing === 'as-needed') return { asNeededBoolean: true };
  const intakes = [morning, noon, afternoon, evening].filter((amount) => amount !== undefined);
  const [amount] = intakes;
  if (amount === undefined || days <= 0 || intakes.some((other) => other !== amount)) return {};
  return {
    timing: {
      repeat: {
        boundsDuration: { value: exactNumber(String(days)), unit: 'ngày', system: international.ucum, code: 'd' },
        frequency: intakes.length,
        period: 1,
        periodUnit: 'd',
      },
    },
    doseAndRate: [{ doseQuantity: quantity(amount, unit) }],
  };
}
