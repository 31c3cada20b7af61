import { row, rows, type Db } from '../knex.ts';

export interface MergeItem {
  id: string;
  survivorId: string;
  survivorName: string;
  loserId: string;
  loserName: string;
  reason: string;
  mergedAt: string;
  mergedByName: string;
  undoneAt: string | null;
  undoReason: string | null;
}

/** The latest merges of the province, also those that were undone. */
export async function listMerges(db: Db, limit: number): Promise<MergeItem[]> {
  return await rows<MergeItem>(
    db,
    `SELECT m.id, m.survivor_id, s.full_name AS survivor_name, m.loser_id, l.full_name AS loser_name, m.reason, m.merged_at,
            u.full_name AS merged_by_name, m.undone_at, m.undo_reason
       FROM patient_merges AS m
       JOIN patients AS s ON s.id = m.survivor_id
       JOIN patients AS l ON l.id = m.loser_id
       JOIN users AS u ON u.id = m.merged_by
      ORDER BY m.merged_at DESC, m.id DESC LIMIT :limit`,
    { limit },
  );
}

export interface MergeMoves {
  identifiers: number;
  cards: number;
  allergies: number;
  encountersHere: number;
}

/** What a merge would move from a person: rows of the person, and encounters of this facility. */
export async function countMoves(db: Db, facilityId: string, loserId: string): Promise<MergeMoves> {
  const counted = await row<MergeMoves>(
    db,
    `SELECT (SELECT count(*)::int FROM patient_identifiers AS i WHERE i.patient_id = :loserId) AS identifiers,
            (SELECT count(*)::int FROM insurance_cards AS k WHERE k.patient_id = :loserId AND k.retracted_at IS NULL) AS cards,
            (SELECT count(*)::int FROM allergies AS a WHERE a.patient_id = :loserId AND a.retracted_at IS NULL) AS allergies,
            (SELECT count(*)::int FROM encounters AS e WHERE e.facility_id = :facilityId AND e.patient_id = :loserId) AS encounters_here`,
    { facilityId, loserId },
  );
  if (counted === undefined) throw new Error('a count returned no row');
  return counted;
}

/** The facilities that know a person. */
export async function listKnownAt(db: Db, patientId: string): Promise<{ id: string; code: string; name: string }[]> {
  return await rows(
    db,
    `SELECT f.id, f.code, f.name FROM patients AS p JOIN facilities AS f ON f.code = ANY (p.known_at) WHERE p.id = :patientId ORDER BY f.code LIMIT 300`,
    { patientId },
  );
}
