import type { ClaimRow, ClaimTables } from '../../domain/claims/claim-definitions.ts';
import { add, lineAmount, percentOf, subtract } from '../../domain/money.ts';
import { card, doctor, nurse, person, rowOf, stay, tender, texts, type Values } from './sound-facts.ts';
import { papers } from './sound-papers.ts';

const noOther = { T_NGUONKHAC_NSNN: '0', T_NGUONKHAC_VTNN: '0', T_NGUONKHAC_VTTN: '0', T_NGUONKHAC_CL: '0', T_NGUONKHAC: '0' };

/** Shares of a row in scope at a rate. */
export function shares(cost: string, rate: string): Values {
  const fund = percentOf(cost, rate);
  return {
    THANH_TIEN_BV: cost,
    THANH_TIEN_BH: cost,
    MUC_HUONG: rate,
    ...noOther,
    T_BNTT: '0',
    T_BNCCT: subtract(cost, fund),
    T_BHTT: fund,
  };
}

const common = { PHAM_VI: '1', TYLE_TT_BH: '100', MA_KHOA: 'K19', MA_BAC_SI: doctor, MA_PTTT: '1' };
const service = (number: number, values: Values, price: string, rate: string, quantity = '1'): ClaimRow =>
  rowOf('XML3', {
    ...common,
    STT: String(number),
    DON_VI_TINH: 'Lần',
    SO_LUONG: quantity,
    DON_GIA_BV: price,
    DON_GIA_BH: price,
    TYLE_TT_DV: '100',
    MA_BENH: 'K35.8',
    NGAY_YL: '202611020830',
    ...shares(lineAmount(quantity, price), rate),
    ...values,
  });
const drug = (number: number, values: Values, price: string, rate: string, quantity: string): ClaimRow =>
  rowOf('XML2', {
    ...common,
    STT: String(number),
    MA_NHOM: '4',
    DON_VI_TINH: 'Viên',
    HAM_LUONG: '500mg',
    DUONG_DUNG: '1.01',
    DANG_BAO_CHE: 'Viên nang',
    LIEU_DUNG: '1 viên * 3 lần * 7 ngày [3 Viên/ngày]',
    CACH_DUNG: 'Uống sau ăn',
    SO_DANG_KY: 'VD-00000-00',
    TT_THAU: tender,
    SO_LUONG: quantity,
    DON_GIA: price,
    NGUON_CTRA: '1',
    NGAY_YL: '202611031000',
    NGAY_TH_YL: '202611031030',
    ...shares(lineAmount(quantity, price), rate),
    ...values,
  });

/** The summary with the sums of its rows. */
export function withSums(tables: ClaimTables): ClaimTables {
  const [summary] = tables.XML1 ?? [];
  const [drugs, services] = [tables.XML2 ?? [], tables.XML3 ?? []];
  const rows = [...drugs, ...services];
  const sum = (list: readonly ClaimRow[], field: string) => add('0', ...list.map((row) => row[field] ?? '0'));
  const sums = {
    T_THUOC: sum(drugs, 'THANH_TIEN_BV'),
    T_VTYT: sum(
      services.filter((row) => ['10', '11'].includes(row['MA_NHOM'] ?? '')),
      'THANH_TIEN_BV',
    ),
    T_TONGCHI_BV: sum(rows, 'THANH_TIEN_BV'),
    T_TONGCHI_BH: sum(rows, 'THANH_TIEN_BH'),
    T_BNTT: sum(rows, 'T_BNTT'),
    T_BNCCT: sum(rows, 'T_BNCCT'),
    T_BHTT: sum(rows, 'T_BHTT'),
    T_NGUONKHAC: sum(rows, 'T_NGUONKHAC'),
    T_BHTT_GDV: sum(
      rows.filter((row) => row['MA_PTTT'] === '1'),
      'T_BHTT',
    ),
  };
  return { ...tables, XML1: [{ ...summary, ...sums }] };
}

