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
  // Each way in has its own index; a single unfinished word has none and reads the names of one list.
  const wholeWords = words.whole.length === 0 ? 'true' : 'n.tokens @> CAST(:whole AS text[])';
  return await rows<IcdEntry>(
    db,
    `WITH list AS MATERIALIZED (${versionAt}),
     synonyms AS (
       SELECT s.code, min(length(s.term_folded)) AS length FROM icd_synonyms AS s
        WHERE s.version = (SELECT version FROM list) AND s.term_folded LIKE :start GROUP BY s.code
     ), hits AS (
       SELECT s.code FROM synonyms AS s
       UNION SELECT k.code FROM icd_codes AS k
        WHERE :code <> '' AND k.version = (SELECT version FROM list) AND replace(k.code, '.', '') LIKE :code
       UNION SELECT n.code FROM icd_codes AS n
        WHERE n.version = (SELECT version FROM list) AND ${wholeWords} AND ' ' || n.name_folded LIKE :last
     )
     SELECT ${entry} FROM hits
       JOIN icd_codes AS c ON c.version = (SELECT version FROM list) AND c.code = hits.code
       LEFT JOIN synonyms AS s ON s.code = c.code
       CROSS JOIN LATERAL (SELECT replace(c.code, '.', '') LIKE :code AS fits, replace(c.code, '.', '') || '%' = :code AS exact) AS k
      ORDER BY k.exact DESC, s.length, k.fits DESC, CASE WHEN NOT k.fits THEN c.has_subcodes END, (c.name_folded LIKE :start) DESC,
               CASE WHEN NOT k.fits THEN length(c.name_vi) END, c.code
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
    `SELECT ${entry} FROM icd_codes AS c WHERE c.version = (${versionAt}) AND c.code = ANY (:codes) ORDER BY c.code LIMIT :limit`,
    { codes, day, limit: codes.length } as never,
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
