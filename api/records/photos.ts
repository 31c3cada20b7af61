import type { Response } from 'express';
import { auditSubject, openRecord, read, write } from '../../db/doors.ts';
import { findPhoto, insertPhoto, listPatientPhotos } from '../../db/stores/photo-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { answered } from '../http/define-route.ts';
import { notFound, rejected } from '../http/errors.ts';
import { isOfType } from '../http/media-type.ts';
import { sealBytes, unsealBytes } from '../http/seal.ts';
import type { NewPhoto, PhotoList } from './record-schemas.ts';

/** Keeps a picture, sealed with the key of the installation. */
export async function addPhoto(ctx: ApiCtx, patientId: string, { id, kind, mediaType, content }: NewPhoto): Promise<{ id: string }> {
  const bytes = Buffer.from(content, 'base64');
  if (!isOfType(bytes, mediaType)) throw rejected([error('photo_unreadable', 'content')]);
  return await write(ctx, 'patient.photo.add', async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    const sealed = sealBytes(ctx.services.secrets, id, bytes);
    await insertPhoto(tx, { id, patientId, kind, mediaType, content: sealed, takenAt: ctx.now, takenBy: ctx.actor.userId });
    auditSubject(tx, { patientId, objectId: id });
    return { id };
  });
}

export async function listPhotos(ctx: ApiCtx, patientId: string): Promise<PhotoList> {
  return await read(ctx, async (tx) => {
    if ((await findPatient(tx, patientId)) === undefined) throw notFound('patient_not_found');
    await openRecord(tx, ctx, { patientId });
    return { items: await listPatientPhotos(tx, patientId) };
  });
}

export async function showPhoto(
  ctx: ApiCtx,
  { patientId, photoId }: { patientId: string; photoId: string },
  response: Response,
): Promise<typeof answered> {
  const photo = await read(ctx, async (tx) => {
    const found = await findPhoto(tx, patientId, photoId);
    if (found === undefined) throw notFound('photo_not_found');
    await openRecord(tx, ctx, { patientId });
    return found;
  });
  // What was uploaded is drawn as a picture and nothing else.
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.type(photo.mediaType).end(unsealBytes(ctx.services.secrets, photo.id, photo.content));
  return answered;
}
