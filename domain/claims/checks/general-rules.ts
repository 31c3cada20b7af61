import { compare } from '../../money.ts';
import { type ClaimField, claimTable, claimVersionAt, TABLE_CODES, type TableCode } from '../claim-definitions.ts';
import { codesOf, type CodeTable } from './claim-codes.ts';
import { type CheckedClaim, type CheckedRow, isClaimDay, isClaimMinute } from './checked-claim.ts';
import type { ClaimHit, ClaimRule, ClaimRules } from './claim-check.ts';
import { hit, milder } from './rule-builders.ts';

/** Fields of which the rules of their group say when they may be empty. */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set([
  'XML1.CAN_NANG',
  'XML2.HAM_LUONG',
  'XML2.DUONG_DUNG',
  'XML2.LIEU_DUNG',
  'XML3.MA_DICH_VU',
  'XML4.TEN_CHI_SO',
  'XML9.GHI_CHU',
]);
const WITHOUT_STT = new Set<TableCode>(['XML0', 'XML1']);
/** Open ends of cards and empty places of a list that stands beside another one. */
const MAY_HAVE_GAPS: ReadonlySet<string> = new Set([
  'GT_THE_DEN',
  'TT_THAU',
  'MA_PP_CHEBIEN',
  'MA_HIEU_SP',
  'NGAY_VAO',
  'NGAY_RA',
  'HAM_LUONG',
]);
const TIMES_OF_CARE: ReadonlySet<string> = new Set(['NGAY_VAO', 'NGAY_YL', 'NGAY_TH_YL', 'NGAY_KQ', 'NGAY_TTOAN', 'THOI_DIEM_DBLS']);
const NOTHING = /^(null|undefined|nan|none|n\/a)$/i;
const MEASURED: readonly string[] = ['percent', 'quantity', 'amount', 'weight'];
const CONTROL = /\p{Cc}/u;
const WITHDRAWN = '8';
/** Categories of people who may have no card yet. */
const WITHOUT_CARD = ['9', '1.6', '1.7', WITHDRAWN] as const;
const SUPPLY = ['10', '11'] as const;

const CODE_FIELDS: Readonly<Record<string, CodeTable>> = {
  GIOI_TINH: 'GIOI_TINH',
  GIOI_TINH_CON: 'GIOI_TINH',
  KET_QUA_DTRI: 'KET_QUA_DTRI',
  MA_LOAI_RV: 'MA_LOAI_RV',
  MA_LYDO_CT: 'MA_LYDO_CT',
  MA_LOAI_KCB: 'MA_LOAI_KCB',
  MA_DANTOC_NND: 'MA_DANTOC',
  PHACDO_DTRI_LAO: 'PHACDO_DTRI_LAO',
  MA_KHUVUC: 'MA_KHUVUC',
};

