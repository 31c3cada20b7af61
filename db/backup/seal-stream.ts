import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * Sealed bytes: a mark, a salt, then pieces of at most a megabyte, each a length with its last-piece bit, AES-256-GCM and its tag. The key of a file comes from
 * the key of the installation and the salt; the number of a piece is its nonce. So a flipped byte, a piece that is missing, moved or cut, and another key
 * are all told at the piece where they stand, and nothing that was not proved leaves the stream.
 */
const MARK = Buffer.from('HOABAN1\n');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const HEAD_BYTES = 4;
const PIECE_BYTES = 1 << 20;
const LAST = 0x8000_0000;
const START_BYTES = MARK.length + SALT_BYTES;

/** What was read is not what was sealed, or not with this key. */
export class SealBroken extends Error {}

export function sealStream(key: Buffer): Transform {
  const salt = randomBytes(SALT_BYTES);
  const fileKey = keyOf(key, salt);
  let held = Buffer.alloc(0);
  let number = 0;
  const piece = (text: Buffer, isLast: boolean): Buffer => {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE((text.length | (isLast ? LAST : 0)) >>> 0);
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(number++));
    cipher.setAAD(head);
    return Buffer.concat([head, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      held = Buffer.concat([held, chunk]);
      while (held.length > PIECE_BYTES) {
        this.push(piece(held.subarray(0, PIECE_BYTES), false));
        held = held.subarray(PIECE_BYTES);
      }
      done();
    },
    flush(done: TransformCallback) {
      done(null, piece(held, true));
    },
  });
  stream.push(Buffer.concat([MARK, salt]));
  return stream;
}

export function unsealStream(key: Buffer): Transform {
  let held = Buffer.alloc(0);
  let fileKey: Buffer | undefined;
  let number = 0;
  let isOver = false;
  const start = (): boolean => {
    if (held.length < START_BYTES) return false;
    if (!held.subarray(0, MARK.length).equals(MARK)) throw new SealBroken('this is no sealed file');
    fileKey = keyOf(key, held.subarray(MARK.length, START_BYTES));
    held = held.subarray(START_BYTES);
    return true;
  };
  /** The next whole piece, opened; undefined while bytes are missing. */
  const next = (): Buffer | undefined => {
    if ((fileKey === undefined && !start()) || fileKey === undefined || held.length < HEAD_BYTES) return undefined;
    if (isOver) throw new SealBroken('bytes follow the end');
    const head = held.subarray(0, HEAD_BYTES);
    const length = head.readUInt32BE() & ~LAST;
    if (length > PIECE_BYTES) throw new SealBroken(`piece ${number} is damaged`);
    const end = HEAD_BYTES + length + TAG_BYTES;
    if (held.length < end) return undefined;
    const text = open(fileKey, number++, head, held.subarray(HEAD_BYTES, end));
    isOver = (head.readUInt32BE() & LAST) !== 0;
    held = held.subarray(end);
    return text;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        held = Buffer.concat([held, chunk]);
        for (let text = next(); text !== undefined; text = next()) this.push(text);
        done();
      } catch (cause) {
        done(cause as Error);
      }
    },
    flush(done: TransformCallback) {
      done(isOver && held.length === 0 ? null : new SealBroken('the file is cut'));
    },
  });
}

function open(fileKey: Buffer, number: number, head: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(number));
  decipher.setAAD(head);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const text = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]);
  } catch (cause) {
    throw new SealBroken(`piece ${number} is damaged, or the key is another one`, { cause });
  }
}

const keyOf = (key: Buffer, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, salt, 'hoa-ban-his backup', 32));

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 8);
  return nonce;
}
