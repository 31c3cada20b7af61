/** The settlement forms in the order of the tabs. */
export const settlementForms = ['01BH', '01BH-list', 'C79', 'C80', '79a', '80a', '19', '20', '21'] as const;
export type SettlementForm = (typeof settlementForms)[number];

/** Where the lines of a form come from: the four sections, the visits (all, outpatients, inpatients) or one of the lists. */
export type FormRows = 'summary' | 'visits' | 'outpatients' | 'inpatients' | '19' | '20' | '21';
export type ColumnKind = 'text' | 'day' | 'minute' | 'count' | 'money' | 'quantity';

export interface FormColumn {
  /** Unique in the form: the name the insurer's sheets use, or the number of the column on the paper. */
  name: string;
  /** What the paper says; papers speak Vietnamese. */
  title: string;
  /** Letter or number below the title on the paper. */
  mark?: string;
  kind: ColumnKind;
  /** Fields of a line; amounts of several are added up, none = nothing in the claim tables says it. */
  from: readonly string[];
  /** Relative to the other columns. */
  width: number;
}

export interface FormLayout {
  form: SettlementForm;
  /** As printed in the corner. */
  number: string;
  title: string;
  /** The act the form comes from, as printed below the number. */
  act: string;
  paper: 'A4' | 'A3';
  rows: FormRows;
  columns: readonly FormColumn[];
}

type Short = [name: string, title: string, kind: ColumnKind, from: string | readonly string[], width: number, mark?: string];
const columnsOf = (list: readonly Short[]): FormColumn[] =>
  list.map(([name, title, kind, from, width, mark]) => ({
    ...{ name, title, kind, from: typeof from === 'string' ? [from] : from, width },
    ...(mark === undefined ? {} : { mark }),
  }));
/** Columns of a paper are known by their mark. */
const paperColumns = (list: readonly [mark: string, title: string, kind: ColumnKind, from: string | readonly string[], width: number][]) =>
  columnsOf(list.map(([mark, title, kind, from, width]) => [mark, title, kind, from, width, mark]));

const summaryColumns = paperColumns([
  ['A', 'Loại hình khám chữa bệnh', 'text', 'sectionTitle', 30],
  ['B', 'Số lượt', 'count', 'claims', 8],
  ['1', 'Số ngày điều trị', 'count', 'days', 8],
  ['2', 'Tổng chi phí KCB', 'money', 'hospital', 14],
  ['3', 'Chi phí KCB BHYT', 'money', 'insured', 14],
  ['4', 'Quỹ BHYT thanh toán', 'money', 'fund', 14],
  ['5', 'Người bệnh cùng chi trả', 'money', 'copay', 14],
  ['6', 'Nguồn khác', 'money', 'other', 12],
  ['7', 'Người bệnh tự trả', 'money', 'self', 14],
]);

const SELF = ['selfInScope', 'selfOutside'] as const;
const OTHER = ['otherState', 'otherSources'] as const;

const detailColumns = columnsOf([
  ['STT', 'STT', 'count', 'position', 5],
  ['HO_TEN', 'Họ và tên', 'text', 'fullName', 20],
  ['NGAY_SINH', 'Ngày sinh', 'day', 'birth', 9],
  ['GIOI_TINH', 'Giới tính', 'text', 'sex', 6],
  ['MA_THE_BHYT', 'Mã thẻ BHYT', 'text', 'cardNumber', 16],
  ['MA_BENH_CHINH', 'Mã bệnh', 'text', 'mainDisease', 7],
  ['NGAY_VAO', 'Ngày vào', 'minute', 'startedAt', 14],
  ['NGAY_VAO_NOI_TRU', 'Ngày vào nội trú', 'minute', 'admittedAt', 14],
  ['NGAY_RA', 'Ngày ra', 'minute', 'endedAt', 14],
  ['SO_NGAY_DTRI', 'Số ngày điều trị', 'count', 'days', 6],
  ['MA_LOAI_KCB', 'Loại KCB', 'text', 'careType', 5],
  ['T_TONGCHI_BV', 'Tổng chi phí', 'money', 'hospital', 11],
  ['T_TONGCHI_BH', 'Chi phí BHYT', 'money', 'insured', 11],
  ['T_BHTT', 'Quỹ BHYT', 'money', 'fund', 11],
  ['T_BNCCT', 'Cùng chi trả', 'money', 'copay', 10],
  ['T_BNTT', 'Tự trả', 'money', SELF, 10],
  ['T_NGUONKHAC', 'Nguồn khác', 'money', OTHER, 10],
  ['MA_CSKCB', 'Mã CSKCB', 'text', 'facilityCode', 7],
  ['NAM_QT', 'Năm QT', 'text', 'year', 6],
  ['THANG_QT', 'Tháng QT', 'text', 'month', 5],
]);

