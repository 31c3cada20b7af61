import type { Day, Instant } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

/** Rows of the person that a merge moved or changed, by kind: all that undoing needs. */
export interface MovedRows {
  identifiers: string[];
  /** Moved and ended, because the survivor has a current number of that kind. */
  endedIdentifiers: string[];
  cards: string[];
  allergies: string[];
  photos: string[];
  /** Children whose mother the loser was. */
  children: string[];
  /** Records that had been merged into the loser before. */
  earlierLosers: string[];
  /** Codes of facilities that the survivor is known at only through the loser. */
  knownAt: string[];
  survivorAllergyStatus: 'never-asked' | 'none-known' | 'known';
}

export interface Merge {
  id: string;
  survivorId: string;
  loserId: string;
  moved: MovedRows;
  undoneAt: Instant | null;
}

export async function insertMerge(
  tx: WriteTx,
  merge: Omit<Merge, 'undoneAt'> & { reason: string; mergedAt: Instant; mergedBy: string },
): Promise<void> {
  await tx('patientMerges').insert({ ...merge, moved: JSON.stringify(merge.moved) });
}

const columns = ['id', 'survivorId', 'loserId', 'moved', 'undoneAt'] as const;

export async function findMerge(db: Db, id: string): Promise<Merge | undefined> {
  return await db<Merge>('patientMerges')
    .where({ id } as never)
    .first(...columns);
}

/** Holds the merge until commit. */
export async function lockMerge(tx: WriteTx, id: string): Promise<Merge | undefined> {
  return await tx<Merge>('patientMerges')
    .where({ id } as never)
    .forNoKeyUpdate()
    .first(...columns);
}

export async function markMergeUndone(
  tx: WriteTx,
  merge: Merge,
  undo: { undoneAt: Instant; undoneBy: string; undoReason: string },
): Promise<void> {
  await tx('patientMerges').where({ id: merge.id }).update(undo);
}

/** Gives the loser's numbers, cards, allergies and photos to the survivor and points the loser to the survivor. */
export async function moveRecord(
  tx: WriteTx,
  sides: { survivorId: string; loserId: string; today: Day },
): Promise<Omit<MovedRows, 'knownAt' | 'survivorAllergyStatus'>> {
  const ids = async (sql: string): Promise<string[]> => (await rows<{ id: string }>(tx, `${sql} RETURNING id`, sides)).map(({ id }) => id);
  const endedIdentifiers = await ids(
    `UPDATE patient_identifiers AS i SET valid_to = GREATEST(i.valid_from, :today::date) WHERE i.patient_id = :loserId AND i.valid_to IS NULL
        AND EXISTS (SELECT FROM patient_identifiers AS s WHERE s.patient_id = :survivorId AND s.system = i.system AND s.valid_to IS NULL)`,
  );
  const follow = (table: string): string => `UPDATE ${table} SET patient_id = :survivorId WHERE patient_id = :loserId`;
  return {
    endedIdentifiers,
    identifiers: await ids(follow('patient_identifiers')),
    // The same card on both records stays once.
    cards: await ids(
      `${follow('insurance_cards')} AND NOT EXISTS (SELECT FROM insurance_cards AS s WHERE s.patient_id = :survivorId AND s.retracted_at IS NULL
        AND s.card_number = insurance_cards.card_number AND s.valid_from = insurance_cards.valid_from)`,
    ),
    allergies: await ids(follow('allergies')),
    photos: await ids(follow('patient_photos')),
    children: await ids('UPDATE patients SET mother_id = :survivorId WHERE mother_id = :loserId'),
    earlierLosers: await ids('UPDATE patients SET merged_into = :survivorId WHERE merged_into = :loserId AND id <> :loserId'),
  };
}

/** Puts back what `moveRecord` moved, and nothing else: what came to the survivor since stays there. */
export async function restoreRecord(tx: WriteTx, { survivorId, loserId, moved }: Merge): Promise<void> {
  const back = async (table: string, ids: string[]): Promise<void> =>
    void (await tx(table).where({ patientId: survivorId }).whereIn('id', ids).update({ patientId: loserId }));
  await back('patientIdentifiers', moved.identifiers);
  await tx('patientIdentifiers').where({ patientId: loserId }).whereIn('id', moved.endedIdentifiers).update({ validTo: null });
  await back('insuranceCards', moved.cards);
  await back('allergies', moved.allergies);
  await back('patientPhotos', moved.photos);
  await tx('patients').where({ motherId: survivorId }).whereIn('id', moved.children).update({ motherId: loserId });
  await tx('patients').where({ mergedInto: survivorId }).whereIn('id', moved.earlierLosers).update({ mergedInto: loserId });
}

