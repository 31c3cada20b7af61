import { localIso } from '../domain/dates.ts';
import { error, type Issue } from '../domain/issue.ts';
import { isSensitiveDiagnosis, isSensitiveTest } from '../domain/records/sensitive-diagnosis.ts';
import { type ClinicalRecord, noClinicalRecord } from '../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../domain/visits/visit-record.ts';

/**
 * What keeps a visit from being sent, before a byte leaves. Nothing is repaired here: a reversed period is corrected in the
 * record, never in the export.
 * A visit with an HIV diagnosis is withheld whole: a drug or a test name would give away what a missing diagnosis hides. So is one
 * that has it as a long-term condition, or a test, result or charge that looks for it.
 * Source: HL7 FHIR R4 per-1; Luật 64/2006/QH11 art. 30 as amended 2020 (who may learn of an HIV result)
 */
export function checkExport(visit: VisitRecord, clinical: ClinicalRecord = noClinicalRecord): Issue[] {
  return [...checkSensitive(visit, clinical), ...checkPeriods(visit), ...checkTexts(visit), ...checkPeople(visit)];
}

/** True when the visit may not leave at all. */
export const isWithheld = (issues: Issue[]): boolean => issues.some(({ code }) => code === 'fhir_visit_withheld');

function checkSensitive({ diagnoses, charges }: VisitRecord, { conditions, orders, results }: ClinicalRecord): Issue[] {
  const codes = [
    ...[...diagnoses, ...conditions].map((one) => one.icdCode),
    ...[...charges, ...orders].flatMap((one) => one.icdCode ?? []),
  ];
  const tests = [
    ...charges.map((one) => one.name),
    ...orders.map((one) => one.serviceName),
    ...results.flatMap(({ values }) => values.map((one) => one.name)),
  ];
  return codes.some(isSensitiveDiagnosis) || tests.some(isSensitiveTest) ? [error('fhir_visit_withheld', '')] : [];
}

function checkPeriods({ encounter, coverages }: VisitRecord): Issue[] {
  const visit = localIso(encounter.endedAt) < localIso(encounter.startedAt) ? [error('fhir_period_reversed', 'encounter.endedAt')] : [];
  const cards = coverages.flatMap(({ validFrom, validTo }, i) =>
    validTo !== undefined && validTo < validFrom ? [error('fhir_period_reversed', `coverages.${i}.validTo`)] : [],
  );
  return [...visit, ...cards];
}

function checkTexts({ patient, prescriptions }: VisitRecord): Issue[] {
  const name = patient.fullName.trim() === '' ? [error('fhir_text_missing', 'patient.fullName')] : [];
  const dosages = prescriptions.flatMap(({ lines }, p) =>
    lines.flatMap(({ dosageText }, l) =>
      dosageText.trim() === '' ? [error('fhir_text_missing', `prescriptions.${p}.lines.${l}.dosageText`)] : [],
    ),
  );
  return [...name, ...dosages];
}

/** Everybody named by id must be described, or a reference would point at nothing. */
function checkPeople({ encounter, observations, prescriptions, charges, practitioners }: VisitRecord): Issue[] {
  const known = new Set(practitioners.map(({ id }) => id));
  const named: [string, string][] = [
    ['encounter.practitionerId', encounter.practitionerId],
    ...observations.map((one, i): [string, string] => [`observations.${i}.practitionerId`, one.practitionerId]),
    ...prescriptions.map((one, i): [string, string] => [`prescriptions.${i}.practitionerId`, one.practitionerId]),
    ...charges.map((one, i): [string, string] => [`charges.${i}.orderedById`, one.orderedById]),
  ];
  return named.flatMap(([path, id]) => (known.has(id) ? [] : [error('fhir_person_unknown', path)]));
}
