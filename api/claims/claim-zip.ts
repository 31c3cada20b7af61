import { PassThrough, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Path inside the archive, `/` between folders. */
  name: string;
  content: Buffer;
}

/**
 * ZIP writes wall-clock time: fixed parts of a local date, without the extended UTC stamp, are the same bytes in every time zone.
 * Permissions are fixed as well.
 */
const ENTRY = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const;

/**
 * A ZIP archive as a stream; the same files in the same order give the same bytes. One file at a time is held: the next is asked for when the
 * reader has taken the last. A failing source, a repeated name or an unsafe path ends the stream with an error; a reader that
 * leaves early closes the source.
 */
export function writeClaimZip(files: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  const gone = new AbortController();
  output.once('close', () => gone.abort());
  zip.once('error', (error: Error) => output.destroy(error));

  Promise.all([pipeline(zip.outputStream, output), addAll(zip, files, gone.signal)]).catch((error: unknown) =>
    output.destroy(asError(error)),
  );
  return output;
}

async function addAll(zip: ZipFile, files: AsyncIterable<ZipEntry>, signal: AbortSignal): Promise<void> {
  const names = new Set<string>();
  for await (const { name, content } of files) {
    if (names.has(name)) throw new RangeError('two files of one name would hide a claim');
    names.add(name);
    const source = Readable.from([content]);
    zip.addReadStream(source, name, { ...ENTRY, size: content.length });
    await finished(source, { signal });
  }
  zip.end();
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the archive could not be written'));
