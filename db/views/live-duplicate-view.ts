import type { Day } from '../../domain/dates.ts';
import type { Sex } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { row } from '../knex.ts';

/** A person who is about to be written, by what two desks would both have typed. */
export interface NewcomerFacts {
  citizenId: string | undefined;
  nameFolded: string;
  sex: Sex;
  birthDate: Day;
  /** False for a year or month alone: too many share it. */
  exactDay: boolean;
  communeCode: string | null;
  /** The same name and day count only for a day: two desks, not two people. */
  now: string;
  /** People the desk found to be somebody else. */
  knownDistinct: string[];
}

/** Desks that write the same person wait here for each other, until commit. The locks are taken in one order for all. */
export async function lockNewcomer(tx: WriteTx, facts: NewcomerFacts): Promise<void> {
  const keys = [
    `person:${facts.nameFolded}:${facts.birthDate}`,
    ...(facts.citizenId === undefined ? [] : [`citizen-id:${facts.citizenId}`]),
  ];
  await tx.raw(
    `SELECT pg_advisory_xact_lock(k.lock) FROM (SELECT DISTINCT hashtextextended(t.key, 0) AS lock FROM unnest(:keys::text[]) AS t(key) ORDER BY 1) AS k`,
    { keys },
  );
}

/** A living record of the same person: the same citizen id, or the same name, day, sex and commune written a moment ago. */
export async function findLiveDuplicate(
  tx: WriteTx,
  facts: NewcomerFacts,
): Promise<{ id: string; why: 'same_citizen_id' | 'same_person_just_registered' } | undefined> {
  return await row(
    tx,
    `(SELECT p.id, 'same_citizen_id' AS why
        FROM patient_identifiers AS i JOIN patients AS p ON p.id = i.patient_id AND p.merged_into IS NULL
       WHERE i.system = 'citizen-id' AND i.value = :citizenId AND i.valid_to IS NULL AND p.id <> ALL (:knownDistinct::uuid[]) ORDER BY p.id LIMIT 1)
     UNION ALL
     (SELECT p.id, 'same_person_just_registered'
        FROM patients AS p
       WHERE :exactDay AND p.merged_into IS NULL AND p.name_folded = :nameFolded AND p.birth_date = :birthDate
         AND p.birth_precision IN ('day', 'minute') AND p.sex = :sex AND p.commune_code IS NOT DISTINCT FROM :communeCode
         AND p.created_at >= (:now::timestamptz - interval '1 day') AND p.id <> ALL (:knownDistinct::uuid[])
         AND NOT EXISTS (SELECT FROM patient_identifiers AS i WHERE i.patient_id = p.id AND i.system = 'citizen-id' AND i.value <> :citizenId)
       ORDER BY p.id LIMIT 1)
     LIMIT 1`,
    { ...facts, citizenId: facts.citizenId ?? null },
  );
}