const accountColumns = paperColumns([
  ['A', 'STT', 'count', 'position', 5],
  ['B', 'Họ và tên', 'text', 'fullName', 19],
  ['C', 'Ngày sinh (nam)', 'day', 'birthMale', 9],
  ['D', 'Ngày sinh (nữ)', 'day', 'birthFemale', 9],
  ['E', 'Mã thẻ BHYT', 'text', 'cardNumber', 17],
  ['G', 'Mã ĐKBĐ', 'text', 'registeredAt', 6],
  ['H', 'Mã bệnh', 'text', 'mainDisease', 6],
  ['I', 'Ngày vào', 'day', 'startedAt', 9],
  ['K', 'Ngày ra', 'day', 'endedAt', 9],
  ['1', 'Tổng chi phí BHYT', 'money', 'insured', 10],
  ['2', 'Khám bệnh', 'money', 'exam', 8],
  ['3', 'Ngày giường', 'money', 'bed', 8],
  ['4', 'Xét nghiệm', 'money', 'laboratory', 8],
  ['5', 'CĐHA, TDCN', 'money', 'imaging', 8],
  ['6', 'PT, thủ thuật', 'money', ['surgery', 'serviceByRatio'], 9],
  ['7', 'Máu', 'money', 'blood', 8],
  ['8', 'Thuốc, dịch', 'money', ['drug', 'drugByRatio'], 9],
  ['9', 'VTYT', 'money', ['supply', 'supplyByRatio'], 8],
  ['10', 'Vận chuyển, khác', 'money', ['transport', 'otherCost'], 8],
  ['11', 'Quỹ BHYT (tỉnh)', 'money', 'fund', 10],
  ['12', 'Quỹ BHYT (trung ương)', 'money', [], 7],
  ['13', 'QN, CA ngoài phạm vi', 'money', [], 7],
  ['14', 'Cùng chi trả', 'money', 'copay', 9],
  ['15', 'Tự trả trong phạm vi', 'money', 'selfInScope', 8],
  ['16', 'Ngân sách', 'money', 'otherState', 7],
  ['17', 'Nguồn khác', 'money', 'otherSources', 7],
  ['18', 'Tự trả ngoài phạm vi', 'money', 'selfOutside', 8],
]);

