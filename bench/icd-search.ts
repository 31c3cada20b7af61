import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { searchIcd } from '../db/stores/icd-catalogue-store.ts';
import { closeTestDatabases, testDatabase } from '../test/support/database.ts';

/** The search of diseases as a doctor types: every everyday phrase of the catalogue, letter by letter, against all entries in force. */
const AIM_MS = 50;
const DAY = '2026-11-24';
const phrases = parse<{ term: string }>(readFileSync('seeds/reference/icd-synonyms.csv', 'utf8'), { columns: true }).map(
  ({ term }) => term,
);

const { app } = await testDatabase();
const times: number[] = [];
for (const phrase of phrases.slice(0, 100)) {
  for (let length = 1; length <= phrase.length; length += 1) {
    const started = performance.now();
    await searchIcd(app, { query: phrase.slice(0, length), day: DAY, limit: 12 });
    times.push(performance.now() - started);
  }
}
times.sort((a, b) => a - b);
const at = (part: number): string => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
process.stdout.write(`search of diseases, ${times.length} keys: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (aim ≤ ${AIM_MS})\n`);
await closeTestDatabases();
