import type { ExaminationSections } from '../encounters/examination-sections.ts';
import { type Instant, localDay } from '../dates.ts';
import type { VisitObservation, VisitRecord } from '../visits/visit-record.ts';
import type { RecordSummary } from './build-discharge-papers.ts';
import type { ClaimFacts, ClaimResult, CourseNote, CourseVitals } from './claim-facts.ts';

/** What the examination form holds of a visit. */
export interface ExaminationForm {
  history: string | null;
  sections: ExaminationSections;
  examinedAt: Instant;
}

/**
 * What an examination without a ward supplies: its form as the one note of the course, and as the summary of the record. Which tables are due is decided
 * by the builders. Source: docs/legal/insurance.md#claims
 */
export function examinationFacts(
  form: ExaminationForm,
  visit: VisitRecord,
  results: readonly ClaimResult[],
): Pick<ClaimFacts, 'notes' | 'summary'> {
  const text = joined([form.history, form.sections.general, form.sections.organs, form.sections.plan]);
  return {
    notes: text === '' ? [] : [noteOf(text, form, visit)],
    summary: summaryOf(form, visit, results),
  };
}

function noteOf(text: string, { examinedAt }: ExaminationForm, visit: VisitRecord): CourseNote {
  const writer = visit.practitioners.find(({ id }) => id === visit.encounter.practitionerId)?.licence;
  return { at: examinedAt, text, vitals: latestVitals(visit.observations), writerLicences: writer === undefined ? [] : [writer] };
}

function latestVitals(observations: readonly VisitObservation[]): CourseVitals {
  const latest = (kind: VisitObservation['kind']) =>
    observations
      .filter((one) => one.kind === kind)
      .sort((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt))
      .at(-1)?.value;
  const found = {
    pulse: latest('pulse'),
    temperature: latest('temperature'),
    systolic: latest('systolic'),
    diastolic: latest('diastolic'),
    respiratoryRate: latest('respiratory-rate'),
    oxygenSaturation: latest('oxygen-saturation'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function summaryOf(form: ExaminationForm, visit: VisitRecord, results: readonly ClaimResult[]): RecordSummary {
  const { encounter, patient, prescriptions } = visit;
  const found = results.map(({ serviceName, conclusion, values }) => {
    const shown = values.map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(' ')).join('; ');
    return `${serviceName}: ${[shown, conclusion].filter(Boolean).join('; ')}`;
  });
  const drugs = prescriptions.flatMap(({ lines }) => lines.map(({ drugName }) => drugName));
  return {
    course: joined([form.history, form.sections.general, form.sections.organs]) || encounter.reason,
    results: form.sections.results ?? joined(found),
    treatment: encounter.treatmentMethod ?? joined([form.sections.plan, ...drugs]),
    writtenOn: localDay(encounter.endedAt),
    ...(patient.guardian === undefined ? {} : { guardianName: patient.guardian.fullName }),
  };
}

const joined = (parts: readonly (string | null | undefined)[]): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join('. ');
