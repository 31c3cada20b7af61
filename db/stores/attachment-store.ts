import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface Attachment {
  facilityId: string;
  id: string;
  version: number;
  orderId: string;
  name: string;
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';
  sizeBytes: number;
  /** SHA-256 of the bytes in clear. */
  digest: Buffer;
  addedAt: string;
  addedBy: string;
  retractedAt: string | null;
  retractedBy: string | null;
}

export async function insertAttachment(
  tx: WriteTx,
  attachment: Omit<Attachment, 'version' | 'retractedAt' | 'retractedBy'>,
): Promise<void> {
  await tx('orderAttachments').insert(attachment);
}

/** Those of an order that stand, oldest first. */
export async function listAttachments(
  db: Db,
  facilityId: string,
  orderIds: string[],
): Promise<(Pick<Attachment, 'id' | 'orderId' | 'name' | 'mediaType' | 'sizeBytes' | 'addedAt'> & { addedByName: string })[]> {
  return await db('orderAttachments')
    .join('users', 'users.id', 'orderAttachments.addedBy')
    .where({ 'orderAttachments.facilityId': facilityId })
    .whereIn('orderAttachments.orderId', orderIds)
    .whereNull('orderAttachments.retractedAt')
    .orderBy([{ column: 'orderAttachments.addedAt' }, { column: 'orderAttachments.id' }])
    .limit(200)
    .select(
      'orderAttachments.id',
      'orderAttachments.orderId',
      'orderAttachments.name',
      'orderAttachments.mediaType',
      'orderAttachments.sizeBytes',
      'orderAttachments.addedAt',
      { addedByName: 'users.fullName' },
    );
}

/** True when any order of the facility ever had this one, taken back or not: its file is there. */
export async function hasAttachment(db: Db, facilityId: string, id: string): Promise<boolean> {
  return (await db<Attachment>('orderAttachments').where({ facilityId, id }).first('id')) !== undefined;
}

export async function findAttachment(db: Db, facilityId: string, of: { orderId: string; id: string }): Promise<Attachment | undefined> {
  return await db<Attachment>('orderAttachments')
    .where({ facilityId, ...of })
    .whereNull('retractedAt')
    .first();
}

/** Takes one back; the row and the file stay. Returns whether there was one to take back. */
export async function retractAttachment(
  tx: WriteTx,
  of: { facilityId: string; orderId: string; id: string },
  by: { retractedAt: string; retractedBy: string },
): Promise<boolean> {
  return (await tx('orderAttachments').where(of).whereNull('retractedAt').update(by)) === 1;
}
