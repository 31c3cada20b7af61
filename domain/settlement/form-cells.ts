import { dayForPeople } from '../dates.ts';
import { add } from '../money.ts';
import type { FormColumn } from './form-layouts.ts';

/** A line of a form by the names of its fields. */
export type FormLine = Readonly<Record<string, string>>;

/** What stands in a cell, as it is kept: text, digits of a day, or a plain decimal. */
export function cellOf({ from, kind }: Pick<FormColumn, 'from' | 'kind'>, line: FormLine): string {
  if (kind === 'money') return add('0', ...from.map((field) => line[field] ?? '0'));
  return line[from[0] ?? ''] ?? '';
}

/** `202611240805` → `24/11/2026 08:05`; a year alone stays. Anything else stays as it is. */
export function momentText(digits: string, withTime: boolean): string {
  if (!/^\d{8}(\d{4})?$/.test(digits)) return digits;
  const day = dayForPeople(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`);
  return withTime && digits.length === 12 ? `${day} ${digits.slice(8, 10)}:${digits.slice(10)}` : day;
}

const SECTIONS: Readonly<Record<string, string>> = {
  outpatient: 'I. Khám bệnh ngoại trú',
  'outpatient-treatment': 'II. Điều trị ngoại trú',
  day: 'III. Điều trị ban ngày',
  inpatient: 'IV. Điều trị nội trú',
  total: 'Tổng cộng',
};
const ROUTES: Readonly<Record<string, string>> = { '1': 'Đúng tuyến', '2': 'Cấp cứu', '3': 'Không đúng tuyến' };
const GROUPS: Readonly<Record<string, string>> = {
  ...{ '1': 'Xét nghiệm', '2': 'Chẩn đoán hình ảnh', '3': 'Thăm dò chức năng', '7': 'Máu' },
  ...{ '8': 'Phẫu thuật', '9': 'DVKT theo tỷ lệ', '12': 'Vận chuyển', '13': 'Khám bệnh', '14': 'Giường ban ngày' },
  ...{ '15': 'Giường nội trú', '16': 'Giường lưu', '17': 'Chi phí máu', '18': 'Thủ thuật', '19': 'Khác' },
};

/** A line with the words that papers print for its codes, and its number from 1. Papers speak Vietnamese. */
export function withTitles(line: FormLine, position: number): FormLine {
  const { section = '', route = '', group = '' } = line;
  return {
    ...line,
    position: String(position),
    ...{ sectionTitle: SECTIONS[section] ?? section, routeTitle: ROUTES[route] ?? route, groupTitle: GROUPS[group] ?? group },
  };
}
