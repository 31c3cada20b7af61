import { z } from 'zod';
import { type Instant, isDay, localDay } from '../dates.ts';
import { error, type Issue, warning } from '../issue.ts';

/** Tables of a health check by their code; which of them a form needs is said by its age group. Source: QĐ 2062/QĐ-BYT of 07/07/2026 (likely) */
export const healthCheckTables = [...Array(15).keys()].map((i) => `XML${i + 1}`);

/** Whatever XML 1.0 §2.2 does not allow, lone halves of surrogate pairs included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const LONGEST_VALUE = 4000;
const MOST_ROWS = 200;

/**
 * A health check as the program that wrote it hands it over. Fields carry the names of the form and texts as they are to be read there: the texts of the forms are not
 * published in a form that a program could hold us to, so names and values are the writer's.
 */
export const HealthCheckRecord = z.strictObject({
  /** Of the program that wrote it; the same id is the same health check, other content is its correction. */
  id: z.string().regex(/^[A-Za-z0-9._-]{1,50}$/),
  /** Number of the person at the facility. */
  patientNumber: z.string().min(1).max(30),
  /** When the doctor concluded: the 24 hours count from here. ISO 8601 with an offset. */
  concludedAt: z.iso.datetime({ offset: true }),
  tables: z.array(
    z.strictObject({
      code: z.string(),
      rows: z
        .array(z.record(z.string().regex(/^[A-Z][A-Z0-9_]{0,49}$/), z.string().max(LONGEST_VALUE)))
        .min(1)
        .max(MOST_ROWS),
    }),
  ),
});
export type HealthCheckRecord = z.infer<typeof HealthCheckRecord>;
export type HealthCheckTable = HealthCheckRecord['tables'][number];

/** A record leaves within so many hours. Source: QĐ 1551/QĐ-BYT as amended by QĐ 2062/QĐ-BYT (likely) */
const HOURS_TO_SEND = 24;

/**
 * What is wrong with a record of that shape, in its order; a warning where it is late. `now` is the moment of handing over.
 * Source: docs/legal/health-checks.md
 */
export function checkHealthCheck({ concludedAt, tables }: HealthCheckRecord, now: Instant): Issue[] {
  return [...checkTables(tables), ...tables.flatMap(checkTable), ...checkConclusion(concludedAt, now)];
}

function checkTables(tables: HealthCheckTable[]): Issue[] {
  const codes = tables.map(({ code }) => code);
  return [
    // The first table says whose check it is and what came of it.
    ...(tables.find(({ code }) => code === 'XML1')?.rows.length === 1 ? [] : [error('health_check_summary_missing', 'tables')]),
    ...codes.flatMap((code, i) => (healthCheckTables.includes(code) ? [] : [error('health_check_table_unknown', `tables.${i}.code`)])),
    ...codes.flatMap((code, i) => (codes.indexOf(code) < i ? [error('health_check_table_twice', `tables.${i}.code`)] : [])),
  ];
}

const checkTable = ({ rows }: HealthCheckTable, i: number): Issue[] =>
  rows.flatMap((row, r) =>
    Object.entries(row).flatMap(([name, text]) =>
      FORBIDDEN.test(text) ? [error('health_check_character_forbidden', `tables.${i}.rows.${r}.${name}`)] : [],
    ),
  );

function checkConclusion(concludedAt: Instant, now: Instant): Issue[] {
  if (!isDay(localDay(concludedAt)) || Date.parse(concludedAt) > Date.parse(now)) return [error('health_check_in_future', 'concludedAt')];
  const hours = (Date.parse(now) - Date.parse(concludedAt)) / 3_600_000;
  return hours > HOURS_TO_SEND ? [warning('health_check_late', 'concludedAt', { hours: HOURS_TO_SEND })] : [];
}

/** What stands in a record by itself as an ICD-10 code, so that what not everybody may learn is seen. */
export const icdCodesIn = (tables: HealthCheckTable[]): string[] =>
  tables
    .flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)))
    .flatMap((text) => text.split(/[;,\s]+/))
    .filter((word) => /^[A-Z]\d{2}(\.\d{1,2})?$/.test(word));
