import type { InsuranceParameters } from '../insurance/insurance-parameters.ts';
import { error, type Issue, under } from '../issue.ts';
import { checkClaimField } from './check-claim-field.ts';
import { checkClaimMoney } from './check-claim-money.ts';
import { checkClaimRates } from './check-claim-rates.ts';
import { checkClaimVisit } from './check-claim-visit.ts';
import { type ClaimRow, claimTable, type ClaimTables, claimVersionOf, TABLE_CODES, type TableCode } from './claim-definitions.ts';

/**
 * Everything wrong with the tables of a visit before they are sent, in the order of the tables: shape of every value, keys, facts of the visit, money.
 * Paths read `XML2.3.THANH_TIEN_BV`: table, row from 1, field. Errors keep the visit out of a file. With the parameters of the
 * admission day the rates are decided again as well. Source: docs/legal/insurance.md#claims
 */
export function checkClaimTables(tables: ClaimTables, parameters?: InsuranceParameters): Issue[] {
  return [
    ...TABLE_CODES.flatMap((code) => checkTable(code, tables)),
    ...checkKeys(tables),
    ...(tables.XML1 ?? []).flatMap((summary) => under('XML1.1', checkClaimVisit(summary))),
    ...checkClaimMoney(tables),
    ...(parameters === undefined ? [] : checkClaimRates(tables, parameters)),
  ];
}

function checkTable(code: TableCode, tables: ClaimTables): Issue[] {
  const { fields } = claimTable(code, claimVersionOf(tables));
  return (tables[code] ?? []).flatMap((row, i) =>
    fields.flatMap((field) => checkClaimField(field, row[field.name] ?? '', `${code}.${i + 1}.${field.name}`)),
  );
}

/** One summary, one visit key everywhere, row numbers unique in their table. */
function checkKeys(tables: ClaimTables): Issue[] {
  const summaries = tables.XML1 ?? [];
  const [summary] = summaries;
  const key = summary?.['MA_LK'] ?? '';
  const strangers = TABLE_CODES.flatMap((code) =>
    (tables[code] ?? []).flatMap((row, i) => (row['MA_LK'] === key ? [] : [error('claim_key_differs', `${code}.${i + 1}.MA_LK`)])),
  );
  const count = summaries.length === 1 ? [] : [error('claim_summary_count', 'XML1', { count: summaries.length })];
  const spaced = /\s/.test(key) ? [error('claim_key_has_blank', 'XML1.1.MA_LK')] : [];
  return [...count, ...spaced, ...strangers, ...TABLE_CODES.flatMap((code) => checkNumbers(code, tables[code] ?? []))];
}

function checkNumbers(code: TableCode, rows: readonly ClaimRow[]): Issue[] {
  const numbers = rows.map((row) => row['STT'] ?? '');
  return numbers.flatMap((number, i) => (numbers.indexOf(number) < i ? [error('claim_number_repeated', `${code}.${i + 1}.STT`)] : []));
}
