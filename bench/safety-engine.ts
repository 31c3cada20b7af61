import { checkPrescription } from '../domain/prescriptions/check-prescription.ts';
import type { Interaction } from '../domain/prescriptions/prescribing-facts.ts';
import { seededRandom } from '../seeds/demo/random.ts';
import { drug, factsOf, ingredient, lineOf, openLine } from '../test/domain/prescriptions/facts.ts';
import { groupPairs, listedPairs } from '../test/support/interaction-list.ts';

/**
 * The safety engine alone: sheets of 20 drugs with 10 still taken, against every pair and every group of the list, as many findings as chance makes. Aim: p95 of
 * a check ≤ 5 ms. Beside it the same list read pair by pair, as a ratio within the run.
 */
const AIM_MS = 5;
const SHEETS = 400;
const NAIVE_SHEETS = 10; // pair by pair takes a second a sheet
const [LINES, OPEN] = [20, 10];

const interactions = [...listedPairs, ...groupPairs];
const random = seededRandom(20261130);
const codes = [...new Set(interactions.flatMap(({ atcA, atcB }) => [atcA, atcB]))].filter((code) => /^[A-Z]\d\d[A-Z]{2}\d\d$/.test(code));
const aCode = (): string => random.pick(codes);

const sheets = Array.from({ length: SHEETS }, (_, n) => {
  const drugs = Array.from({ length: LINES + OPEN }, (_none, i) =>
    drug(`d${n}-${i}`, [ingredient(`one ${i}`, aCode()), ingredient(`two ${i}`, aCode())]),
  );
  const names = drugs.map(({ code }) => code);
  const lines = names.slice(0, LINES).map((code) => lineOf(code));
  return { drugs, lines, facts: factsOf(drugs, { interactions, open: names.slice(LINES).map((code) => openLine(code)) }) };
});

const engine = measure(sheets, ({ lines, facts }) => checkPrescription(lines, facts).length);
const naive = measure(
  sheets.slice(0, NAIVE_SHEETS),
  ({ drugs }) => drugs.flatMap((a, i) => drugs.slice(0, i).filter((b) => interactions.some((pair) => meets(pair, a, b)))).length,
);
console.log(
  `safety engine: ${LINES} drugs and ${OPEN} still taken against ${interactions.length} pairs: p50 ${engine.p50.toFixed(2)} p95 ${engine.p95.toFixed(2)} ms ` +
    `(aim ≤ ${AIM_MS}), ${(engine.found / SHEETS).toFixed(1)} findings a sheet; pair by pair takes ${(naive.p50 / engine.p50).toFixed(0)} times as long`,
);

type Sheet = (typeof sheets)[number];

function measure(some: Sheet[], check: (sheet: Sheet) => number): { p50: number; p95: number; found: number } {
  for (const sheet of some.slice(0, 50)) check(sheet); // the compiler warms up
  let found = 0;
  const times = some.map((sheet) => {
    const start = performance.now();
    found += check(sheet);
    return performance.now() - start;
  });
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor(some.length * 0.5)] ?? 0, p95: sorted[Math.floor(some.length * 0.95)] ?? 0, found };
}

function meets({ atcA, atcB }: Interaction, a: Sheet['drugs'][number], b: Sheet['drugs'][number]): boolean {
  const has = (one: Sheet['drugs'][number], key: string): boolean =>
    one.ingredients.some((part) => part.atcCodes.some((code) => code.startsWith(key)));
  return (has(a, atcA) && has(b, atcB)) || (has(a, atcB) && has(b, atcA));
}
