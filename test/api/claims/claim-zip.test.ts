import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { writeClaimZip, type ZipEntry } from '../../../api/claims/claim-zip.ts';
import { unzip } from '../../support/unzip.ts';

const entries: ZipEntry[] = [
  { name: '14009/một.xml', content: Buffer.from('<a>Ngần & bạn</a>'.repeat(500)) },
  { name: '14009/hai.xml', content: Buffer.from('') },
  { name: '14009/ba.xml', content: Buffer.from('ba') },
];

async function* given(files: ZipEntry[]): AsyncGenerator<ZipEntry> {
  for (const file of files) yield await Promise.resolve(file);
}
const zip = (files: ZipEntry[]) => buffer(writeClaimZip(given(files)));

async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('writeClaimZip', () => {
  it('holds every file under its name, in order', async () => {
    expect(unzip(await zip(entries))).to.deep.equal(entries);
  });

  it('gives the same bytes for the same files, whatever the clock', async () => {
    const first = await zip(entries);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(first.equals(await zip(entries))).to.equal(true);
    // DOS date of 2000-01-01 in the first local header, and no extra field with a UTC stamp in its central one.
    const central = first.indexOf(Buffer.from('PK\u0001\u0002'));
    expect([first.readUInt16LE(10), first.readUInt16LE(12), first.readUInt16LE(central + 30)]).to.deep.equal([
      0,
      (20 << 9) | (1 << 5) | 1,
      0,
    ]);
  });

  it('writes an empty archive when no file comes', async () => {
    expect(unzip(await zip([]))).to.deep.equal([]);
  });

  it('ends an archive of a month, whose list of contents is longer than any buffer', async () => {
    const month = Array.from({ length: 1000 }, (_, i) => ({
      name: `${String(i).padStart(4, '0')}.xml`,
      content: Buffer.from(`<a>${i}</a>`),
    }));
    expect(unzip(await zip(month))).to.deep.equal(month);
  });

  it('asks for the next file only when the last was taken', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<ZipEntry> {
      for (;;)
        yield await Promise.resolve({
          name: `${asked++}.xml`,
          content: Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919 * (asked + 1)) % 251)),
        });
    }
    const stream = writeClaimZip(endless());
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(asked).to.be.below(20);
    stream.destroy();
  });

  it('ends with the error of its source', async () => {
    async function* failing(): AsyncGenerator<ZipEntry> {
      yield await Promise.resolve({ name: 'a.xml', content: Buffer.from('a') });
      throw new RangeError('no more rows');
    }
    expect(await failure(buffer(writeClaimZip(failing())))).to.be.instanceOf(RangeError);
  });

  it('refuses a name twice and a path that leaves the folder', async () => {
    expect(await failure(zip([...entries, { name: '14009/ba.xml', content: Buffer.from('x') }]))).to.be.instanceOf(RangeError);
    expect(await failure(zip([{ name: '../x.xml', content: Buffer.from('x') }]))).to.be.instanceOf(Error);
  });

  it('closes its source when the reader leaves', async () => {
    let closed = false;
    async function* watched(): AsyncGenerator<ZipEntry> {
      try {
        for (let i = 0; ; i++) yield await Promise.resolve({ name: `${i}.xml`, content: Buffer.alloc(100_000, i % 256) });
      } finally {
        closed = true;
      }
    }
    const stream = writeClaimZip(watched());
    await new Promise((resolve) => stream.once('data', resolve));
    stream.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(closed).to.equal(true);
  });
});
