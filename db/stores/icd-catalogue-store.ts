import type { AgeEdit, IcdEntry } from '../../domain/catalogues/check-diagnosis.ts';
import type { Day } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';
import { boundedLimit, searchWords } from './search-words.ts';

const entry = `c.code, c.name_vi, COALESCE(c.name_en, '') AS name_en, c.version, c.dual_mark, c.not_primary, c.not_recommended_primary,
  c.has_subcodes, c.mortality_only, c.sex_only`;

/** The list in force on a day; before the first one on file, the first. */
const versionAt = `SELECT v.version FROM icd_versions AS v
  ORDER BY (v.valid_from <= :day) DESC, CASE WHEN v.valid_from <= :day THEN v.valid_from END DESC, v.valid_from, v.version LIMIT 1`;

/**
 * ICD-10 by the beginning of a code (dot or not) or by words of the Vietnamese or English name without marks, in any order. The
 * exact code comes first, then what people call a disease, then names that begin so; codes that only head sub-codes come last.
 */
export async function searchIcd(db: Db, search: { query: string; day: Day; limit: number }): Promise<IcdEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  return await rows<IcdEntry>(
    db,
    `SELECT ${entry}
       FROM icd_codes AS c
       LEFT JOIN LATERAL (
         SELECT min(length(s.term_folded)) AS length FROM icd_synonyms AS s
          WHERE s.version = c.version AND s.code = c.code AND s.term_folded LIKE :start
       ) AS synonym ON true
      WHERE c.version = (${versionAt})
        AND (replace(c.code, '.', '') LIKE :code OR synonym.length IS NOT NULL
             OR (c.tokens @> CAST(:whole AS text[]) AND ' ' || c.name_folded LIKE :last))
      ORDER BY (replace(c.code, '.', '') || '%' = :code) DESC, synonym.length, (replace(c.code, '.', '') LIKE :code) DESC,
               CASE WHEN replace(c.code, '.', '') LIKE :code THEN '' ELSE c.has_subcodes::text END,
               (c.name_folded LIKE :start) DESC, CASE WHEN replace(c.code, '.', '') LIKE :code THEN 0 ELSE length(c.name_vi) END, c.code
      LIMIT :limit`,
    { ...words, day: search.day, limit: boundedLimit(search.limit) } as never,
  );
}

export async function findIcd(db: Db, code: string, day: Day): Promise<IcdEntry | undefined> {
  return await row<IcdEntry>(db, `SELECT ${entry} FROM icd_codes AS c WHERE c.version = (${versionAt}) AND c.code = :code`, { code, day });
}

/** Several codes at once, by code; a code that is not in the list of the day is absent. */
export async function findIcdEntries(db: Db, codes: string[], day: Day): Promise<Map<string, IcdEntry>> {
  const found = await rows<IcdEntry>(
    db,
    `SELECT ${entry} FROM icd_codes AS c WHERE c.version = (${versionAt}) AND c.code = ANY (:codes) ORDER BY c.code LIMIT 100`,
    { codes, day } as never,
  );
  return new Map(found.map((one) => [one.code, one]));
}

/** Age edits of the list of the day for some codes; the list of 2026 has none. */
export async function readAgeEdits(db: Db, codes: string[], day: Day): Promise<AgeEdit[]> {
  return await rows<AgeEdit>(
    db,
    `SELECT e.code, e.age_min, e.age_max FROM icd_age_edits AS e
      WHERE e.version = (${versionAt}) AND e.code = ANY (:codes) ORDER BY e.code, e.list LIMIT 500`,
    { codes, day } as never,
  );
}

/** Sets of codes of the 90-day list at a day, to be asked with icdSpecCovers. */
export async function readLongTermSpecs(db: Db, day: Day): Promise<string[]> {
  const found = await rows<{ icdSpec: string }>(
    db,
    `SELECT l.icd_spec FROM long_term_diseases AS l
      WHERE l.icd_spec IS NOT NULL AND l.valid_from <= :day AND (l.valid_to IS NULL OR l.valid_to >= :day)
      ORDER BY l.code::int LIMIT 1000`,
    { day },
  );
  return found.map((one) => one.icdSpec);
}