/** A stay of three nights after an operation: card of 80 percent, every table but the assessment and the referral. */
export function soundStay(): ClaimTables {
  const XML3 = [
    service(2, { MA_NHOM: '13', MA_DICH_VU: '10.19', TEN_DICH_VU: 'Khám Ngoại', MA_KHOA: 'K01', NGAY_YL: '202611020805' }, '45000', '80'),
    service(
      3,
      {
        MA_NHOM: '1',
        MA_DICH_VU: '22.0121.1369',
        TEN_DICH_VU: 'Tổng phân tích tế bào máu',
        NGUOI_THUC_HIEN: nurse,
        NGAY_TH_YL: '202611020840',
        NGAY_KQ: '202611020910',
        MA_MAY: 'HH.1.14009.001',
      },
      '49700',
      '80',
    ),
    service(
      4,
      {
        MA_NHOM: '2',
        MA_DICH_VU: '18.0015.0001',
        TEN_DICH_VU: 'Siêu âm ổ bụng',
        NGUOI_THUC_HIEN: nurse,
        NGAY_TH_YL: '202611020920',
        NGAY_KQ: '202611020935',
        MA_MAY: 'SA.1.14009.002',
      },
      '58600',
      '80',
    ),
    service(
      5,
      {
        MA_NHOM: '8',
        MA_DICH_VU: '27.0187.2039',
        TEN_DICH_VU: 'Phẫu thuật nội soi cắt ruột thừa',
        MA_PTTT_QT: '47.01',
        NGUOI_THUC_HIEN: doctor,
        NGAY_YL: '202611021100',
        NGAY_TH_YL: '202611021130',
        NGAY_KQ: '202611021230',
        PP_VO_CAM: '1',
        MA_MAY: 'PT.1.14009.003',
      },
      '2657000',
      '80',
    ),
    service(
      6,
      {
        MA_NHOM: '15',
        MA_DICH_VU: 'K19.NG2',
        TEN_DICH_VU: 'Ngày giường bệnh ngoại khoa loại 2',
        DON_VI_TINH: 'Ngày',
        NGAY_YL: '202611020900',
        NGAY_KQ: '202611051000',
        MA_GIUONG: 'H012',
      },
      '223800',
      '80',
      '3',
    ),
    service(
      7,
      {
        MA_NHOM: '10',
        MA_DICH_VU: '27.0187.2039',
        MA_VAT_TU: 'N04.02.040',
        TEN_VAT_TU: 'Dây dẫn lưu',
        DON_VI_TINH: 'Cái',
        TT_THAU: tender,
        NGAY_YL: '202611021100',
        GOI_VTYT: 'G1',
      },
      '31500.5',
      '80',
      '2',
    ),
    service(
      8,
      {
        MA_NHOM: '18',
        MA_DICH_VU: '03.2355.0508',
        TEN_DICH_VU: 'Đặt ống thông dạ dày',
        MA_PTTT_QT: '96.07',
        NGUOI_THUC_HIEN: nurse,
        NGAY_TH_YL: '202611020950',
        NGAY_KQ: '202611021000',
      },
      '94300',
      '80',
    ),
  ];
  const XML2 = [
    drug(1, { MA_THUOC: '40.155', TEN_THUOC: 'Amoxicilin 500mg' }, '1250.5', '80', '21'),
    drug(9, { MA_THUOC: '40.48', TEN_THUOC: 'Paracetamol 500mg', NGAY_YL: '202611041000', NGAY_TH_YL: '202611041100' }, '480', '80', '21'),
  ];
  return withSums({
    XML1: [
      rowOf('XML1', {
        ...person,
        ...card,
        ...texts,
        ...stay,
        STT: '1',
        LY_DO_VV: 'Đau bụng',
        LY_DO_VNT: 'Phẫu thuật',
        MA_BENH_CHINH: 'K35.8',
        MA_BENH_KT: 'I10;E11.9',
        MA_PTTT_QT: '47.01',
        MA_DOITUONG_KCB: '1.1',
        NGAY_VAO_NOI_TRU: '202611020900',
        SO_NGAY_DTRI: '4',
        KET_QUA_DTRI: '2',
        MA_LOAI_RV: '1',
        NGAY_TTOAN: '202611051030',
        NAM_QT: '2026',
        THANG_QT: '11',
        MA_LOAI_KCB: '03',
        MA_KHOA: 'K01;K19',
        MA_CSKCB: '14009',
        CAN_NANG_CON: '3100',
        NGAY_TAI_KHAM: '20261118',
        MA_HSBA: 'NT26000777',
        MA_TTDV: '1400000001',
      }),
    ],
    XML2,
    XML3,
    XML4: [
      rowOf('XML4', {
        STT: '1',
        MA_DICH_VU: '22.0121.1369',
        MA_CHI_SO: 'WBC',
        TEN_CHI_SO: 'Số lượng bạch cầu',
        GIA_TRI: '12.4',
        DON_VI_DO: 'G/L',
        NGAY_KQ: '202611020910',
        MA_BS_DOC_KQ: nurse,
      }),
      rowOf('XML4', {
        STT: '2',
        MA_DICH_VU: '18.0015.0001',
        TEN_CHI_SO: 'Siêu âm ổ bụng',
        MO_TA: 'Ruột thừa to',
        KET_LUAN: 'Viêm ruột thừa',
        NGAY_KQ: '202611020935',
        MA_BS_DOC_KQ: doctor,
      }),
    ],
    XML5: ['02', '03', '04', '05'].map((day, i) =>
      rowOf('XML5', {
        STT: String(i + 1),
        DIEN_BIEN_LS: `CSST<M:80;HA:120/70> ngày thứ ${i + 1}, bụng mềm dần, ăn được`,
        PHAU_THUAT: i === 0 ? 'Cắt ruột thừa nội soi' : '',
        THOI_DIEM_DBLS: `202611${day}0815`,
        NGUOI_THUC_HIEN: doctor,
      }),
    ),
    ...papers,
  });
}

