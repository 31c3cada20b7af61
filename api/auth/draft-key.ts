import { hkdfSync } from 'node:crypto';
import type { Secrets } from '../secrets.ts';

/**
 * The key under which a person's browser seals drafts on the disk: the same at every log-in, another for everybody, and of no use to whoever
 * has the disk without the log-in. 32 bytes, base64url. Nothing is stored; another `fieldKey` makes old drafts unreadable, which is no harm.
 */
export function draftKeyOf(userId: string, { fieldKey }: Secrets): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(fieldKey, 'base64url'), '', `drafts:${userId}`, 32)).toString('base64url');
}
