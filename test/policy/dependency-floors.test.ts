import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { root } from './source-files.ts';

interface Floor {
  package: string;
  floor: string;
  reason: string;
}

const floors = parse<Floor>(readFileSync(join(root, 'docs/security/dependency-floors.csv')), { columns: true });
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string }> };

/** Every copy of a package in the lock file, those inside other packages too. */
const copiesOf = (name: string): string[] =>
  Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version = '' }]) => version);

function isBelow(version: string, floor: string): boolean {
  const numbers = (text: string): number[] => text.split(/[.-]/).slice(0, 3).map(Number);
  const [given, least] = [numbers(version), numbers(floor)];
  const place = least.findIndex((number, i) => (given[i] ?? 0) !== number);
  return place >= 0 && (given[place] ?? 0) < (least[place] ?? 0);
}

describe('packages with known holes', () => {
  for (const { package: name, floor, reason } of floors) {
    it(`${name} is ${floor === 'never' ? 'not there' : `${floor} or newer wherever it is`} (${reason})`, () => {
      const copies = copiesOf(name);
      expect(floor === 'never' ? copies : copies.filter((version) => isBelow(version, floor))).to.deep.equal([]);
    });
  }

  it('are compared by number and not by letter', () => {
    expect(['9.0.0', '8.0.3', '10.0.0', '8.12.0'].map((version) => isBelow(version, '8.12.0'))).to.deep.equal([false, true, false, false]);
    expect(isBelow('8.12.0-beta.1', '8.12.1')).to.equal(true);
  });

  it('are looked for in a lock file that names all we ask for directly', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => copiesOf(name).length === 0)).to.deep.equal([]);
  });
});
