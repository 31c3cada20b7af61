import type { Day } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import { row, rows, type Db } from '../knex.ts';
import { boundedLimit, searchWords } from './search-words.ts';

export type PriceClass = 'class-2' | 'class-3' | 'station';

/** A service with the price of a facility class on a day. */
export interface ServiceEntry {
  code: string;
  name: string;
  /** KHAM, XN, CDHA, TDCN, TT, PT, PHCN, YHCT, GIUONG. */
  group: string;
  /** Cost group of the claim tables. */
  costGroup: string;
  unit: string;
  price: Decimal;
  surgeryClass: string | null;
  confidence: 'sure' | 'likely' | 'unsure';
}

const entry = `s.code, s.name, s.group_code AS "group", s.cost_group, s.unit, s.price, s.surgery_class, s.confidence`;
const inForce = `s.facility_class = :facilityClass AND s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day)`;

/** Services of a facility class by the beginning of a code (dots or not) or by words of the name; names that begin so first. */
export async function searchServices(
  db: Db,
  search: { query: string; day: Day; facilityClass: PriceClass; limit: number },
): Promise<ServiceEntry[]> {
  const words = searchWords(search.query);
  if (words === undefined) return [];
  return await rows<ServiceEntry>(
    db,
    `SELECT ${entry} FROM service_prices AS s
      WHERE ${inForce} AND (replace(s.code, '.', '') LIKE :code OR (s.tokens @> CAST(:whole AS text[]) AND ' ' || s.name_folded LIKE :last))
      ORDER BY (replace(s.code, '.', '') || '%' = :code) DESC, (replace(s.code, '.', '') LIKE :code) DESC, (s.name_folded LIKE :start) DESC,
               length(s.name), s.code
      LIMIT :limit`,
    { ...words, day: search.day, facilityClass: search.facilityClass, limit: boundedLimit(search.limit) } as never,
  );
}

export async function findService(db: Db, code: string, at: { day: Day; facilityClass: PriceClass }): Promise<ServiceEntry | undefined> {
  return await row<ServiceEntry>(
    db,
    `SELECT ${entry} FROM service_prices AS s WHERE s.code = :code AND ${inForce} ORDER BY s.valid_from DESC LIMIT 1`,
    { code, day: at.day, facilityClass: at.facilityClass },
  );
}