type Condition = (row: CheckedRow, claim: CheckedClaim) => boolean;
const hasCard: Condition = (row) => row.has('MA_THE_BHYT');
/** Fields that a condition makes necessary and no other rule speaks of. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  'XML0.MA_THE_BHYT': (row) => !row.is('MA_DOITUONG_KCB', ...WITHOUT_CARD),
  'XML0.MA_DKBD': hasCard,
  'XML0.GT_THE_TU': hasCard,
  'XML1.MA_THE_BHYT': (row) => !row.is('MA_DOITUONG_KCB', ...WITHOUT_CARD),
  'XML1.MA_DKBD': hasCard,
  'XML1.GT_THE_TU': hasCard,
  'XML1.CAN_NANG_CON': (_, claim) => claim.has('XML9'),
  'XML3.TEN_VAT_TU': (row) => row.has('MA_VAT_TU'),
  'XML3.TEN_DICH_VU': (row) => row.has('MA_DICH_VU') && !row.is('MA_NHOM', ...SUPPLY),
};

/** Shape of every value by the definition of its table: rules GEN, and those of ENV that need the tables only. Source: docs/legal/insurance.md#checks */
export const generalRules: ClaimRules = {
  'ENV-008': (claim) => {
    const count = claim.rows('XML1').length;
    const isOther = count === 0 && (claim.has('XML0') || claim.has('XML12'));
    return count === 1 || isOther ? [] : [{ table: 'XML1', fields: [], params: { count } }];
  },
  'ENV-010': (claim) => {
    const key = claim.summary.text('MA_LK');
    if (!claim.isClaim) return [];
    return claim
      .rows(...TABLE_CODES.filter((code) => code !== 'XML12'))
      .filter((row) => row.text('MA_LK') !== key)
      .map((row) => hit(row, ['MA_LK']));
  },
  'ENV-012': eachValue((_, value) => CONTROL.test(value) || value !== value.trim()),
  'ENV-013': eachValue(
    (field, value) => NOTHING.test(value.trim()) || (isTime(field) && /^0+$/.test(value.trim()) && value.trim().length >= 8),
  ),
  'GEN-001': milder(
    eachField((row, field) => field.required === 'always' && !row.has(field.name) && !JUDGED_ELSEWHERE.has(`${row.table}.${field.name}`)),
    'warning',
    // The sheet for the papers is older than their last change.
    ({ row }) => row !== undefined && ['XML6', 'XML8', 'XML9', 'XML10', 'XML11', 'XML13', 'XML14', 'XML15'].includes(row.table),
  ),
  'GEN-002': (claim) =>
    Object.entries(CONDITIONS).flatMap(([place, holds]) => {
      const [code = '', field = ''] = place.split('.');
      return claim
        .rows(code as TableCode)
        .filter((row) => holds(row, claim) && !row.has(field))
        .map((row) => hit(row, [field]));
    }),
  'GEN-003': eachField((row, field) => {
    const text = row.text(field.name);
    // Letters are never more than the units they are stored in. Numbers are written with as many zeros as a product likes.
    if (field.maxLength === null || text.length <= field.maxLength || MEASURED.includes(field.format ?? '')) return false;
    const { length } = [...text];
    return length > field.maxLength && { length, max: field.maxLength, found: '' };
  }),
  'GEN-004': eachItem((format, text) => format === 'day' && !isClaimDay(text)),
  'GEN-005': eachItem(
    (format, text) =>
      (format === 'minute' && !isClaimMinute(text)) || (format === 'day-or-minute' && !isClaimDay(text) && !isClaimMinute(text)),
  ),
  'GEN-006': eachItem((format, text) => isNumberFormat(format) && !/^\d+(\.\d+)?$/.test(text)),
  'GEN-007': eachItem((format, text) => {
    const decimals = (/^\d+\.(\d*?)0*$/.exec(text)?.[1] ?? '').length;
    return (format === 'amount' && decimals > 2) || (format === 'quantity' && decimals > 3);
  }),
  'GEN-008': eachField((row, field) => {
    const table = CODE_FIELDS[field.name];
    return table !== undefined && row.has(field.name) && !codesOf(table).has(row.text(field.name));
  }),
  'GEN-009': (claim) =>
    TABLE_CODES.filter((code) => !WITHOUT_STT.has(code)).flatMap((code) => {
      const rows = claim.rows(code).filter((row) => row.raw['STT'] !== undefined);
      const seen = new Set<string>();
      return rows
        .filter((row) => {
          const number = row.text('STT').replace(/^0+(?=\d)/, '');
          const isWrong = number !== '' && (!/^[1-9]\d*$/.test(number) || seen.has(number));
          seen.add(number);
          return isWrong;
        })
        .map((row) => hit(row, ['STT']));
    }),
  'GEN-010': eachField((row, field) => {
    if (field.list !== true || !row.has(field.name)) return false;
    const items = row.text(field.name).split(';');
    const hasGap = items.includes('') && !MAY_HAVE_GAPS.has(field.name);
    return hasGap || (items.some((item) => item !== item.trim()) && !MAY_HAVE_GAPS.has(field.name));
  }),
  'GEN-011': eachField((row, field, claim) => {
    if (!isNumberFormat(field.format) || !/^-\d/.test(row.text(field.name))) return false;
    return !claim.summary.is('MA_DOITUONG_KCB', WITHDRAWN) && compare(row.amount(field.name), '0') < 0;
  }),
  'GEN-012': eachField((row, field, { context: { now } }) => {
    return now !== undefined && TIMES_OF_CARE.has(field.name) && row.text(field.name).slice(0, now.length) > now;
  }),
};

type Judge = (row: CheckedRow, field: ClaimField, claim: CheckedClaim) => boolean | Record<string, string | number>;

/** Judges every field that the definition of its table has: hundreds in a claim, by a dozen rules, so nothing is made for those that are right. */
function eachField(isWrong: Judge): ClaimRule {
  return (claim) => {
    const version = claimVersionAt(claim.endedOn ?? '2026-07-01');
    const hits: ClaimHit[] = [];
    for (const code of TABLE_CODES) {
      const rows = claim.rows(code);
      if (rows.length === 0) continue;
      const { fields } = claimTable(code, version);
      for (const row of rows)
        for (const field of fields) {
          const verdict = isWrong(row, field, claim);
          if (verdict !== false) hits.push(hit(row, [field.name], verdict === true ? {} : verdict));
        }
    }
    return hits;
  };
}

/** Judges every item of a filled field by its format. */
function eachItem(isWrong: (format: ClaimField['format'], text: string) => boolean): ClaimRule {
  return eachField((row, field) => {
    if (field.format === undefined || !row.has(field.name)) return false;
    // Papers may repeat several stays.
    const items = field.list === true || row.table === 'XML13' ? row.list(field.name).filter(Boolean) : [row.text(field.name)];
    return items.some((item) => isWrong(field.format, item));
  });
}

/** Judges every value as it stands in the file; one finding for a row. */
function eachValue(isWrong: (field: string, value: string) => boolean): ClaimRule {
  return (claim) =>
    claim.rows(...TABLE_CODES).flatMap((row) => {
      const fields = Object.entries(row.raw)
        .filter(([name, value]) => value !== '' && isWrong(name, value))
        .map(([name]) => name);
      return fields.length === 0 ? [] : [{ row, fields, params: { where: fields.join(', ') } }];
    });
}

const isTime = (field: string): boolean => /^(NGAY|GT_THE|TU_NGAY|DEN_NGAY|THOI_DIEM)/.test(field) && field !== 'NGAY_SINH';
const isNumberFormat = (format: ClaimField['format']): boolean =>
  format === 'amount' || format === 'quantity' || format === 'percent' || format === 'integer';
