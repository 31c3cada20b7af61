import type { Knex } from 'knex';
import { foldName } from '../../domain/patients/fold-name.ts';
import { ask, type Ctx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface PatientSummary {
  id: string;
  fullName: string;
  sex: 'male' | 'female' | 'unknown';
  birthDate: string;
  birthPrecision: 'year' | 'month' | 'day' | 'minute';
  communeName: string | null;
  citizenIdTail: string | null;
  cardTail: string | null;
  facilityNumber: string | null;
  lastVisitOn: string | null;
}

/** What a person at the desk typed, understood. */
export type PatientQuery =
  { kind: 'number'; value: string } | { kind: 'name'; tokens: string[]; prefix: string; year: string | undefined } | { kind: 'empty' };

/** A number of any kind, or words of a name in any order with an optional birth year; the last word may be unfinished. */
export function readPatientQuery(query: string): PatientQuery {
  // Phone numbers are stored with their leading 0.
  const compact = query
    .replace(/[\s.-]/g, '')
    .replace(/^\+84/, '0')
    .toUpperCase();
  if (/^(\d{5,15}|[A-Z]{2}\d{13})$/.test(compact)) return { kind: 'number', value: compact };
  const words = foldName(query)
    .split(' ')
    .filter((word) => word !== '');
  const year = words.find((word) => /^(19|20)\d{2}$/.test(word));
  const tokens = words.filter((word) => word !== year);
  const prefix = tokens.at(-1);
  return prefix === undefined ? { kind: 'empty' } : { kind: 'name', tokens: tokens.slice(0, -1), prefix, year };
}

/** People of the province that fit, own patients and recent visitors first; one more than `limit` tells that there are more. */
export async function searchPatients(ctx: Ctx, query: PatientQuery, limit: number): Promise<PatientSummary[]> {
  if (query.kind === 'empty') return [];
  const { argument, bindings } = patientIdsOf(query, limit);
  return await ask<PatientSummary>(ctx, { from: SUMMARIES, argument, bindings });
}

/** The function that shows people by id, in the order of the ids; records that were merged away are left out. */
export const SUMMARIES = 'patient_summaries';

/** The ids that a search finds, as SQL with its named bindings; the bench asks the same without us. */
export function patientIdsOf(
  query: Exclude<PatientQuery, { kind: 'empty' }>,
  limit: number,
): { argument: string; bindings: Record<string, Knex.RawBinding> } {
  const most = limit + 1;
  if (query.kind === 'number') return { argument: 'patient_ids_by_number(:value, :most::int)', bindings: { value: query.value, most } };
  const { tokens, prefix, year } = query;
  return {
    argument: 'patient_ids_by_name(:tokens::text[], :prefix, :year::int, :most::int)',
    bindings: { tokens, prefix, year: year ?? null, most },
  };
}

/** Summaries of people by id, in that order, for the matches of a scan and for likely duplicates. */
export async function summarisePatients(db: Db, ids: string[]): Promise<PatientSummary[]> {
  if (ids.length === 0) return [];
  return await rows<PatientSummary>(db, `SELECT s.* FROM ${SUMMARIES}(:ids::uuid[]) AS s LIMIT 50`, { ids });
}

/** People who carry a number: any current or former identifier, or a card. */
export async function findPatientIdsByNumber(db: Db, values: string[]): Promise<string[]> {
  if (values.length === 0) return [];
  const found = await rows<{ patientId: string }>(
    db,
    `SELECT DISTINCT COALESCE(p.merged_into, p.id) AS patient_id
       FROM (SELECT i.patient_id FROM patient_identifiers AS i WHERE i.value = ANY (:values)
             UNION SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = ANY (:values) AND k.retracted_at IS NULL) AS found
       JOIN patients AS p ON p.id = found.patient_id
      ORDER BY patient_id LIMIT 20`,
    { values },
  );
  return found.map(({ patientId }) => patientId);
}
