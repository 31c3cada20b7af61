import type { Day } from '../../dates.ts';
import { error, type Issue, warning } from '../../issue.ts';
import { add, compare, type Decimal } from '../../money.ts';
import type { ClaimRow, ClaimTables, TableCode } from '../claim-definitions.ts';
import { type AuditLine, findingKey, type PlacedFinding } from './audit-finding.ts';

/** A claim that the insurer had taken, as it was sent. */
export interface AuditedClaim {
  submissionId: string;
  encounterId: string;
  claimKey: string;
  number: number;
  acceptedOn: Day;
  tables: ClaimTables;
}

/** Tables whose rows are paid. */
const PAID_TABLES = ['XML2', 'XML3'] as const;

/**
 * Finds the place of each line in the claim that was in force on the day of the audit. Errors, as `row.column`: a claim that was never accepted, a row
 * that does not exist or that several could be, a line that stands twice, more refused than the fund was asked for in the row or the claim, a day to
 * come. Warning: another proposed amount than was sent. Source: docs/legal/insurance.md#findings
 */
export function placeFindings(
  lines: readonly AuditLine[],
  claims: readonly AuditedClaim[],
  today: Day,
): { findings: PlacedFinding[]; issues: Issue[] } {
  const byKey = new Map<string, AuditedClaim[]>();
  for (const claim of claims) byKey.set(claim.claimKey, [...(byKey.get(claim.claimKey) ?? []), claim]);
  const placed = lines.map((line) => placeLine(line, byKey.get(line.claimKey) ?? [], today));
  const findings = placed.flatMap((one) => ('finding' in one ? [one] : []));
  const issues = [...placed.flatMap((one) => one.issues), ...checkRepeats(findings), ...checkSums(findings)];
  return { findings: findings.map(({ finding }) => finding), issues: issues.sort((a, b) => rowOf(a) - rowOf(b)) };
}

interface Placed {
  finding: PlacedFinding;
  /** What the fund was asked for in the row, and in the whole claim. */
  claimed: Decimal;
  claimTotal: Decimal;
  issues: Issue[];
}

const rowOf = ({ path }: Issue): number => Number(path.split('.')[0]);

function placeLine(line: AuditLine, claims: readonly AuditedClaim[], today: Day): Placed | { issues: Issue[] } {
  const at = (column: string): string => `${line.row}.${column}`;
  if (line.auditedOn > today) return { issues: [error('day_in_future', at('auditedOn'))] };
  const claim = claimInForce(claims, line.auditedOn);
  if (claim === undefined) return { issues: [error('audit_claim_unknown', at('claimKey'))] };
  const summary = claim.tables.XML1?.[0] ?? {};
  const found = findRow(line, claim.tables);
  if ('code' in found) return { issues: [found] };
  const { table, row } = found;
  const claimTotal = summary['T_BHTT'] ?? '0';
  // A result or a paper has no price of its own: what is refused for it is what it belongs to.
  const claimed = row?.['T_BHTT'] ?? claimTotal;
  const finding = { ...line, ...placeOf(claim, table, row) };
  return { finding, claimed, claimTotal, issues: line.proposed === null ? [] : checkProposed(line.proposed, claimed, at('proposed')) };
}

const checkProposed = (proposed: Decimal, claimed: Decimal, path: string): Issue[] =>
  compare(proposed, claimed) === 0 ? [] : [warning('audit_proposed_differs', path, { claimed })];

/** The newest that had been accepted by that day; a day before the first is a day of ours that runs behind the insurer's. */
function claimInForce(claims: readonly AuditedClaim[], day: Day): AuditedClaim | undefined {
  const inOrder = claims.toSorted((a, b) => a.number - b.number);
  return inOrder.findLast(({ acceptedOn }) => acceptedOn <= day) ?? inOrder[0];
}

type Found = { table: TableCode | null; row: ClaimRow | undefined } | Issue;

/** The row by its number, by the code of what is charged, or both; without either the claim as a whole is meant. */
function findRow({ row: place, table, number, itemCode }: AuditLine, tables: ClaimTables): Found {
  if (number === '' && itemCode === '') return { table, row: undefined };
  // Table 1 is the claim: its single row needs no number.
  if (table === 'XML1') return { table, row: undefined };
  const among: readonly TableCode[] = table === null ? PAID_TABLES : [table];
  const rows = among
    .flatMap((code) => (tables[code] ?? []).map((row) => ({ table: code, row })))
    .filter(({ row }) => number === '' || row['STT'] === number)
    .filter(({ row }) => itemCode === '' || itemCodeOf(row) === itemCode);
  const [only] = rows;
  const path = `${place}.${number === '' ? 'itemCode' : 'number'}`;
  if (only === undefined) return error('audit_line_unknown', path);
  return rows.length > 1 ? error('audit_line_ambiguous', path) : only;
}

const firstFilled = (row: ClaimRow, names: readonly string[]): string =>
  names.map((name) => row[name] ?? '').find((value) => value !== '') ?? '';
const itemCodeOf = (row: ClaimRow): string => firstFilled(row, ['MA_THUOC', 'MA_VAT_TU', 'MA_DICH_VU']);

function placeOf({ submissionId, encounterId, tables }: AuditedClaim, table: TableCode | null, row: ClaimRow | undefined) {
  const summary = tables.XML1?.[0] ?? {};
  const departments = row?.['MA_KHOA'] ?? summary['MA_KHOA'] ?? '';
  return {
    ...{ submissionId, encounterId, table, number: row?.['STT'] ?? '' },
    itemCode: row === undefined ? '' : itemCodeOf(row),
    itemName: row === undefined ? '' : firstFilled(row, ['TEN_THUOC', 'TEN_VAT_TU', 'TEN_DICH_VU']),
    departmentCode: departments.split(';')[0] ?? '',
    doctorLicence: row?.['MA_BAC_SI'] ?? '',
  };
}

/** The same reason for the same place twice would be counted twice. */
function checkRepeats(placed: readonly Placed[]): Issue[] {
  const first = new Map<string, number>();
  return placed.flatMap(({ finding }) => {
    const key = findingKey(finding);
    const before = first.get(key);
    if (before !== undefined) return [error('audit_line_repeated', `${finding.row}.reasonCode`, { row: before })];
    first.set(key, finding.row);
    return [];
  });
}

/** Several reasons may share a row, and several rows a claim: together they never refuse more than was asked for. */
function checkSums(placed: readonly Placed[]): Issue[] {
  const sums = new Map<string, Decimal>();
  return placed.flatMap(({ finding, claimed, claimTotal }) => {
    const { row, claimKey, table, number, refused } = finding;
    const sumOf = (key: string): Decimal => add(sums.get(key) ?? '0', refused);
    const rowKey = `${claimKey}|${table}|${number}`;
    // The claim as a whole is no row: only its own sum binds.
    if (number !== '' && compare(sumOf(rowKey), claimed) > 0) return [error('audit_refused_above_claimed', `${row}.refused`, { claimed })];
    if (compare(sumOf(claimKey), claimTotal) > 0) return [error('audit_refused_above_claim', `${row}.refused`, { claimed: claimTotal })];
    for (const key of [rowKey, claimKey]) sums.set(key, sumOf(key));
    return [];
  });
}
