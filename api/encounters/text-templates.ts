import { auditSubject, read, write } from '../../db/doors.ts';
import {
  insertTextTemplate,
  listStarterTemplates,
  listTextTemplates,
  lockTextTemplate,
  updateTextTemplate,
  type TextTemplate,
} from '../../db/stores/text-template-store.ts';
import { localDay } from '../../domain/dates.ts';
import { checkTemplate, type TemplateTexts } from '../../domain/encounters/check-template.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, forbidden, notFound, rejected } from '../http/errors.ts';
import type { SavedTextTemplate, SaveTextTemplate, TextTemplateList } from './template-schemas.ts';

/** What the person may type by code: their own, then the facility's, then those of the product; a code already given is not given again. */
export async function viewTextTemplates(ctx: ApiCtx): Promise<TextTemplateList> {
  return await read(ctx, async (tx) => {
    const kept = await listTextTemplates(tx, ctx.facilityId, ctx.actor.userId);
    const shown = ({ id, version, ownerId, code, title, parts }: TextTemplate) =>
      ({ ...{ id, version, code, title, parts }, scope: ownerId === null ? 'shared' : 'own' }) as const;
    const starters = (await listStarterTemplates(tx, localDay(ctx.now))).map(
      (one) => ({ ...one, id: null, version: 1, scope: 'starter' }) as const,
    );
    const own = kept.filter(({ ownerId }) => ownerId !== null).map(shown);
    const shared = kept.filter(({ ownerId }) => ownerId === null).map(shown);
    return { items: [...own, ...shared, ...starters] };
  });
}

/** Makes a template or changes the version that was seen. Another person's own one does not exist; a shared one needs the right to share. */
export async function saveTextTemplate(ctx: ApiCtx, templateId: string, input: SaveTextTemplate): Promise<SavedTextTemplate> {
  const parts = filledParts(input.parts as TemplateTexts);
  const issues = checkTemplate({ code: input.code, parts });
  if (issues.length > 0) throw rejected(issues);
  return await write(ctx, 'text-template.save', async (tx) => {
    const before = input.version === undefined ? undefined : await lockTextTemplate(tx, ctx.facilityId, templateId);
    const isForeign = before !== undefined && before.ownerId !== null && before.ownerId !== ctx.actor.userId;
    if (input.version !== undefined && (before === undefined || isForeign)) throw notFound('template_not_found');
    if (before !== undefined && before.version !== input.version) throw conflict('stale_version', 'version');
    const touchesShared = input.shared || before?.ownerId === null;
    if (touchesShared && !ctx.permissions.has('text-template.share')) throw forbidden();
    const template = {
      ...{ facilityId: ctx.facilityId, id: templateId, code: input.code, title: input.title, parts },
      ownerId: input.shared ? null : ctx.actor.userId,
      ...{ savedBy: ctx.actor.userId, savedAt: ctx.now, closedAt: input.closed === true ? ctx.now : null },
    };
    auditSubject(tx, { objectId: templateId });
    if (before !== undefined) return { id: templateId, version: await updateTextTemplate(tx, template) };
    await insertTextTemplate(tx, template);
    return { id: templateId, version: 1 };
  });
}

const filledParts = (parts: TemplateTexts): TemplateTexts => Object.fromEntries(Object.entries(parts).filter(([, body]) => body !== ''));
