import type { TableCode } from '../claim-definitions.ts';
import { ANY_PLACE_PERSONAL } from './personal-fields.ts';
import type { CheckedClaim, CheckedRow } from './checked-claim.ts';
import type { ClaimHit, ClaimRule, ClaimSeverity } from './claim-check.ts';

type Params = Readonly<Record<string, string | number>>;
/** Nothing, false or undefined: fine. True or the values for the sentence: wrong. */
export type Verdict = boolean | Params | undefined;

/** What is found goes into the sentence, but never what tells who the person is. */
const FOUND_MAX = 60;

/** Judges every row of the tables by itself. */
export function eachRow(
  tables: TableCode | readonly TableCode[],
  fields: readonly string[],
  isWrong: (row: CheckedRow, claim: CheckedClaim) => Verdict,
  severity?: ClaimSeverity,
): ClaimRule {
  const codes = typeof tables === 'string' ? [tables] : tables;
  return (claim) => {
    const hits: ClaimHit[] = [];
    for (const row of claim.rows(...codes)) {
      const verdict = isWrong(row, claim);
      if (verdict !== undefined && verdict !== false) hits.push(hit(row, fields, verdict === true ? {} : verdict, severity));
    }
    return hits;
  };
}

/** Judges table 1. */
export const inSummary = (fields: readonly string[], isWrong: (row: CheckedRow, claim: CheckedClaim) => Verdict): ClaimRule =>
  eachRow('XML1', fields, isWrong);

/** Judges table 1 of an insured visit only. */
export const ofInsured = (fields: readonly string[], isWrong: (row: CheckedRow, claim: CheckedClaim) => Verdict): ClaimRule =>
  eachRow('XML1', fields, (row, claim) => claim.isInsured && isWrong(row, claim));

/** Judges the claim as a whole; the finding stands at the table. */
export const wholeClaim =
  (table: TableCode, fields: readonly string[], isWrong: (claim: CheckedClaim) => Verdict): ClaimRule =>
  (claim) => {
    const verdict = isWrong(claim);
    return verdict === undefined || verdict === false ? [] : [{ table, fields, params: verdict === true ? {} : verdict }];
  };

/** Fields that may not be empty in any row, or in the rows of a condition. */
export function filled(
  tables: TableCode | readonly TableCode[],
  fields: readonly string[],
  when: (row: CheckedRow, claim: CheckedClaim) => boolean = () => true,
): ClaimRule {
  const codes = typeof tables === 'string' ? [tables] : tables;
  return (claim) =>
    claim
      .rows(...codes)
      .filter((row) => when(row, claim))
      .flatMap((row) => {
        const empty = fields.filter((field) => !row.has(field));
        return empty.length === 0 ? [] : [{ row, fields: empty, params: { missing: empty.join(', ') } }];
      });
}

/** Fields of a paper that repeat those of table 1: equal when filled. `pairs` reads `OWN` or `OWN=XML1 NAME`. */
export function sameAsSummary(table: TableCode, pairs: readonly string[]): ClaimRule {
  const named = pairs.map((pair) => pair.split('=')).map(([own = '', other = own]) => ({ own, other }));
  return (claim) =>
    claim.rows(table).flatMap((row) => {
      const wrong = named.filter(
        ({ own, other }) => row.has(own) && claim.summary.has(other) && fold(row.text(own)) !== fold(claim.summary.text(other)),
      );
      return wrong.map(({ own, other }) => hit(row, [own], { other: `XML1.${other}` }));
    });
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');

/** A hit at a row; the value of a single field that is no personal one goes into the sentence. */
export function hit(row: CheckedRow, fields: readonly string[], params: Params = {}, severity?: ClaimSeverity): ClaimHit {
  const [only] = fields;
  const shows = fields.length === 1 && only !== undefined && !ANY_PLACE_PERSONAL.has(only) && row.has(only) && !('found' in params);
  const found = shows ? { found: row.text(only).slice(0, FOUND_MAX), ...params } : params;
  return severity === undefined ? { row, fields, params: found } : { row, fields, params: found, severity };
}

/** The rule with a milder severity where `isMild` holds: real files that the insurer took do the same. */
export const milder =
  (rule: ClaimRule, severity: ClaimSeverity, isMild: (hit: ClaimHit, claim: CheckedClaim) => boolean = () => true): ClaimRule =>
  (claim) =>
    rule(claim).map((one) => (isMild(one, claim) ? { ...one, severity } : one));

/** Several judgements under one identifier. */
export const allOf =
  (...rules: readonly ClaimRule[]): ClaimRule =>
  (claim) =>
    rules.flatMap((rule) => rule(claim));
