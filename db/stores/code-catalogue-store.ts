import type { Day } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';

export interface CodeEntry {
  code: string;
  /** Vietnamese; the English gloss where the list has no other. */
  name: string;
  attributes: Record<string, unknown>;
}

/** A dated number of the law, as the rules read it. */
export interface ParameterEntry {
  code: string;
  validFrom: Day;
  validTo: Day | null;
  value: unknown;
  source: string;
  confidence: 'sure' | 'likely' | 'unsure';
}

const entry = `e.code, COALESCE(e.name_vi, e.name_en) AS name, e.attributes`;
const inForce = `e.code_table = :table AND e.valid_from <= :day AND (e.valid_to IS NULL OR e.valid_to >= :day)`;

/** A whole code table as of a day, in its official order; the names of the tables are in seeds/reference/README.md. */
export async function listCodes(db: Db, table: string, day: Day): Promise<CodeEntry[]> {
  return await rows<CodeEntry>(
    db,
    `SELECT ${entry} FROM code_entries AS e WHERE ${inForce} ORDER BY (e.attributes ->> 'position')::int, e.code LIMIT 500`,
    { table, day },
  );
}

export async function findCode(db: Db, table: string, at: { code: string; day: Day }): Promise<CodeEntry | undefined> {
  return await row<CodeEntry>(db, `SELECT ${entry} FROM code_entries AS e WHERE ${inForce} AND e.code = :code LIMIT 1`, { table, ...at });
}

/** Every parameter in force on a day. */
export async function listParameters(db: Db, day: Day): Promise<ParameterEntry[]> {
  return await rows<ParameterEntry>(
    db,
    `SELECT p.code, p.valid_from, p.valid_to, p.value, p.source, p.confidence FROM parameters AS p
      WHERE p.valid_from <= :day AND (p.valid_to IS NULL OR p.valid_to >= :day) ORDER BY p.code COLLATE "C" LIMIT 2000`,
    { day },
  );
}

/** All periods of the parameters whose code begins so, e.g. `bhyt.`: the rules choose the day themselves. */
export async function readParameters(db: Db, codePrefix: string): Promise<ParameterEntry[]> {
  return await rows<ParameterEntry>(
    db,
    `SELECT p.code, p.valid_from, p.valid_to, p.value, p.source, p.confidence FROM parameters AS p
      WHERE starts_with(p.code, :codePrefix) ORDER BY p.code, p.valid_from LIMIT 5000`,
    { codePrefix },
  );
}
