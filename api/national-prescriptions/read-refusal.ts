import { error, type Issue } from '../../domain/issue.ts';

/** Names of the interface: the only part of a refusal that is kept, as the words beside them may quote the patient. */
const FIELDS = [
  ...[
    'loai_don_thuoc',
    'ma_don_thuoc',
    'ho_ten_benh_nhan',
    'ma_dinh_danh_y_te',
    'ma_dinh_danh_cong_dan',
    'ngay_sinh_benh_nhan',
    'can_nang',
  ],
  ...['gioi_tinh', 'ma_so_the_bao_hiem_y_te', 'thong_tin_nguoi_giam_ho', 'dia_chi', 'chan_doan', 'luu_y', 'hinh_thuc_dieu_tri'],
  ...['dot_dung_thuoc', 'thong_tin_don_thuoc', 'ma_thuoc', 'biet_duoc', 'ten_thuoc', 'don_vi_tinh', 'so_luong', 'cach_dung', 'loi_dan'],
  ...['so_dien_thoai_nguoi_kham_benh', 'ngay_tai_kham', 'ngay_gio_ke_don', 'signature', 'ma_lien_thong_bac_si'],
];

/** Read for, never kept. */
const USED = /tồn tại|đã (được )?(sử dụng|dùng|gửi)|trùng|already|exist|duplicate|taken/i;

/**
 * What a 422 says: the code is used already, or fields are refused. The errors come as a map of fields, a list of texts or a list of objects; where several
 * fields are named the code was not the only thing wrong, so it is a refusal of fields.
 * Source: docs/legal/prescribing.md#national-system
 */
export function readRefusal(body: unknown): { class: 'already-used' | 'field-errors'; issues: Issue[] } {
  const errors = fieldOf(body, 'danh_sach_cac_loi') ?? fieldOf(body, 'error') ?? fieldOf(body, 'errors');
  const said = JSON.stringify(errors ?? fieldOf(body, 'success') ?? '').normalize('NFC');
  const named = FIELDS.filter((field) => new RegExp(`(?<![a-z_])${field}(?![a-z_])`).test(said));
  const others = named.filter((field) => field !== 'ma_don_thuoc');
  if (others.length === 0 && USED.test(said)) return { class: 'already-used', issues: [error('national_code_used', 'ma_don_thuoc')] };
  const issues = named.map((field) => error('national_field_refused', field, { field }));
  return { class: 'field-errors', issues: issues.length === 0 ? [error('national_refused', '')] : issues };
}

function fieldOf(value: unknown, name: string): unknown {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  const isEmpty = found === undefined || found === null || (typeof found === 'object' && Object.keys(found).length === 0);
  return isEmpty ? undefined : found;
}
