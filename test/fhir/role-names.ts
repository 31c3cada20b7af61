import type { Role } from '../../domain/permissions.ts';

/** What each role is called to others, written down a second time: a name that changes changes here too. */
export const roleNames: Readonly<Record<Role, string>> = {
  reception: 'Tiếp đón',
  nurse: 'Điều dưỡng',
  doctor: 'Bác sĩ',
  pharmacist: 'Dược sĩ',
  cashier: 'Thu ngân',
  'cashier-head': 'Trưởng bộ phận thu ngân',
  'insurance-officer': 'Cán bộ bảo hiểm y tế',
  laboratory: 'Kỹ thuật viên xét nghiệm',
  'laboratory-head': 'Phụ trách xét nghiệm',
  imaging: 'Kỹ thuật viên chẩn đoán hình ảnh',
  'imaging-doctor': 'Bác sĩ chẩn đoán hình ảnh',
  'records-officer': 'Cán bộ hồ sơ bệnh án',
  'facility-administrator': 'Quản trị cơ sở',
  'province-administrator': 'Quản trị cấp tỉnh',
  auditor: 'Kiểm tra, giám sát',
};
