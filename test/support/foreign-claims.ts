import type { ClaimRow, ClaimTables, TableCode } from '../../domain/claims/claim-definitions.ts';
import { lineAmount, percentOf, subtract } from '../../domain/money.ts';
import { shares, soundReferral, soundStay, soundVisit, withSums } from './sound-claims.ts';

type Change = (row: ClaimRow, place: number) => Readonly<Record<string, string>>;

/** Invented claims as other products write them: what they do differently was seen in accepted files. */
export const foreignClaims: Readonly<Record<string, ClaimTables>> = {
  'a stay with one counter for all rows, three decimals and tabs': otherProduct(soundStay()),
  'a stay under two cards, 80 percent and then 100': twoCards(soundStay()),
  'a visit below fifteen percent of the base salary': soundVisit(),
  'a visit at a commune station': station(soundVisit()),
  'an emergency of another province': atRate(withSummary(soundStay(), { MA_DOITUONG_KCB: '2', MA_DKBD: '01005', MA_CSKCB: '20003' }), '80'),
  'a stay at a former district hospital without referral': withSummary(soundStay(), { MA_DOITUONG_KCB: '3.3', MA_DKBD: '14120' }),
  'self-referral that is paid by half': atRate(dear(withSummary(soundVisit(), { MA_DOITUONG_KCB: '1.13', MA_DKBD: '14120' })), '40'),
  'a visit above fifteen percent of the base salary': atRate(dear(soundVisit()), '80'),
  'a referral with drugs that another source supports': supported(soundReferral()),
  'a stay with services outside the scope and one not done': outside(soundStay()),
  'a visit of a child under six with a free card': child(soundVisit()),
  'a visit of somebody without insurance': uninsured(soundVisit()),
  'drugs fetched by appointment': pickUp(soundVisit()),
  'a stay with blood and oxygen': bloodAndOxygen(soundStay()),
  'a visit of 2025 under the earlier base salary': earlier(soundVisit()),
};

function map(tables: ClaimTables, code: TableCode, change: Change): ClaimTables {
  return { ...tables, [code]: (tables[code] ?? []).map((row, i) => ({ ...row, ...change(row, i) })) };
}

function withSummary(tables: ClaimTables, values: Readonly<Record<string, string>>): ClaimTables {
  // Papers that repeat what changes are left out: products send what they have.
  const { XML1 = [], XML2 = [], XML3 = [], XML4 = [], XML5 = [], XML7 = [] } = tables;
  return map({ XML1, XML2, XML3, XML4, XML5, XML7 }, 'XML1', () => values);
}

function atRate(tables: ClaimTables, rate: string): ClaimTables {
  const change: Change = (row) => shares(row['THANH_TIEN_BV'] ?? '0', rate);
  return withSums(map(map(tables, 'XML2', change), 'XML3', change));
}

/** Table 1 to 5 and 7, quantities with three decimals, one counter over all tables, a tab behind codes, a disease more in a row, a blank before the dose. */
function otherProduct(tables: ClaimTables): ClaimTables {
  let counter = 131;
  const numbered: Change = () => ({ STT: String((counter += 1)) });
  const prices: Change = (row) => ({
    SO_LUONG: Number(row['SO_LUONG']).toFixed(3),
    ...Object.fromEntries(
      ['DON_GIA', 'DON_GIA_BV', 'DON_GIA_BH'].filter((name) => name in row).map((name) => [name, Number(row[name]).toFixed(3)]),
    ),
  });
  let changed = withSummary(tables, {
    MAHUYEN_CU_TRU: '',
    MA_PTTT_QT: '',
    MA_CSKCB: '20003',
    MA_DKBD: '20003',
    SO_CCCD: '',
    MATINH_CU_TRU: '20',
    MAXA_CU_TRU: '05977',
    CAN_NANG_CON: '',
  });
  for (const code of ['XML2', 'XML3', 'XML4', 'XML5'] as const) changed = map(changed, code, numbered);
  changed = map(map(changed, 'XML2', prices), 'XML3', prices);
  changed = map(changed, 'XML2', () => ({ LIEU_DUNG: ' [3 viên/ngày]' }));
  changed = map(changed, 'XML3', (row) => ({
    MA_VAT_TU: row['MA_VAT_TU'] === '' ? '' : `${row['MA_VAT_TU']}\t`,
    MA_BENH: 'K35.8;R10.4',
    MA_MAY: '',
  }));
  return map(changed, 'XML4', (row) => ({ MA_CHI_SO: row['MA_DICH_VU'] ?? '' }));
}

function twoCards(tables: ClaimTables): ClaimTables {
  const cards = {
    MA_THE_BHYT: 'GD4141234567890;HN2141234567890',
    MA_DKBD: '14009;14009',
    GT_THE_TU: '20260101;20261104',
    GT_THE_DEN: '20261103;20261231',
  };
  const byDay: Change = (row) => shares(row['THANH_TIEN_BV'] ?? '0', (row['NGAY_YL'] ?? '') >= '20261104' ? '100' : '80');
  return withSums(map(map(withSummary(tables, cards), 'XML2', byDay), 'XML3', byDay));
}

