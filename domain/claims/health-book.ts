import { isWithin, localDay, type Day } from '../dates.ts';
import type { ClinicalRecord } from '../visits/clinical-record.ts';
import type { VisitRecord } from '../visits/visit-record.ts';
import { buildClaimTables } from './build-claim-tables.ts';
import { buildRecordSummary, type RecordSummary } from './build-discharge-papers.ts';
import type { ClaimTables } from './claim-definitions.ts';

/** Which visits of a facility go to the health book by themselves. */
export const healthBookScopes = ['none', 'uninsured', 'every'] as const;
export type HealthBookScope = (typeof healthBookScopes)[number];

interface ParameterRow {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
}

/**
 * What a facility decided for a day: parameter `health_book.visits`, an object of facility codes with `default` for all others. None unless it is said.
 * Source: docs/legal/insurance.md#health-book
 */
export function healthBookScopeAt(rows: readonly ParameterRow[], facilityCode: string, day: Day): HealthBookScope {
  const found = rows.find(({ code, validFrom, validTo }) => code === 'health_book.visits' && isWithin(day, validFrom, validTo));
  const byFacility = (found?.value ?? {}) as Record<string, unknown>;
  const said = byFacility[facilityCode] ?? byFacility['default'];
  return healthBookScopes.find((scope) => scope === said) ?? 'none';
}

/**
 * What the health book gets of a closed visit, insured or not: the summary of the visit (table 1) and of its record (table 8). The clinical part is put together
 * from what the visit holds: there is no form for it in an outpatient visit. Throws a RangeError when the bill misses a charge.
 * Source: docs/legal/insurance.md#health-book
 */
export function buildHealthBook(visit: VisitRecord, clinical: ClinicalRecord): ClaimTables {
  const { XML1 } = buildClaimTables(visit);
  const summary = XML1[0] ?? {};
  return { XML1, XML8: buildRecordSummary(summarise(visit, clinical), visit, { summary, everyVisit: true }) };
}

function summarise({ patient, encounter, prescriptions }: VisitRecord, { results }: ClinicalRecord): RecordSummary {
  const drugs = prescriptions.flatMap(({ lines }) => lines.map(({ drugName }) => drugName));
  const found = results.filter(({ state }) => state !== 'withdrawn').map(resultText);
  return {
    course: encounter.reason,
    results: found.join('; '),
    treatment: encounter.treatmentMethod ?? [...new Set(drugs)].join('; '),
    ...(patient.guardian === undefined ? {} : { guardianName: patient.guardian.fullName }),
    writtenOn: localDay(encounter.endedAt),
  };
}

function resultText({ serviceName, conclusion, values }: ClinicalRecord['results'][number]): string {
  const said = values.map(({ name, comparator = '', number, text, unit }) =>
    [name, number === undefined ? text : `${comparator}${number}`, unit].filter((part) => part !== undefined && part !== '').join(' '),
  );
  return [serviceName, ...said, conclusion].filter((part) => part !== undefined && part !== '').join(', ');
}