const sheetColumns = columnsOf([
  ['STT', 'STT', 'count', 'position', 6],
  ['MA_BN', 'Mã NB', 'text', 'patientCode', 11],
  ['HO_TEN', 'Họ và tên', 'text', 'fullName', 18],
  ['NGAY_SINH', 'Ngày sinh', 'day', 'birth', 9],
  ['GIOI_TINH', 'Giới', 'text', 'sex', 6],
  ['DIA_CHI', 'Địa chỉ', 'text', 'address', 20],
  ['MA_THE', 'Mã thẻ', 'text', 'cardNumber', 17],
  ['MA_DKBD', 'ĐKBĐ', 'text', 'registeredAt', 6],
  ['GT_THE_TU', 'Thẻ từ', 'day', 'cardFrom', 9],
  ['GT_THE_DEN', 'Thẻ đến', 'day', 'cardTo', 9],
  ['MA_BENH', 'Mã bệnh', 'text', 'mainDisease', 6],
  ['MA_BENHKHAC', 'Bệnh khác', 'text', 'otherDiseases', 10],
  ['MA_LYDO_VVIEN', 'Lý do vào', 'text', 'route', 5],
  ['MA_NOI_CHUYEN', 'Nơi chuyển', 'text', 'referredFrom', 7],
  ['NGAY_VAO', 'Ngày vào', 'minute', 'startedAt', 14],
  ['NGAY_RA', 'Ngày ra', 'minute', 'endedAt', 14],
  ['SO_NGAY_DTRI', 'Số ngày', 'count', 'days', 5],
  ['KET_QUA_DTRI', 'Kết quả', 'text', 'outcome', 5],
  ['TINH_TRANG_RV', 'Ra viện', 'text', 'dischargeType', 5],
  ['T_TONGCHI', 'Tổng chi', 'money', 'insured', 10],
  ['T_XN', 'Xét nghiệm', 'money', 'laboratory', 9],
  ['T_CDHA', 'CĐHA', 'money', 'imaging', 9],
  ['T_THUOC', 'Thuốc', 'money', 'drug', 9],
  ['T_MAU', 'Máu', 'money', 'blood', 9],
  ['T_PTTT', 'PTTT', 'money', 'surgery', 9],
  ['T_VTYT', 'VTYT', 'money', 'supply', 9],
  ['T_DVKT_TYLE', 'DVKT tỷ lệ', 'money', 'serviceByRatio', 9],
  ['T_THUOC_TYLE', 'Thuốc tỷ lệ', 'money', 'drugByRatio', 9],
  ['T_VTYT_TYLE', 'VTYT tỷ lệ', 'money', 'supplyByRatio', 9],
  ['T_KHAM', 'Khám', 'money', 'exam', 9],
  ['T_GIUONG', 'Giường', 'money', 'bed', 9],
  ['T_VCHUYEN', 'Vận chuyển, khác', 'money', ['transport', 'otherCost'], 9],
  ['T_BNTT', 'NB cùng chi trả', 'money', 'copay', 9],
  ['T_BHTT', 'Quỹ BHYT', 'money', 'fund', 10],
  ['T_NGOAIDS', 'Ngoài định suất', 'money', [], 6],
  ['MA_KHOA', 'Khoa', 'text', 'department', 6],
  ['NAM_QT', 'Năm QT', 'text', 'year', 5],
  ['THANG_QT', 'Tháng QT', 'text', 'month', 6],
  ['MA_KHUVUC', 'Khu vực', 'text', 'area', 5],
  ['MA_LOAIKCB', 'Loại KCB', 'text', 'careType', 5],
  ['MA_CSKCB', 'CSKCB', 'text', 'facilityCode', 7],
]);

const QUANTITIES: Short[] = [
  ['SL_NOITRU', 'SL nội trú', 'quantity', 'inpatientQuantity', 9],
  ['SL_NGOAITRU', 'SL ngoại trú', 'quantity', 'outpatientQuantity', 9],
];
const SHARES: Short[] = [
  ['TYLE_TT', 'Tỷ lệ TT (%)', 'quantity', 'ratio', 7],
  ['THANH_TIEN', 'Thành tiền', 'money', 'amount', 13],
  ['T_BHTT', 'Quỹ BHYT', 'money', 'fund', 13],
  ['T_BNCCT', 'Cùng chi trả', 'money', 'copay', 12],
  ['T_NGUONKHAC', 'Nguồn khác', 'money', 'other', 11],
];

const supplyColumns = columnsOf([
  ['STT', 'STT', 'count', 'position', 5],
  ['MA_VTYT', 'Mã vật tư', 'text', 'code', 14],
  ['TEN_VTYT', 'Tên vật tư y tế', 'text', 'name', 34],
  ['DON_VI', 'Đơn vị', 'text', 'unit', 7],
  ['GIA_MUA', 'Giá mua', 'quantity', 'hospitalPrice', 11],
  ...QUANTITIES,
  ['GIA_THANHTOAN', 'Giá thanh toán', 'quantity', 'price', 11],
  ...SHARES,
]);

