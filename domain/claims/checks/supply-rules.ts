import { add, compare } from '../../money.ts';
import type { CheckedRow } from './checked-claim.ts';
import type { ApprovedItem, ClaimRules } from './claim-check.ts';
import { allOf, eachRow, filled } from './rule-builders.ts';

const SUPPLY = ['10', '11'] as const;
const isSupply = (row: CheckedRow): boolean => row.is('MA_NHOM', ...SUPPLY);
const STENT = /^N06\.02\.020/;
const STENT_EXEMPT = /^(CC|TE|QN|CA|CY)/;

/** Medical supplies of table 3: rules SUP. Source: docs/legal/insurance.md#checks */
export const supplyRules: ClaimRules = {
  'SUP-001': filled('XML3', ['MA_VAT_TU', 'TEN_VAT_TU'], isSupply),
  'SUP-002': ofCatalogue(['MA_VAT_TU', 'TT_THAU'], (row, approved) => {
    const tenders = approved.map(({ tender }) => tender).filter((tender) => tender !== undefined);
    return approved.length === 0 || (tenders.length > 0 && row.has('TT_THAU') && !tenders.includes(row.text('TT_THAU')));
  }),
  'SUP-003': ofCatalogue(['TEN_VAT_TU', 'DON_GIA_BH'], (row, approved) => {
    if (approved.length === 0) return false;
    const isDear = approved.every(({ price }) => price !== undefined && compare(row.amount('DON_GIA_BH'), price) > 0);
    return isDear || !approved.some(({ name }) => fold(name) === fold(row.text('TEN_VAT_TU')));
  }),
  'SUP-004': allOf(
    eachRow(
      'XML3',
      ['TT_THAU'],
      (row) => isSupply(row) && row.has('TT_THAU') && !/^[^;]+;G\d{1,2};N\d{1,2};\d{4}(;.+)?$/.test(row.text('TT_THAU')),
    ),
    // Small supplies are bought without a tender.
    eachRow('XML3', ['TT_THAU'], (row) => row.is('MA_NHOM', '10') && !row.has('TT_THAU'), 'warning'),
  ),
  'SUP-005': eachRow('XML3', ['MA_DICH_VU', 'MA_VAT_TU'], (row, claim) => {
    if (!isSupply(row) || !row.has('MA_DICH_VU') || row.text('NGAY_YL') < '20210801') return false;
    return !claim.rows('XML3').some((other) => !isSupply(other) && other.text('MA_DICH_VU') === row.text('MA_DICH_VU'));
  }),
  'SUP-006': eachRow('XML3', ['NGAY_YL'], (row, claim) => {
    if (!isSupply(row) || !row.has('MA_DICH_VU')) return false;
    const services = claim.rows('XML3').filter((other) => !isSupply(other) && other.text('MA_DICH_VU') === row.text('MA_DICH_VU'));
    return services.length > 0 && !services.some((service) => service.text('NGAY_YL').slice(0, 8) === row.text('NGAY_YL').slice(0, 8));
  }),
  'SUP-007': eachRow('XML3', ['MA_NHOM'], (row) => row.is('MA_NHOM', '11')),
  'SUP-008': eachRow('XML3', ['MA_VAT_TU', 'SO_LUONG'], (row, claim) => {
    if (!STENT.test(row.text('MA_VAT_TU')) || claim.summary.list('MA_THE_BHYT').some((card) => STENT_EXEMPT.test(card))) return false;
    const paid = claim.rows('XML3').filter((other) => STENT.test(other.text('MA_VAT_TU')) && compare(other.amount('T_BHTT'), '0') > 0);
    return row === paid[0] && compare(add('0', ...paid.map((other) => other.amount('SO_LUONG'))), '1') > 0;
  }),
  'SUP-009': eachRow('XML3', ['GOI_VTYT'], (row) => row.has('GOI_VTYT') && !/^G[1-9]\d{0,2}$/.test(row.text('GOI_VTYT'))),
  'SUP-010': ofCatalogue(
    ['MA_HIEU_SP'],
    (row, approved) => !row.has('MA_HIEU_SP') && approved.some(({ productMark }) => productMark !== undefined),
  ),
  'SUP-011': ofCatalogue(['TYLE_TT_BH'], (row, approved) => {
    const ratios = approved.map(({ insuranceRatio }) => insuranceRatio).filter((ratio) => ratio !== undefined);
    return !row.is('PHAM_VI', '2') && ratios.length > 0 && !ratios.some((ratio) => compare(ratio, row.amount('TYLE_TT_BH')) === 0);
  }),
  'SUP-012': ofCatalogue(['SO_LUONG'], (row, approved) => {
    const left = approved.map(({ quantityLeft }) => quantityLeft).filter((quantity) => quantity !== undefined);
    return left.length > 0 && compare(row.amount('SO_LUONG'), add('0', ...left)) > 0;
  }),
};

const fold = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function ofCatalogue(fields: readonly string[], isWrong: (row: CheckedRow, approved: readonly ApprovedItem[]) => boolean) {
  return eachRow('XML3', fields, (row, { context }) => {
    const day = row.day('NGAY_YL');
    const approved =
      day !== undefined && isSupply(row) && row.has('MA_VAT_TU') ? context.supplies?.(row.text('MA_VAT_TU'), day) : undefined;
    return approved !== undefined && isWrong(row, approved);
  });
}
