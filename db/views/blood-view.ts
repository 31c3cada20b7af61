import type { BagState } from '../../domain/blood/bag-state.ts';
import type { Abo, Rh } from '../../domain/blood/blood-group.ts';
import type { BloodProduct } from '../../domain/blood/compatibility.ts';
import type { Day, Instant } from '../../domain/dates.ts';
import { row, rows, type Db } from '../knex.ts';
import type { BookedAct } from '../stores/blood-store.ts';
import { searchWords } from '../stores/search-words.ts';

export interface ListedBag {
  id: string;
  version: number;
  unitNumber: string;
  product: BloodProduct;
  abo: Abo;
  rh: Rh;
  volumeMl: number;
  collectedOn: Day;
  expiresOn: Day;
  supplier: string;
  receivedAt: Instant;
  state: BagState;
  issuedAt: Instant | null;
  returnedAt: Instant | null;
  returnedIntact: boolean | null;
  encounterId: string | null;
  encounterCode: string | null;
  patientName: string | null;
  crossMatch: 'compatible' | 'incompatible' | null;
}

const bag = `
  SELECT b.id, b.version, b.unit_number, b.product, b.abo, b.rh, b.volume_ml, b.collected_on, b.expires_on, b.supplier, b.received_at, b.state, b.issued_at,
         b.returned_at, b.returned_intact, r.encounter_id, e.code AS encounter_code, p.full_name AS patient_name, r.cross_match
    FROM blood_bags AS b
    LEFT JOIN blood_reservations AS r ON r.facility_id = b.facility_id AND r.bag_id = b.id AND r.ended_at IS NULL
    LEFT JOIN encounters AS e ON e.facility_id = r.facility_id AND e.id = r.encounter_id
    LEFT JOIN patients AS p ON p.id = e.patient_id`;

/** The bags of the house, what expires first on top; `states` and the day until which it expires narrow the list. */
export async function listBags(
  db: Db,
  facilityId: string,
  asked: { states: readonly BagState[]; expiringBy: Day | null; limit: number },
): Promise<ListedBag[]> {
  return await rows<ListedBag>(
    db,
    `${bag} WHERE b.facility_id = :facilityId AND b.state = ANY (:states::text[])
        AND (CAST(:expiringBy AS date) IS NULL OR b.expires_on <= :expiringBy)
      ORDER BY b.expires_on, b.product, b.unit_number LIMIT :limit`,
    { facilityId, ...asked } as never,
  );
}

/** The bags that are set aside for a visit or were given out for it. */
export async function listBagsOfVisit(db: Db, facilityId: string, encounterId: string): Promise<ListedBag[]> {
  return await rows<ListedBag>(
    db,
    `${bag} WHERE b.facility_id = :facilityId AND r.encounter_id = :encounterId ORDER BY b.expires_on, b.unit_number LIMIT 100`,
    { facilityId, encounterId },
  );
}

export interface ListedAct {
  sequence: number;
  act: BookedAct;
  at: Instant;
  byName: string;
  encounterCode: string | null;
  note: string | null;
}

/** Everything that happened to a bag, in order. */
export async function listActs(db: Db, facilityId: string, bagId: string): Promise<ListedAct[]> {
  return await rows<ListedAct>(
    db,
    `SELECT a.sequence, a.act, a.at, u.full_name AS by_name, e.code AS encounter_code, a.note
       FROM blood_bag_acts AS a
       JOIN users AS u ON u.id = a.by_user
       LEFT JOIN encounters AS e ON e.facility_id = a.facility_id AND e.id = a.encounter_id
      WHERE a.facility_id = :facilityId AND a.bag_id = :bagId ORDER BY a.sequence LIMIT 200`,
    { facilityId, bagId },
  );
}

export interface Recipient {
  encounterId: string;
  encounterCode: string;
  patientName: string;
  birthDate: Day;
  birthPrecision: string;
  sex: string;
}

/** Open visits by words of the name or by the code of the visit. */
export async function findRecipients(db: Db, facilityId: string, asked: { query: string; limit: number }): Promise<Recipient[]> {
  const words = searchWords(asked.query);
  if (words === undefined) return [];
  return await rows<Recipient>(
    db,
    `SELECT e.id AS encounter_id, e.code AS encounter_code, p.full_name AS patient_name, p.birth_date, p.birth_precision, p.sex
       FROM encounters AS e JOIN patients AS p ON p.id = e.patient_id
      WHERE e.facility_id = :facilityId AND e.state IN ('planned', 'in-progress')
        AND (e.code = upper(:typed) OR (p.name_tokens @> CAST(:whole AS text[]) AND ' ' || p.name_folded LIKE :last))
      ORDER BY e.started_at DESC, e.id LIMIT :limit`,
    { facilityId, typed: asked.query.trim(), whole: words.whole, last: words.last, limit: asked.limit } as never,
  );
}

export interface BookLine {
  product: BloodProduct;
  abo: Abo;
  rh: Rh;
  opening: number;
  received: number;
  issued: number;
  transfused: number;
  returned: number;
  discarded: number;
  closing: number;
}

/** How many bags were in the house at a moment: taken in before it and neither transfused nor thrown away before it. */
const inHouse = (moment: string): string =>
  `count(DISTINCT b.id) FILTER (WHERE b.received_at < ${moment} AND NOT EXISTS (
     SELECT FROM blood_bag_acts AS z WHERE z.facility_id = b.facility_id AND z.bag_id = b.id AND z.act IN ('transfuse', 'discard') AND z.at < ${moment}))::int`;

const during = (act: BookedAct): string => `count(*) FILTER (WHERE a.act = '${act}')::int`;

/** The book of a period by product and group: what stood at its beginning, what came and went, what stood at its end. */
export async function listBook(db: Db, facilityId: string, period: { from: Instant; until: Instant }): Promise<BookLine[]> {
  return await rows<BookLine>(
    db,
    `SELECT b.product, b.abo, b.rh, ${inHouse(':from')} AS opening, ${during('receive')} AS received, ${during('issue')} AS issued,
            ${during('transfuse')} AS transfused, ${during('return')} AS returned, ${during('discard')} AS discarded, ${inHouse(':until')} AS closing
       FROM blood_bags AS b
       LEFT JOIN blood_bag_acts AS a ON a.facility_id = b.facility_id AND a.bag_id = b.id AND a.at >= :from AND a.at < :until
      WHERE b.facility_id = :facilityId AND b.received_at < :until
      GROUP BY b.product, b.abo, b.rh ORDER BY b.product, b.abo, b.rh LIMIT 100`,
    { facilityId, ...period },
  );
}

export async function findBag(db: Db, facilityId: string, id: string): Promise<ListedBag | undefined> {
  return await row<ListedBag>(db, `${bag} WHERE b.facility_id = :facilityId AND b.id = :id`, { facilityId, id });
}
