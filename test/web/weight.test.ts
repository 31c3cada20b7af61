import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../../web/dist');

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const read = (file: string) => readFileSync(join(dist, file));
const manifest = () => JSON.parse(read('.vite/manifest.json').toString()) as Record<string, Chunk>;

/** Everything the page, and the screen it opens, loads before a person does anything: scripts, their static imports, styles, the picture. */
function filesOf(page: string, screen?: string): string[] {
  const chunks = manifest();
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = chunks[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(page);
  if (screen !== undefined) visit(screen);
  const loaded = [...seen].flatMap((key) => [chunks[key]?.file ?? '', ...(chunks[key]?.css ?? [])]);
  return [page, 'icon.svg', ...new Set(loaded)];
}

const weightOf = (page: string, screen?: string) =>
  filesOf(page, screen).reduce((bytes, file) => bytes + brotliCompressSync(read(file)).length, 0);

const builtFiles = () =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Names of documents and namespaces; nothing is ever fetched from them. */
const NAMES_ONLY = [/^http:\/\/www\.w3\.org\//, /^https:\/\/react\.dev\/errors\//, /^https:\/\/mantine\.dev\//];

describe('the weight of the web app', () => {
  it('loads the log-in page in 60 KB, styles included', () => {
    expect(filesOf('login.html').length).to.be.greaterThan(3);
    expect(weightOf('login.html')).to.be.at.most(60 * 1024);
  });

  it('loads the desk app with reception in 170 KB', () => {
    const reception = 'screens/reception/reception-screen.tsx';
    expect(filesOf('index.html', reception).join(' ')).to.include('reception-screen');
    expect(weightOf('index.html', reception)).to.be.at.most(170 * 1000);
  });

  it('keeps every desk in a file of its own', () => {
    const first = filesOf('index.html').join(' ');
    for (const desk of ['reception', 'doctor', 'claims', 'interop']) {
      const screens = Object.values(manifest()).filter((chunk) => chunk.file.includes(`${desk}-screen`));
      expect(screens, desk).to.have.length(1);
      expect(first, desk).not.to.include(`${desk}-screen`);
    }
  });

  it('asks no outside host', () => {
    const outside = builtFiles().flatMap((file) => {
      const urls = readFileSync(file, 'utf8').match(/(https?:)?\/\/[a-z0-9-]+(\.[a-z0-9-]+)+[^\s"'`)<]*/gi) ?? [];
      return urls.filter((url) => !NAMES_ONLY.some((name) => name.test(url)));
    });
    expect([...new Set(outside)]).to.deep.equal([]);
  });

  it('needs no script inside a page', () => {
    for (const page of ['login.html', 'index.html']) {
      expect(read(page).toString(), page).not.to.match(/<script(?![^>]*\bsrc=)|\son[a-z]+=/);
    }
  });
});
