import type { Day } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';
import { boundedLimit, searchWords } from './search-words.ts';

export interface CommuneEntry {
  code: string;
  name: string;
  provinceCode: string;
  provinceName: string;
  /** Units of before 2025-07-01 that went into it, as people still call their home. */
  formerNames: string | null;
}

/** A facility a person may be registered with or referred to. */
export interface FacilityEntry {
  code: string;
  name: string;
  kind: string;
  formerTier: string | null;
  careLevel: string | null;
  communeCode: string | null;
  communeName: string | null;
}

const inForce = (alias: string): string => `${alias}.valid_from <= :day AND (${alias}.valid_to IS NULL OR ${alias}.valid_to >= :day)`;
const commune = `c.code, c.name, c.province_code, COALESCE(p.full_name, '') AS province_name,
  (SELECT string_agg(o.name, ', ' ORDER BY o.name, o.code) FROM communes AS o WHERE o.new_code = c.code AND o.valid_from < c.valid_from) AS former_names`;
const communeWithProvince = `communes AS c LEFT JOIN provinces AS p ON p.code = c.province_code AND ${inForce('p')}`;
const facility = `f.code, f.name, f.kind, f.former_tier, f.care_level, f.commune_code, f.commune_name`;

/**
 * Communes of the day by code (leading zeros may be left out) or name. Names of units that no longer exist find the unit they
 * became part of; what matches by its own name comes first.
 */
export async function searchCommunes(db: Db, search: { query: string; day: Day; limit: number }): Promise<CommuneEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  const byName = (alias: string): string => `${alias}.tokens @> CAST(:whole AS text[]) AND ' ' || ${alias}.name_folded LIKE :last`;
  return await rows<CommuneEntry>(
    db,
    `WITH hits AS (
       SELECT h.code, min(h.rank) AS rank FROM (
         SELECT c.code, CASE WHEN c.code LIKE :code OR ltrim(c.code, '0') LIKE :code THEN 0 ELSE 1 END AS rank FROM communes AS c
          WHERE ${inForce('c')} AND (c.code LIKE :code OR ltrim(c.code, '0') LIKE :code OR (${byName('c')}))
         UNION ALL
         SELECT o.new_code, 2 FROM communes AS o WHERE o.new_code IS NOT NULL AND o.valid_to < :day AND ${byName('o')}
       ) AS h GROUP BY h.code
     )
     SELECT ${commune} FROM hits JOIN ${communeWithProvince} ON c.code = hits.code
      WHERE ${inForce('c')}
      ORDER BY hits.rank, length(c.name), c.name, c.code LIMIT :limit`,
    { ...words, day: search.day, limit: boundedLimit(search.limit) } as never,
  );
}

export async function findCommune(db: Db, code: string, day: Day): Promise<CommuneEntry | undefined> {
  return await row<CommuneEntry>(db, `SELECT ${commune} FROM ${communeWithProvince} WHERE c.code = :code AND ${inForce('c')} LIMIT 1`, {
    code,
    day,
  });
}

/** Facilities of the day by code or by words of the name or commune-station town; hospitals before stations. */
export async function searchFacilityEntries(db: Db, search: { query: string; day: Day; limit: number }): Promise<FacilityEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  return await rows<FacilityEntry>(
    db,
    `SELECT ${facility} FROM facility_entries AS f
      WHERE ${inForce('f')} AND (f.code LIKE :code OR (f.tokens @> CAST(:whole AS text[]) AND ' ' || f.name_folded LIKE :last))
      ORDER BY (f.code LIKE :code) DESC, f.former_tier, length(f.name), f.code LIMIT :limit`,
    { ...words, day: search.day, limit: boundedLimit(search.limit) } as never,
  );
}

export async function findFacilityEntry(db: Db, code: string, day: Day): Promise<FacilityEntry | undefined> {
  return await row<FacilityEntry>(db, `SELECT ${facility} FROM facility_entries AS f WHERE f.code = :code AND ${inForce('f')} LIMIT 1`, {
    code,
    day,
  });
}

/** The provinces of communes of the day, by commune; one that the list does not have is absent. */
export async function findProvincesOf(db: Db, communeCodes: string[], day: Day): Promise<Map<string, string>> {
  const found = await rows<{ code: string; provinceCode: string }>(
    db,
    `SELECT c.code, c.province_code FROM communes AS c WHERE c.code = ANY (CAST(:codes AS text[])) AND ${inForce('c')} ORDER BY c.code LIMIT :limit`,
    { codes: communeCodes, day, limit: 2 * communeCodes.length } as never,
  );
  return new Map(found.map(({ code, provinceCode }) => [code, provinceCode]));
}

/** Which of the codes are facilities of the day: in the list of the province, or of this installation. */
export async function findKnownFacilities(db: Db, codes: string[], day: Day): Promise<Set<string>> {
  const found = await rows<{ code: string }>(
    db,
    `SELECT f.code FROM facility_entries AS f WHERE f.code = ANY (CAST(:codes AS text[])) AND ${inForce('f')}
      UNION SELECT o.code FROM facilities AS o WHERE o.code = ANY (CAST(:codes AS text[])) AND o.closed_at IS NULL
      ORDER BY 1 LIMIT :limit`,
    { codes, day, limit: codes.length } as never,
  );
  return new Set(found.map(({ code }) => code));
}
