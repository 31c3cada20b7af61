import { error, type Issue } from '../issue.ts';

/** bcrypt reads 72 bytes and no more: a longer password would be cut silently. A Vietnamese letter takes up to 3 bytes. */
const MAX_BYTES = 72;
const MIN_LENGTH = 14;

/** The form in which a password is hashed and compared: the same letters typed on another keyboard give the same bytes. */
export const normalisePassword = (password: string): string => password.normalize('NFC');

/** True when bcrypt would read all of it. */
export const fitsHash = (password: string): boolean => new TextEncoder().encode(normalisePassword(password)).length <= MAX_BYTES;

/**
 * A new password: 14 characters of four classes, 72 bytes at the most.
 * Source: TCVN 14423:2026 for accounts without a second factor (docs/legal/access.md#passwords).
 */
export function checkPassword(password: string): Issue[] {
  const normal = normalisePassword(password);
  if (!fitsHash(normal)) return [error('password_too_long', 'password', { maxBytes: MAX_BYTES })];
  if ([...normal].length < MIN_LENGTH) return [error('password_too_short', 'password', { min: MIN_LENGTH })];
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u];
  return classes.every((one) => one.test(normal)) ? [] : [error('password_too_plain', 'password')];
}
