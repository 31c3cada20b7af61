import { foldName } from '../../domain/patients/fold-name.ts';
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

const summary = `
  SELECT p.id, p.full_name, p.sex, p.birth_date, p.birth_precision,
         (SELECT c.name FROM communes AS c WHERE c.code = p.commune_code ORDER BY c.valid_from DESC LIMIT 1) AS commune_name,
         (SELECT right(i.value, 4) FROM patient_identifiers AS i
           WHERE i.patient_id = p.id AND i.system = 'citizen-id' AND i.valid_to IS NULL ORDER BY i.id LIMIT 1) AS citizen_id_tail,
         (SELECT right(k.card_number, 4) FROM insurance_cards AS k
           WHERE k.patient_id = p.id AND k.retracted_at IS NULL ORDER BY k.valid_from DESC, k.id LIMIT 1) AS card_tail,
         p.facility_number, to_char(p.last_visit_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS last_visit_on
    FROM hits AS p
   ORDER BY p.last_visit_at DESC NULLS LAST, p.name_folded, p.birth_date, p.id`;

const hit = `p.id, p.full_name, p.name_folded, p.sex, p.birth_date, p.birth_precision, p.commune_code, f.number AS facility_number, f.last_visit_at`;
const own = `LEFT JOIN facility_patients AS f ON f.facility_id = :facilityId AND f.patient_id = p.id`;

/** People of the province that fit, own patients and recent visitors first; one more than `limit` tells that there are more. */
export async function searchPatients(db: Db, facilityId: string, query: PatientQuery, limit: number): Promise<PatientSummary[]> {
  if (query.kind === 'empty') return [];
  const { sql, bindings } = patientSearchSql(facilityId, query, limit);
  return await rows<PatientSummary>(db, sql, bindings as never);
}

/** The statement behind the search, with its named bindings; the bench runs the same one without us. */
export function patientSearchSql(
  facilityId: string,
  query: PatientQuery,
  limit: number,
): { sql: string; bindings: Record<string, unknown> } {
  if (query.kind === 'empty') throw new RangeError('an empty query has no statement');
  return query.kind === 'number' ? byNumber(facilityId, query.value, limit) : byName(facilityId, query, limit);
}

function byNumber(facilityId: string, value: string, limit: number): { sql: string; bindings: Record<string, unknown> } {
  const sql = `WITH found AS (
       SELECT i.patient_id FROM patient_identifiers AS i WHERE i.value = :value
       UNION SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = :value AND k.retracted_at IS NULL
       UNION SELECT q.id FROM patients AS q WHERE q.phone = :value
       UNION SELECT n.patient_id FROM facility_patients AS n WHERE n.facility_id = :facilityId AND n.number = :value
       UNION SELECT e.patient_id FROM encounters AS e WHERE e.facility_id = :facilityId AND e.code = :value
     ), hits AS (
       SELECT ${hit} FROM found JOIN patients AS p ON p.id = found.patient_id AND p.merged_into IS NULL ${own}
        ORDER BY f.last_visit_at DESC NULLS LAST, p.id LIMIT :most
     ) ${summary}`;
  return { sql, bindings: { facilityId, value, most: limit + 1 } };
}

function byName(
  facilityId: string,
  query: Extract<PatientQuery, { kind: 'name' }>,
  limit: number,
): { sql: string; bindings: Record<string, unknown> } {
  const year =
    query.year === undefined ? '' : 'AND p.birth_date >= make_date(:year::int, 1, 1) AND p.birth_date < make_date(:year::int + 1, 1, 1)';
  // One word alone is looked up as the beginning of the name, which has an index of its own.
  const words = query.tokens.length === 0 ? `p.name_folded LIKE :start` : `p.name_tokens @> :tokens AND ' ' || p.name_folded LIKE :inside`;
  const sql = `WITH hits AS (
       SELECT ${hit} FROM patients AS p ${own}
        WHERE p.merged_into IS NULL AND ${words} ${year}
        ORDER BY f.last_visit_at DESC NULLS LAST, p.name_folded, p.birth_date, p.id LIMIT :most
     ) ${summary}`;
  return {
    sql,
    bindings: {
      facilityId,
      most: limit + 1,
      ...(query.tokens.length === 0 ? { start: `${query.prefix}%` } : { tokens: query.tokens, inside: `% ${query.prefix}%` }),
      ...(query.year === undefined ? {} : { year: query.year }),
    },
  };
}

/** Summaries of people by id, for the matches of a scan. */
export async function summarisePatients(db: Db, facilityId: string, ids: string[]): Promise<PatientSummary[]> {
  if (ids.length === 0) return [];
  return await rows<PatientSummary>(
    db,
    `WITH hits AS (SELECT ${hit} FROM patients AS p ${own} WHERE p.id = ANY (:ids::uuid[]) AND p.merged_into IS NULL) ${summary} LIMIT 50`,
    { facilityId, ids } as never,
  );
}

/** People who carry a number: any current or former identifier, or a card. */
export async function findPatientIdsByNumber(db: Db, values: string[]): Promise<string[]> {
  if (values.length === 0) return [];
  const found = await rows<{ patientId: string }>(
    db,
    `SELECT i.patient_id FROM patient_identifiers AS i WHERE i.value = ANY (:values)
     UNION SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = ANY (:values) AND k.retracted_at IS NULL
     ORDER BY patient_id LIMIT 20`,
    { values } as never,
  );
  return found.map(({ patientId }) => patientId);
}
