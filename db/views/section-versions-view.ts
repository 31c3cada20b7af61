import type { Instant } from '../../domain/dates.ts';
import type { SectionKind } from '../../domain/encounters/examination-sections.ts';
import type { Db } from '../knex.ts';
import { rows } from '../knex.ts';

export interface SectionVersion {
  id: string;
  kind: SectionKind;
  body: string;
  writtenAt: Instant;
  writtenByName: string;
  replacedAt: Instant;
  replacedByName: string;
}

/** The texts of a visit's form that were replaced or taken out, the newest first. */
export async function listSectionVersions(db: Db, facilityId: string, encounterId: string): Promise<SectionVersion[]> {
  return await rows<SectionVersion>(
    db,
    `SELECT s.id, s.kind, s.body, s.written_at, w.full_name AS written_by_name, s.replaced_at, r.full_name AS replaced_by_name
       FROM examination_sections AS s
       JOIN users AS w ON w.id = s.written_by
       JOIN users AS r ON r.id = s.replaced_by
      WHERE s.facility_id = :facilityId AND s.encounter_id = :encounterId AND s.replaced_at IS NOT NULL
      ORDER BY s.replaced_at DESC, s.id DESC LIMIT 200`,
    { facilityId, encounterId },
  );
}
