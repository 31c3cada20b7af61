import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSources, root } from './source-files.ts';

/** `docs/legal/insurance.md#card` → file and anchor. */
const citation = /docs\/((?:legal|decisions|how-to|runbooks)\/[a-z0-9-]+\.md)(?:#([a-z0-9-]+))?/g;

const headings = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('sources named in the code', () => {
  it('can be looked up: the page exists and has the paragraph', () => {
    const citing = ['domain', 'fhir-mappings', 'api', 'db', 'seeds'].flatMap(readSources);
    const broken = citing.flatMap(({ path, text }) =>
      [...text.matchAll(citation)].flatMap(([cited, page = '', anchor]) => {
        const file = join(root, 'docs', page);
        const found = existsSync(file) && (anchor === undefined || headings(file).includes(anchor));
        return found ? [] : [`${path}: ${cited}`];
      }),
    );
    expect(broken).to.deep.equal([]);
  });
});
