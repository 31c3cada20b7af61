import type { Dosage } from '../../domain/visits/visit-record.ts';

/** A common reason to come, what is found and what is given: shapes a month of the invented district. Not advice. */
export interface Complaint {
  reason: string;
  history: string;
  icdCode: string;
  /** Drug codes of the seed with a plain adult dosage. */
  drugs: { drugCode: string; dosage: Dosage }[];
  /** Services of the price list: reported by the laboratory at the hospital, done at once at a station. */
  services: { serviceCode: string; resultText: string; values: Record<string, string>; machineCode: string }[];
  /** What a child under 12 gets instead; a complaint without it is not used for children. */
  childDrugs?: { drugCode: string; dosage: Dosage }[];
  temperature?: string;
}

const thrice = (days: number): Dosage => ({ morning: '1', noon: '1', evening: '1', days, timing: 'after-meal' });
const twice = (days: number): Dosage => ({ morning: '1', evening: '1', days, timing: 'after-meal' });
const once = (days: number): Dosage => ({ morning: '1', days, timing: 'after-meal' });

const bloodCount = {
  serviceCode: '22.0121.1369',
  resultText: 'Trong giới hạn bình thường',
  values: { WBC: '7,4', RBC: '4,5', HGB: '138', HCT: '0,41', PLT: '245', 'NEU%': '62,0', 'LYM%': '28,5' },
  machineCode: 'HH.1.14901.DEMO01',
};

export const complaints: Complaint[] = [
  {
    reason: 'Sốt, ho, đau họng 2 ngày',
    history: 'Sốt nhẹ về chiều, ho khan, đau họng khi nuốt, ăn uống được.',
    icdCode: 'J02.9',
    drugs: [
      { drugCode: 'T001', dosage: thrice(3) },
      { drugCode: 'T272', dosage: once(5) },
    ],
    childDrugs: [{ drugCode: 'T003', dosage: thrice(3) }],
    services: [],
    temperature: '37.8',
  },
  {
    reason: 'Ho có đờm 5 ngày',
    history: 'Ho có đờm trắng, không khó thở, không sốt.',
    icdCode: 'J20.9',
    drugs: [
      { drugCode: 'T213', dosage: twice(5) },
      { drugCode: 'T045', dosage: twice(5) },
    ],
    services: [bloodCount],
  },
  {
    reason: 'Sổ mũi, hắt hơi',
    history: 'Hắt hơi, chảy mũi trong, không sốt.',
    icdCode: 'J00',
    drugs: [{ drugCode: 'T029', dosage: once(5) }],
    childDrugs: [{ drugCode: 'T003', dosage: twice(2) }],
    services: [],
  },
  {
    reason: 'Khám lại tăng huyết áp',
    history: 'Tăng huyết áp đã theo dõi, uống thuốc đều, không đau ngực.',
    icdCode: 'I10',
    drugs: [{ drugCode: 'T115', dosage: once(28) }],
    services: [],
  },
  {
    reason: 'Khám lại đái tháo đường',
    history: 'Đái tháo đường típ 2, ăn kiêng, uống thuốc đều.',
    icdCode: 'E11.9',
    drugs: [{ drugCode: 'T158', dosage: twice(28) }],
    services: [
      { serviceCode: '23.0019.1493', resultText: 'ALT 24 U/L', values: { ALT: '24' }, machineCode: 'SH.1.14901.DEMO02' },
      { serviceCode: '23.0075.1494', resultText: 'Glucose 7,2 mmol/L', values: { GLU: '7,2' }, machineCode: 'SH.1.14901.DEMO02' },
    ],
  },
  {
    reason: 'Đau thượng vị sau ăn',
    history: 'Đau âm ỉ thượng vị, ợ chua, không nôn máu.',
    icdCode: 'K29.7',
    drugs: [{ drugCode: 'T173', dosage: { morning: '1', days: 14, timing: 'before-meal' } }],
    services: [],
  },
  {
    reason: 'Đi ngoài phân lỏng từ hôm qua',
    history: 'Đi ngoài 4 lần, phân lỏng không máu, không mất nước.',
    icdCode: 'A09.9',
    drugs: [{ drugCode: 'T193', dosage: { morning: '1', noon: '1', evening: '1', days: 2 } }],
    childDrugs: [{ drugCode: 'T193', dosage: { morning: '1', noon: '1', evening: '1', days: 2 } }],
    services: [],
  },
  {
    reason: 'Đau lưng sau khi gùi nặng',
    history: 'Đau vùng thắt lưng khi cúi, không lan, không tê chân.',
    icdCode: 'M54.56',
    drugs: [
      { drugCode: 'T001', dosage: thrice(5) },
      { drugCode: 'T269', dosage: twice(10) },
    ],
    services: [],
  },
  {
    reason: 'Đau đầu',
    history: 'Đau đầu hai bên, mất ngủ, không nôn.',
    icdCode: 'R51',
    drugs: [{ drugCode: 'T001', dosage: twice(3) }],
    services: [],
  },
  {
    reason: 'Ngứa, nổi mẩn',
    history: 'Mẩn đỏ ngứa hai khuỷu tay, tái phát theo mùa.',
    icdCode: 'L20.9',
    drugs: [{ drugCode: 'T030', dosage: once(7) }],
    services: [],
  },
];
