import { inflateRawSync } from 'node:zlib';
import type { ZipEntry } from '../../api/claims/claim-zip.ts';

/** Reads the central directory, as an unpacking program does. */
export function unzip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let cursor = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const [packed, nameLength, extra, comment] = [
      archive.readUInt32LE(cursor + 20),
      archive.readUInt16LE(cursor + 28),
      archive.readUInt16LE(cursor + 30),
      archive.readUInt16LE(cursor + 32),
    ];
    const local = archive.readUInt32LE(cursor + 42);
    const name = archive.subarray(cursor + 46, cursor + 46 + nameLength).toString('utf8');
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    cursor += 46 + nameLength + extra + comment;
    return { name, content: inflateRawSync(archive.subarray(start, start + packed)) };
  });
}
