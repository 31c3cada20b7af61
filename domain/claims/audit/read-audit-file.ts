import { error, type Issue } from '../../issue.ts';
import { compare } from '../../money.ts';
import { foldName } from '../../patients/fold-name.ts';
import { type Cell, readColumns, type SheetColumn, type SheetRow } from '../../sheets/read-columns.ts';
import type { TableCode } from '../claim-definitions.ts';
import type { AuditLine, AuditStage } from './audit-finding.ts';

/**
 * Columns by their heading, with the names that the letters and exports use for the same. The insurer has no documented file of its findings, so the
 * headings are data: a further name is one more word here. A bare `STT` is no name of the row in its table: lists count their own lines by it.
 * Source: docs/legal/insurance.md#findings (unsure)
 */
export const auditColumns = {
  claimKey: { title: 'MA_LK', aliases: ['Mã liên kết', 'Mã LK', 'Mã lượt khám'], kind: 'text', required: true },
  table: { title: 'Bảng', aliases: ['XML', 'Bảng XML', 'Loại XML', 'Tên bảng'], kind: 'text', required: false },
  number: { title: 'STT dòng', aliases: ['STT trong bảng', 'STT XML', 'Số thứ tự dòng'], kind: 'text', required: false },
  itemCode: {
    title: 'Mã chi phí',
    aliases: [
      ...['Mã thuốc, dịch vụ', 'Mã thuốc', 'MA_THUOC', 'Mã dịch vụ', 'MA_DICH_VU', 'Mã DVKT', 'Mã vật tư', 'MA_VAT_TU'],
      ...['Mã thuốc/dịch vụ/vật tư', 'Mã mục'],
    ],
    kind: 'text',
    required: false,
  },
  field: { title: 'Trường', aliases: ['Chỉ tiêu', 'Tên trường', 'Trường dữ liệu'], kind: 'text', required: false },
  reasonCode: {
    title: 'Mã lý do',
    aliases: ['Mã lý do từ chối', 'Mã từ chối', 'Mã lỗi', 'Mã chuyên đề', 'Mã lý do xuất toán'],
    kind: 'text',
    required: true,
  },
  reasonText: {
    title: 'Lý do',
    aliases: ['Lý do từ chối', 'Lý do xuất toán', 'Nội dung từ chối', 'Nội dung', 'Diễn giải', 'Mô tả lỗi'],
    kind: 'text',
    required: false,
  },
  refused: {
    title: 'Số tiền từ chối',
    aliases: ['Tiền từ chối', 'Từ chối thanh toán', 'Số tiền xuất toán', 'Tiền xuất toán', 'T_XUATTOAN'],
    kind: 'amount',
    required: true,
  },
  proposed: {
    title: 'Số tiền đề nghị',
    aliases: ['Tiền đề nghị', 'Đề nghị thanh toán', 'Tiền BHTT', 'T_BHTT'],
    kind: 'amount',
    required: false,
  },
  stage: { title: 'Hình thức giám định', aliases: ['Hình thức', 'Loại giám định'], kind: 'text', required: false },
  auditedOn: {
    title: 'Ngày giám định',
    aliases: ['Ngày', 'Ngày thông báo', 'Ngày biên bản', 'Ngày kết luận'],
    kind: 'day',
    required: true,
  },
  minutesNumber: { title: 'Số biên bản', aliases: ['Biên bản', 'Số BB', 'Số thông báo'], kind: 'text', required: false },
} as const satisfies Record<string, SheetColumn>;

/** A month of a district hospital has some hundred refusals; our own bound. */
export const AUDIT_MAX_ROWS = 5_000;

const STAGES: readonly [RegExp, AuditStage][] = [
  [/tu dong|^auto/, 'automatic'],
  [/chuyen de|^topic/, 'topic'],
  [/chuyen gia|chu dong|truc tiep|giam dinh vien|^expert/, 'expert'],
];
/** Longest text of each column that a table or a screen holds. */
const MOST: Partial<Record<keyof typeof auditColumns, number>> = {
  ...{ claimKey: 40, number: 10, itemCode: 50, field: 40, reasonCode: 40, reasonText: 1000, minutesNumber: 60 },
};

/**
 * Reads the insurer's findings from the cells of a sheet. Errors, as `row.column`: what `readColumns` finds, a table or a kind of audit that is not
 * known, a text that is too long, more refused than proposed. Source: docs/legal/insurance.md#findings
 */
export function readAuditFile(cells: Cell[][]): { lines: AuditLine[]; issues: Issue[] } {
  const { rows, issues } = readColumns(cells, auditColumns, AUDIT_MAX_ROWS);
  const read = rows.map(readLine);
  return { lines: read.map(({ line }) => line), issues: [...issues, ...read.flatMap((one) => one.issues)] };
}

function readLine({ row, values }: SheetRow<keyof typeof auditColumns>): { line: AuditLine; issues: Issue[] } {
  const at = (column: keyof typeof auditColumns): string => `${row}.${column}`;
  const table = tableOf(values.table);
  const stage = stageOf(values.stage);
  const proposed = values.proposed === '' ? null : values.proposed;
  const issues = (Object.keys(MOST) as (keyof typeof MOST)[])
    .filter((column) => values[column].length > (MOST[column] ?? 0))
    .map((column) => error('audit_text_too_long', at(column), { max: MOST[column] ?? 0 }));
  if (table === undefined) issues.push(error('audit_table_unknown', at('table'), { value: values.table.slice(0, 40) }));
  if (stage === undefined) issues.push(error('audit_stage_unknown', at('stage'), { value: values.stage.slice(0, 40) }));
  if (proposed !== null && compare(values.refused, proposed) > 0) issues.push(error('audit_refused_above_proposed', at('refused')));
  return { line: { ...values, row, proposed, table: table ?? null, stage: stage ?? null }, issues };
}

/** `XML3`, `3`, `Bảng 3`: the number names the table. */
function tableOf(text: string): TableCode | null | undefined {
  if (text === '') return null;
  // Tables 0 to 15; the definitions themselves are too heavy for the browser, which shows these columns.
  const number = Number(/^(?:xml|bang)?\s*(\d{1,2})$/.exec(foldName(text))?.[1]);
  return number <= 15 ? (`XML${number}` as TableCode) : undefined;
}

function stageOf(text: string): AuditStage | null | undefined {
  if (text === '') return null;
  return STAGES.find(([words]) => words.test(foldName(text)))?.[1];
}