const drugColumns = columnsOf([
  ['STT', 'STT', 'count', 'position', 5],
  ['MA_THUOC', 'Mã thuốc', 'text', 'code', 12],
  ['TEN_THUOC', 'Tên thuốc', 'text', 'name', 26],
  ['DUONG_DUNG', 'Đường dùng', 'text', 'administration', 6],
  ['HAM_LUONG', 'Hàm lượng', 'text', 'strength', 11],
  ['SO_DKY', 'Số đăng ký', 'text', 'registration', 12],
  ['DON_VI', 'Đơn vị', 'text', 'unit', 7],
  ...QUANTITIES,
  ['DON_GIA', 'Đơn giá', 'quantity', 'price', 11],
  ...SHARES,
]);

const serviceColumns = columnsOf([
  ['STT', 'STT', 'count', 'position', 5],
  ['TUYEN', 'Tuyến', 'text', 'routeTitle', 10],
  ['MA_NHOM', 'Nhóm chi phí', 'text', 'groupTitle', 14],
  ['MA_DVKT', 'Mã dịch vụ', 'text', 'code', 14],
  ['TEN_DVKT', 'Tên dịch vụ kỹ thuật', 'text', 'name', 34],
  ...QUANTITIES,
  ['DON_GIA', 'Đơn giá', 'quantity', 'price', 11],
  ...SHARES,
]);

const TT12 = 'TT 12/2026/TT-BTC';
const TT102 = 'TT 102/2018/TT-BTC';
const CV3360 = 'CV 3360/BHXH-CSYT';
const OUT = 'Danh sách đề nghị thanh toán chi phí khám bệnh, chữa bệnh ngoại trú';
const IN = 'Danh sách đề nghị thanh toán chi phí khám bệnh, chữa bệnh nội trú';

/**
 * Every form as data: what is printed, in which order, out of which fields. How well each layout is known:
 * docs/legal/insurance.md#settlement
 */
export const formLayouts: Readonly<Record<SettlementForm, FormLayout>> = {
  ...{
    '01BH': layout('01BH', '01/BH', 'Tổng hợp đề nghị thanh toán chi phí khám bệnh, chữa bệnh BHYT', TT12, 'A4', 'summary', summaryColumns),
    '01BH-list': layout('01BH-list', '01/BH', 'Chi tiết đề nghị thanh toán chi phí KCB BHYT', TT12, 'A4', 'visits', detailColumns),
  },
  ...{
    C79: layout('C79', 'C79-HD', OUT, TT102, 'A4', 'outpatients', accountColumns),
    C80: layout('C80', 'C80-HD', IN, TT102, 'A4', 'inpatients', accountColumns),
    '79a': layout('79a', '79a', OUT, CV3360, 'A3', 'outpatients', sheetColumns),
    '80a': layout('80a', '80a', IN, CV3360, 'A3', 'inpatients', sheetColumns),
  },
  ...{
    '19': layout('19', '19/BHYT', 'Thống kê vật tư y tế thanh toán BHYT', CV3360, 'A4', '19', supplyColumns),
    '20': layout('20', '20/BHYT', 'Thống kê thuốc thanh toán BHYT', CV3360, 'A4', '20', drugColumns),
    '21': layout('21', '21/BHYT', 'Thống kê dịch vụ kỹ thuật thanh toán BHYT', CV3360, 'A4', '21', serviceColumns),
  },
};

function layout(
  ...[form, number, title, act, paper, rows, columns]: [
    SettlementForm,
    string,
    string,
    string,
    'A4' | 'A3',
    FormRows,
    readonly FormColumn[],
  ]
): FormLayout {
  return { form, number, title, act, paper, rows, columns };
}

/** Columns of a form that are added up in its last line. */
export const isSummed = ({ kind, name }: FormColumn): boolean =>
  kind === 'money' || name === 'SO_NGAY_DTRI' || name === 'B' || name === '1';