/** The loser leads to the survivor, or stands for itself again. */
export async function setMergedInto(tx: WriteTx, patientId: string, mergedInto: string | null): Promise<void> {
  await tx('patients').where({ id: patientId }).update({ mergedInto });
}

/** Adds the facilities of the loser to those that know the survivor; returns the codes that were new. */
export async function joinKnownAt(tx: WriteTx, { survivorId, loserId }: { survivorId: string; loserId: string }): Promise<string[]> {
  const added = await row<{ codes: string[] }>(
    tx,
    `WITH added AS (SELECT ARRAY(SELECT k.code FROM patients AS l CROSS JOIN LATERAL unnest(l.known_at) AS k(code)
                                  WHERE l.id = :loserId AND NOT k.code = ANY (s.known_at) ORDER BY k.code) AS codes
                      FROM patients AS s WHERE s.id = :survivorId)
     UPDATE patients AS p SET known_at = p.known_at || added.codes FROM added WHERE p.id = :survivorId RETURNING added.codes`,
    { survivorId, loserId },
  );
  return added?.codes ?? [];
}

/** Facility-owned tables whose rows follow a person; answers of the insurer and signed papers stay as they were given. */
const FOLLOWING = ['encounters', 'facility_patients', 'appointments', 'referral_slips', 'break_glass_grants'] as const;

/** What the survivor has already stays with the loser: one paper handed in, or one time booked, under both names. */
const ONCE: Partial<Record<(typeof FOLLOWING)[number], string>> = {
  referral_slips: `AND NOT EXISTS (SELECT FROM referral_slips AS s WHERE s.facility_id = t.facility_id AND s.patient_id = :survivorId
    AND s.kind = t.kind AND s.from_facility_code = t.from_facility_code AND s.number IS NOT DISTINCT FROM t.number)`,
  appointments: `AND NOT (t.state = 'booked' AND EXISTS (SELECT FROM appointments AS s WHERE s.facility_id = t.facility_id
    AND s.patient_id = :survivorId AND s.room_id = t.room_id AND s.day = t.day AND s.state = 'booked'))`,
};

/** The loser's rows of one facility go to the survivor; each is noted. Again, it moves what has come since. */
export async function moveFacilityRows(tx: WriteTx, facilityId: string, merge: Merge): Promise<void> {
  for (const table of FOLLOWING) {
    const moved = await rows<{ id: string }>(
      tx,
      `UPDATE ${table} AS t SET patient_id = :survivorId WHERE t.facility_id = :facilityId AND t.patient_id = :loserId ${ONCE[table] ?? ''} RETURNING t.id`,
      { facilityId, survivorId: merge.survivorId, loserId: merge.loserId },
    );
    const notes = moved.map(({ id }) => ({
      ...{ facilityId, id: derivedId(facilityId, 'merge-move', merge.id, table, id) },
      ...{ mergeId: merge.id, tableName: table, rowId: id },
    }));
    if (notes.length > 0) await tx('patientMergeMoves').insert(notes).onConflict(['facilityId', 'id']).merge({ restoredAt: null });
  }
}

/** Puts back what followed in one facility, and forgets there a survivor who is known only through the loser. */
export async function restoreFacilityRows(tx: WriteTx, facility: { id: string; code: string }, merge: Merge, at: Instant): Promise<void> {
  const { survivorId, loserId, id: mergeId } = merge;
  for (const table of FOLLOWING) {
    await tx.raw(
      `UPDATE ${table} AS t SET patient_id = :loserId FROM patient_merge_moves AS m
        WHERE m.facility_id = :facilityId AND m.merge_id = :mergeId AND m.table_name = :table AND m.restored_at IS NULL
          AND t.facility_id = m.facility_id AND t.id = m.row_id AND t.patient_id = :survivorId`,
      { facilityId: facility.id, mergeId, table, survivorId, loserId },
    );
  }
  await tx('patientMergeMoves').where({ facilityId: facility.id, mergeId }).whereNull('restoredAt').update({ restoredAt: at });
  if (!merge.moved.knownAt.includes(facility.code)) return;
  await tx.raw(
    `UPDATE patients SET known_at = array_remove(known_at, :code) WHERE id = :survivorId
        AND NOT EXISTS (SELECT FROM facility_patients AS f WHERE f.facility_id = :facilityId AND f.patient_id = :survivorId)`,
    { code: facility.code, survivorId, facilityId: facility.id },
  );
}
