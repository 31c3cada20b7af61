import { createHash, timingSafeEqual } from 'node:crypto';
import type { Response } from 'express';
import { auditSubject, openRecord, read, write } from '../../db/doors.ts';
import { findAttachment, hasAttachment, insertAttachment, retractAttachment } from '../../db/stores/attachment-store.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { findOrder } from '../../db/stores/order-store.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { answered } from '../http/define-route.ts';
import { notFound, rejected } from '../http/errors.ts';
import { findMediaType } from '../http/media-type.ts';
import { readSealedFile, removeSealedFile, writeSealedFile } from './attachment-files.ts';
import { lockAtDesk, type AtDesk } from './locked-order.ts';
import type { NewAttachment } from './result-schemas.ts';

const LARGEST_BYTES = 8 * 1024 * 1024;

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Hangs a picture or a PDF on an order. The file is written first: a row never points to nothing. */
export async function addAttachment(ctx: ApiCtx, at: AtDesk, { id, name, content }: NewAttachment): Promise<{ id: string }> {
  const bytes = Buffer.from(content, 'base64');
  const mediaType = findMediaType(bytes);
  if (mediaType === undefined) throw rejected([error('attachment_type_unknown', 'content')]);
  if (bytes.length > LARGEST_BYTES) throw rejected([error('attachment_too_large', 'content', { max: LARGEST_BYTES / 1024 / 1024 })]);
  const file = { facilityId: ctx.facilityId, id };
  const isKnown = async (): Promise<boolean> => await read(ctx, async (tx) => await hasAttachment(tx, ctx.facilityId, id));
  // A file that a row points to is never written over, whoever sends its id again.
  if (!(await isKnown())) await writeSealedFile(ctx.services, file, bytes);
  try {
    return await write(ctx, 'attachment.add', async (tx) => {
      const { work, encounter } = await lockAtDesk(tx, ctx, at);
      const facts = { name, mediaType, sizeBytes: bytes.length, digest: digestOf(bytes), addedAt: ctx.now, addedBy: ctx.actor.userId };
      await insertAttachment(tx, { ...file, orderId: at.orderId, ...facts });
      auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: id });
      return { id };
    });
  } catch (cause) {
    if (!(await isKnown())) await removeSealedFile(ctx.services, file);
    throw cause;
  }
}

/** Shows one file; what it says is checked against the digest that was stored with it. */
export async function showAttachment(
  ctx: ApiCtx,
  of: { orderId: string; attachmentId: string },
  response: Response,
): Promise<typeof answered> {
  const attachment = await read(ctx, async (tx) => {
    const found = await findAttachment(tx, ctx.facilityId, { orderId: of.orderId, id: of.attachmentId });
    const order = found === undefined ? undefined : await findOrder(tx, ctx.facilityId, of.orderId);
    const encounter = order === undefined ? undefined : await findEncounter(tx, ctx.facilityId, order.encounterId);
    if (found === undefined || encounter === undefined) throw notFound('attachment_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId: encounter.id });
    return found;
  });
  const bytes = await readSealedFile(ctx.services, attachment);
  if (!timingSafeEqual(digestOf(bytes), attachment.digest)) throw new Error('an attachment is not what was stored');
  // What was uploaded is drawn as what it is and nothing else, and runs nothing.
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.type(attachment.mediaType).end(bytes);
  return answered;
}

/** Takes an attachment back; row and file stay for whoever has to look later. */
export async function takeBackAttachment(
  ctx: ApiCtx,
  at: AtDesk & { attachmentId: string },
  { reason }: { reason: string },
): Promise<{ id: string }> {
  return await write(ctx, 'attachment.retract', async (tx) => {
    const { work, encounter } = await lockAtDesk(tx, ctx, at);
    const of = { facilityId: ctx.facilityId, orderId: at.orderId, id: at.attachmentId };
    if (!(await retractAttachment(tx, of, { retractedAt: ctx.now, retractedBy: ctx.actor.userId }))) throw notFound('attachment_not_found');
    auditSubject(tx, { patientId: work.patientId, encounterId: encounter.id, objectId: at.attachmentId, reason });
    return { id: at.attachmentId };
  });
}
