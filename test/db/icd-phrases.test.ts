import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Db } from '../../db/knex.ts';
import { findIcd, searchIcd } from '../../db/stores/icd-catalogue-store.ts';
import { testDatabase } from '../support/database.ts';

const DAY = '2026-11-24';
const FIRST = 5;

interface Phrase {
  phrase: string;
  codes: string[];
}

/** Diseases in everyday words as a doctor types them, without marks, with every code that would be right. Collected for this test. */
const phrases: Phrase[] = parse<{ phrase: string; codes: string }>(
  readFileSync(join(import.meta.dirname, 'data/icd-phrases.csv'), 'utf8'),
  {
    columns: true,
  },
).map(({ phrase, codes }) => ({ phrase, codes: codes.split('|') }));

/** The place of a bone or joint stands in a fifth character: `M54.56` is `M54.5` all the same. */
const isWithin = (code: string, right: string): boolean => code === right || (right.includes('.') && code.startsWith(right));

describe('ICD-10 by everyday words', function () {
  this.timeout(120_000);
  let db: Db;

  before(async () => {
    db = (await testDatabase()).app;
  });

  it('knows at least one right code of every phrase, in the list in force', async () => {
    const unknown: string[] = [];
    for (const { phrase, codes } of phrases) {
      const found = await Promise.all(codes.map((code) => findIcd(db, code, DAY)));
      if (found.every((one) => one === undefined)) unknown.push(phrase);
    }
    expect(unknown).to.deep.equal([]);
    expect(phrases.length).to.be.at.least(200);
  });

  it('has the right code among the first five for 95 % of the phrases', async () => {
    const missed: string[] = [];
    for (const { phrase, codes } of phrases) {
      const found = (await searchIcd(db, { query: phrase, day: DAY, limit: 12 })).slice(0, FIRST).map(({ code }) => code);
      if (!found.some((code) => codes.some((right) => isWithin(code, right)))) missed.push(`${phrase} → ${found.join(' ')}`);
    }
    expect(missed.length / phrases.length, missed.join('\n')).to.be.at.most(0.05);
  });
});
