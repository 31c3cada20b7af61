import type { TemplateTexts } from '../../domain/encounters/check-template.ts';
import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface TextTemplate {
  facilityId: string;
  id: string;
  version: number;
  /** Null: shared in the facility. */
  ownerId: string | null;
  code: string;
  title: string;
  parts: TemplateTexts;
  savedBy: string;
  savedAt: string;
  closedAt: string | null;
}

/** The shared templates of the facility and those of one person. */
export async function listTextTemplates(db: Db, facilityId: string, ownerId: string): Promise<TextTemplate[]> {
  return await db<TextTemplate>('textTemplates')
    .where({ facilityId })
    .where((scope) => {
      scope.whereNull('ownerId').orWhere({ ownerId });
    })
    .whereNull('closedAt')
    .orderBy([{ column: 'code' }, { column: 'id' }])
    .limit(400);
}

/** Those that come with the product, as of a day. */
export async function listStarterTemplates(db: Db, day: Day): Promise<Pick<TextTemplate, 'code' | 'title' | 'parts'>[]> {
  return await rows(
    db,
    `SELECT t.code, min(t.title) AS title, jsonb_object_agg(t.section, t.body) AS parts FROM starter_templates AS t
      WHERE t.valid_from <= :day AND (t.valid_to IS NULL OR t.valid_to >= :day) GROUP BY t.code ORDER BY t.code LIMIT 100`,
    { day },
  );
}

/** Holds the template until commit. */
export async function lockTextTemplate(tx: WriteTx, facilityId: string, id: string): Promise<TextTemplate | undefined> {
  return await tx<TextTemplate>('textTemplates').where({ facilityId, id }).whereNull('closedAt').forNoKeyUpdate().first();
}

export async function insertTextTemplate(tx: WriteTx, template: Omit<TextTemplate, 'version'>): Promise<void> {
  await tx('textTemplates').insert({ ...template, parts: JSON.stringify(template.parts) });
}

/** Changes the locked template and returns its new version. */
export async function updateTextTemplate(tx: WriteTx, template: Omit<TextTemplate, 'version'>): Promise<number> {
  const { facilityId, id, ...fields } = template;
  const [updated] = await tx<{ version: number }>('textTemplates')
    .where({ facilityId, id } as never)
    .update({ ...fields, parts: JSON.stringify(fields.parts) } as never)
    .returning('version');
  if (updated === undefined) throw new Error('a locked template vanished');
  return updated.version;
}
