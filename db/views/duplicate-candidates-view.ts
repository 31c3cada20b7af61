import type { Day } from '../../domain/dates.ts';
import type { BirthPrecision, IdentifierSystem, Sex } from '../../domain/visits/visit-record.ts';
import { rows, type Db } from '../knex.ts';

/** What a new person is compared by with those on record. */
export interface CandidateFacts {
  nameFolded: string;
  birthDate: Day | undefined;
  /** False for a year or month alone: then everybody of the year is worth comparing. */
  exactDay: boolean;
  /** Days that one slip of the hand makes of the birth date. */
  similarDays: Day[];
  phone: string | undefined;
  communeCode: string | undefined;
  /** Identifiers and cards. */
  numbers: string[];
}

export interface Candidate {
  id: string;
  fullName: string;
  sex: Sex;
  birthDate: Day;
  birthPrecision: BirthPrecision;
  phone: string | null;
  communeCode: string | null;
}

/**
 * People worth comparing, each way of finding them by an index and bounded: a number or the phone in common; born on that day; of the
 * commune and born on a similar day; of one name in the commune and the year, where one side knows no day. Nobody else can
 * reach the score at which the desk is asked (domain/patients/score-duplicate.ts; its test holds this list).
 */
export async function findDuplicateCandidates(db: Db, facts: CandidateFacts): Promise<Candidate[]> {
  const { birthDate } = facts;
  return await rows<Candidate>(
    db,
    `SELECT p.id, p.full_name, p.sex, p.birth_date, p.birth_precision, p.phone, p.commune_code
       FROM (
         (SELECT i.patient_id AS id FROM patient_identifiers AS i WHERE i.value = ANY (:numbers::text[]) LIMIT 20)
         UNION (SELECT k.patient_id FROM insurance_cards AS k WHERE k.card_number = ANY (:numbers::text[]) AND k.retracted_at IS NULL LIMIT 20)
         UNION (SELECT q.id FROM patients AS q WHERE q.phone = :phone LIMIT 20)
         ${birthDate === undefined ? '' : withBirth(facts)}) AS found
       JOIN patients AS p ON p.id = found.id AND p.merged_into IS NULL
      ORDER BY p.id LIMIT 800`,
    {
      ...{ numbers: facts.numbers, phone: facts.phone ?? null, name: facts.nameFolded, commune: facts.communeCode ?? null },
      ...{ birthDate: birthDate ?? null, days: facts.similarDays },
      year: birthDate?.slice(0, 4) ?? null,
    },
  );
}

function withBirth({ communeCode, exactDay }: CandidateFacts): string {
  const living = 'SELECT p.id FROM patients AS p WHERE p.merged_into IS NULL';
  const named = `${living} AND p.name_folded = :name`;
  const onThatDay = `(${living} AND p.birth_date = :birthDate::date AND p.birth_precision IN ('day', 'minute') LIMIT 300)
    UNION (${named} AND p.birth_date = :birthDate::date LIMIT 100)`;
  const onASimilarDay = `(${living} AND p.commune_code = :commune AND p.birth_date = ANY (:days::date[]) LIMIT 200)`;
  // A record that knows the year or month alone holds the first day of it.
  const inYear = exactDay
    ? `p.birth_date IN (make_date(:year::int, 1, 1), date_trunc('month', :birthDate::date)::date) AND p.birth_precision IN ('year', 'month')`
    : 'p.birth_date >= make_date(:year::int, 1, 1) AND p.birth_date < make_date(:year::int + 1, 1, 1)';
  const namesakes = `(${named} AND p.commune_code = :commune AND ${inYear} LIMIT 100)`;
  const inCommune = communeCode === undefined ? [] : [...(exactDay ? [onASimilarDay] : []), namesakes];
  return [...(exactDay ? [onThatDay] : []), ...inCommune].map((way) => `UNION ${way}`).join(' ');
}

export interface CandidateNumbers {
  patientId: string;
  identifiers: { system: IdentifierSystem; value: string }[];
  cardNumbers: string[];
}

/** Identifiers and cards of some people, current and former. */
export async function listCandidateNumbers(db: Db, ids: string[]): Promise<CandidateNumbers[]> {
  if (ids.length === 0) return [];
  return await rows<CandidateNumbers>(
    db,
    `SELECT o.id AS patient_id,
            COALESCE((SELECT jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value)) FROM patient_identifiers AS i
                       WHERE i.patient_id = o.id AND i.valid_to IS NULL), '[]') AS identifiers,
            ARRAY(SELECT k.card_number FROM insurance_cards AS k WHERE k.patient_id = o.id AND k.retracted_at IS NULL) AS card_numbers
       FROM unnest(:ids::uuid[]) AS o(id) LIMIT 100`,
    { ids },
  );
}