/** The same stay that ends with a referral. */
export function soundReferral(): ClaimTables {
  const base = soundStay();
  const [summary = {}] = base.XML1 ?? [];
  const referral = rowOf('XML13', {
    SO_HOSO: 'NT26000777',
    SO_CHUYENTUYEN: '77',
    GIAY_CHUYEN_TUYEN: '77/2026',
    MA_CSKCB: '14009',
    MA_CSKCB_DI: '14009',
    MA_CSKCB_DEN: '14001',
    HO_TEN: person.HO_TEN,
    NGAY_SINH: person.NGAY_SINH,
    GIOI_TINH: '2',
    MA_THE_BHYT: card.MA_THE_BHYT,
    GT_THE_DEN: card.GT_THE_DEN,
    ...stay,
    DAU_HIEU_LS: 'Đau bụng',
    CHAN_DOAN_RV: texts.CHAN_DOAN_RV,
    QT_BENHLY: 'Đau hố chậu phải',
    TOMTAT_KQ: 'Bạch cầu 12,4 G/L',
    MA_BENH_CHINH: 'K35.8',
    TINH_TRANG_CT: 'Tỉnh, sinh hiệu ổn',
    MA_LOAI_RV: '2',
    MA_LYDO_CT: '1',
    HUONG_DIEU_TRI: 'Theo dõi',
    PHUONGTIEN_VC: 'Xe cứu thương',
    MA_BAC_SI: doctor,
    MA_TTDV: '1400000001',
  });
  return { ...base, XML1: [{ ...summary, MA_LOAI_RV: '2', MA_NOI_DEN: '14001' }], XML13: [referral] };
}

/** An outpatient visit below the limit of the low cost: paid in full. */
export function soundVisit(): ClaimTables {
  const base = soundStay();
  const [summary = {}] = base.XML1 ?? [];
  const at100 = (row: ClaimRow, values: Values = {}): ClaimRow => ({
    ...row,
    ...shares(row['THANH_TIEN_BV'] ?? '0', '100'),
    MA_KHOA: 'K01',
    NGAY_YL: '202611020830',
    ...values,
  });
  const [exam = {}, test = {}, scan = {}] = base.XML3 ?? [];
  const [first = {}] = base.XML2 ?? [];
  const visit = {
    NGAY_VAO: '202611020800',
    NGAY_RA: '202611021200',
    NGAY_TTOAN: '202611021210',
    NGAY_VAO_NOI_TRU: '',
    LY_DO_VNT: '',
    MA_LOAI_KCB: '01',
    SO_NGAY_DTRI: '0',
    MA_KHOA: 'K01',
    MA_PTTT_QT: '',
    CAN_NANG_CON: '',
  };
  return withSums({
    XML1: [{ ...summary, ...visit }],
    XML2: [at100(first, { NGAY_YL: '202611021130', NGAY_TH_YL: '202611021140' })],
    XML3: [at100(exam), at100(test), at100(scan)],
    XML4: base.XML4 ?? [],
  });
}

/** The check-in of that visit. */
export function soundCheckIn(): ClaimTables {
  return {
    XML0: [
      rowOf('XML0', {
        STT: '1',
        MA_BN: person.MA_BN,
        HO_TEN: person.HO_TEN,
        SO_CCCD: person.SO_CCCD,
        NGAY_SINH: person.NGAY_SINH,
        GIOI_TINH: '2',
        MA_THE_BHYT: card.MA_THE_BHYT,
        MA_DKBD: card.MA_DKBD,
        GT_THE_TU: card.GT_THE_TU,
        GT_THE_DEN: card.GT_THE_DEN,
        MA_DOITUONG_KCB: '1.1',
        NGAY_VAO: '202611020800',
        MA_LOAI_KCB: '01',
        MA_CSKCB: '14009',
        MA_DICH_VU: '10.19',
        TEN_DICH_VU: 'Khám Ngoại',
        NGAY_YL: '202611020805',
      }),
    ],
  };
}
