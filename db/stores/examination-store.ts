import {
  sectionKinds,
  type ExaminationSections,
  type SectionChange,
  type SectionKind,
} from '../../domain/encounters/examination-sections.ts';
import type { WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows, type Db } from '../knex.ts';
import type { Encounter } from './encounter-store.ts';

/** The parts of the examination form as they stand now. */
export async function findSections(db: Db, facilityId: string, encounterId: string): Promise<ExaminationSections> {
  return (await findSectionsOf(db, facilityId, [encounterId])).get(encounterId) ?? {};
}

/** The same of many visits; a visit without a form is absent. */
export async function findSectionsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, ExaminationSections>> {
  const found = await rows<{ encounterId: string; kind: string; body: string }>(
    db,
    `SELECT s.encounter_id, s.kind, s.body FROM examination_sections AS s
      WHERE s.facility_id = :facilityId AND s.encounter_id = ANY (CAST(:encounterIds AS uuid[])) AND s.replaced_at IS NULL
      ORDER BY s.kind LIMIT :limit`,
    { facilityId, encounterIds, limit: 20 * encounterIds.length } as never,
  );
  return new Map([...groupRows(found, (one) => one.encounterId)].map(([id, own]) => [id, toSections(own)]));
}

const toSections = (found: { kind: string; body: string }[]): ExaminationSections =>
  Object.fromEntries(sectionKinds.flatMap((kind) => found.filter((one) => one.kind === kind).map(({ body }) => [kind, body])));

/** The parts of a visit's form that held another text before. */
export async function listRewrittenSections(db: Db, facilityId: string, encounterId: string): Promise<SectionKind[]> {
  const found = await rows<{ kind: SectionKind }>(
    db,
    `SELECT DISTINCT s.kind FROM examination_sections AS s
      WHERE s.facility_id = :facilityId AND s.encounter_id = :encounterId AND s.replaced_at IS NOT NULL ORDER BY s.kind LIMIT 20`,
    { facilityId, encounterId },
  );
  return found.map(({ kind }) => kind);
}

/** Puts new texts in the place of the old ones, which stay on file. `idOf` makes the id of a new row. */
export async function replaceSections(
  tx: WriteTx,
  encounter: Encounter,
  changes: SectionChange[],
  by: { userId: string; at: string; idOf: (change: SectionChange) => string },
): Promise<void> {
  if (changes.length === 0) return;
  const { facilityId, id: encounterId } = encounter;
  await tx('examinationSections')
    .where({ facilityId, encounterId })
    .whereIn(
      'kind',
      changes.map(({ kind }) => kind),
    )
    .whereNull('replacedAt')
    .update({ replacedAt: by.at, replacedBy: by.userId });
  const written = changes.filter(({ body }) => body !== '');
  if (written.length === 0) return;
  await tx('examinationSections').insert(
    written.map((change) => ({
      ...{ facilityId, encounterId, kind: change.kind, body: change.body },
      ...{ id: by.idOf(change), writtenAt: by.at, writtenBy: by.userId },
    })),
  );
}

/** The past and family history of the newest earlier visit here that has them: offered for reuse, never copied by itself. */
export async function findLastBackground(
  db: Db,
  facilityId: string,
  visit: { patientId: string; encounterId: string; startedAt: string },
): Promise<{ kind: 'past' | 'family'; body: string; writtenAt: string }[]> {
  return await rows(
    db,
    `SELECT DISTINCT ON (s.kind) s.kind, s.body, s.written_at
       FROM encounters AS e
       JOIN examination_sections AS s ON s.facility_id = e.facility_id AND s.encounter_id = e.id AND s.replaced_at IS NULL
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.id <> :encounterId AND e.started_at <= :startedAt
        AND s.kind IN ('past', 'family')
      ORDER BY s.kind, e.started_at DESC, s.id LIMIT 2`,
    { facilityId, ...visit },
  );
}
