import { type Day, dayForPeople } from '../../dates.ts';
import { type Decimal, isZero, percentOf } from '../../money.ts';
import type { ClaimRow } from '../claim-definitions.ts';
import type { AuditedClaim } from './place-findings.ts';
import { auditColumns } from './read-audit-file.ts';

/** Invented reasons, marked as such: the insurer's own are not published. The amount is a part of what the fund was asked for. */
const REASONS = [
  { code: 'MP.001', text: 'Chỉ định chưa phù hợp với chẩn đoán (mô phỏng)', stage: 'Chuyên đề', percent: '100' },
  { code: 'MP.002', text: 'Đơn giá cao hơn giá được phê duyệt (mô phỏng)', stage: 'Tự động', percent: '20' },
  { code: 'MP.003', text: 'Thực hiện quá số lần cho phép trong đợt điều trị (mô phỏng)', stage: 'Chuyên gia', percent: '50' },
] as const;
const COLUMNS = [
  ...(['claimKey', 'table', 'number', 'itemCode', 'reasonCode', 'reasonText'] as const),
  ...(['proposed', 'refused', 'stage', 'auditedOn', 'minutesNumber'] as const),
];

/**
 * A file of findings as the insurer might send it, made up from claims of this facility for trying the desk: marked in every line, in text with
 * semicolons. The same claims give the same file. Source: docs/legal/insurance.md#findings (simulated)
 */
export function sampleAuditFile(claims: readonly AuditedClaim[], auditedOn: Day): string {
  const lines = claims.flatMap((claim, i) => sampleLine(claim, i, auditedOn));
  const heads = COLUMNS.map((column) => auditColumns[column].title);
  return `\uFEFF${[heads, ...lines].map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`;
}

function sampleLine({ claimKey, tables }: AuditedClaim, i: number, auditedOn: Day): string[][] {
  const rows = (['XML2', 'XML3'] as const).flatMap((table) => (tables[table] ?? []).map((row) => ({ table, row })));
  const paid = rows.filter(({ row }) => !isZero(fundOf(row)));
  const [chosen, reason] = [paid[i % Math.max(paid.length, 1)], REASONS[i % REASONS.length]];
  if (chosen === undefined || reason === undefined) return [];
  const { table, row } = chosen;
  const code = row['MA_THUOC'] ?? [row['MA_VAT_TU'], row['MA_DICH_VU']].find((one) => one !== undefined && one !== '') ?? '';
  const amounts = [fundOf(row), percentOf(fundOf(row), reason.percent)];
  const minutes = `MP-${auditedOn.slice(0, 7)}`;
  return [[claimKey, table, row['STT'] ?? '', code, reason.code, reason.text, ...amounts, reason.stage, dayForPeople(auditedOn), minutes]];
}

const fundOf = (row: ClaimRow): Decimal => row['T_BHTT'] ?? '0';
const quoted = (cell: string): string => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