function station(tables: ClaimTables): ClaimTables {
  return withSummary(tables, { MA_DOITUONG_KCB: '1.2', MA_CSKCB: '14120', MA_DKBD: '14120', MA_THE_BHYT: 'DN4141234567890' });
}

/** The blood count twenty times: more than the limit of the low cost. */
function dear(tables: ClaimTables): ClaimTables {
  return withSums(
    map(tables, 'XML3', (row, i) => (i === 1 ? { SO_LUONG: '20', THANH_TIEN_BV: lineAmount('20', row['DON_GIA_BV'] ?? '0') } : {})),
  );
}

/** Other money takes from the own part, the co-payment, the fund, in this order. */
function supported(tables: ClaimTables): ClaimTables {
  return withSums(
    map(tables, 'XML2', (row) => {
      const insured = row['THANH_TIEN_BH'] ?? '0';
      const copay = subtract(insured, percentOf(insured, '80'));
      return { T_NGUONKHAC_VTTN: '100.25', T_NGUONKHAC: '100.25', T_BNCCT: subtract(copay, '100.25'), T_BHTT: percentOf(insured, '80') };
    }),
  );
}

function outside(tables: ClaimTables): ClaimTables {
  const nothing = { THANH_TIEN_BH: '0', MUC_HUONG: '0', T_BNCCT: '0', T_BHTT: '0' };
  return withSums(
    map(tables, 'XML3', (row, i) => {
      if (i === 2) return { ...nothing, PHAM_VI: '2', TYLE_TT_BH: '0', T_BNTT: row['THANH_TIEN_BV'] ?? '' };
      if (i !== 6) return {};
      return { ...nothing, MA_DICH_VU: '03.2355.0508_TB', DON_GIA_BV: '0', DON_GIA_BH: '0', THANH_TIEN_BV: '0', MUC_HUONG: '80' };
    }),
  );
}

function child(tables: ClaimTables): ClaimTables {
  const values = {
    NGAY_SINH: '202303010000',
    SO_CCCD: '',
    MA_THE_BHYT: 'TE1141234567890',
    HO_TEN: 'LÒ VĂN ƯỚC',
    GIOI_TINH: '1',
    CAN_NANG: '12.5',
    NAM_NAM_LIEN_TUC: '',
  };
  return atRate(dear(withSummary(tables, values)), '100');
}

function uninsured(tables: ClaimTables): ClaimTables {
  const card = { MA_DOITUONG_KCB: '9', MA_THE_BHYT: '', MA_DKBD: '', GT_THE_TU: '', GT_THE_DEN: '', NAM_NAM_LIEN_TUC: '' };
  const all: Change = (row) => ({
    ...{ TYLE_TT_BH: '0', THANH_TIEN_BH: '0', MUC_HUONG: '0', T_BNCCT: '0', T_BHTT: '0' },
    T_BNTT: row['THANH_TIEN_BV'] ?? '0',
  });
  return withSums(map(map(withSummary(tables, card), 'XML2', all), 'XML3', all));
}

function pickUp(tables: ClaimTables): ClaimTables {
  const { XML1 = [], XML2 = [] } = tables;
  const rest = { XML1, XML2 };
  const values = { MA_DOITUONG_KCB: '10', MA_LOAI_KCB: '07', NGAY_RA: '202611022359' };
  return atRate({ ...withSummary(rest, values), XML3: [], XML4: [] }, '80');
}

/** Blood has no tender, no registration and no strength; oxygen no registration. */
function bloodAndOxygen(tables: ClaimTables): ClaimTables {
  const blood = {
    MA_NHOM: '7',
    MA_THUOC: 'M01',
    TEN_THUOC: 'Khối hồng cầu 350ml',
    TT_THAU: '',
    SO_DANG_KY: '',
    HAM_LUONG: '',
    DUONG_DUNG: '2.15',
    LIEU_DUNG: '',
  };
  const oxygen = {
    MA_THUOC: '40.17',
    TEN_THUOC: 'Oxy',
    SO_DANG_KY: '',
    HAM_LUONG: '',
    DUONG_DUNG: '5.01',
    DON_VI_TINH: 'Lít',
    LIEU_DUNG: ' [60 Lít/ngày]',
  };
  return map(tables, 'XML2', (_, i) => (i === 0 ? blood : oxygen));
}

function earlier(tables: ClaimTables): ClaimTables {
  const moved = (row: ClaimRow): ClaimRow =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value.replace(/^202611(\d{2})(\d{4})?$/, '202512$1$2')]));
  const all = Object.fromEntries(Object.entries(tables).map(([code, rows]) => [code, rows.map(moved)]));
  return withSummary(all, { GT_THE_TU: '20250101', GT_THE_DEN: '20251231', NAM_QT: '2025', THANG_QT: '12' });
}
