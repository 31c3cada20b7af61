import type { Role } from '../../domain/permissions.ts';

/** The log-in page's own words, so that the page needs no more than it shows. */
export const loginWords = {
  vi: {
    title: 'Đăng nhập · Hoa Ban HIS',
    username: 'Tên đăng nhập',
    password: 'Mật khẩu',
    show: 'Hiện',
    hide: 'Ẩn',
    capsLock: 'Phím Caps Lock đang bật.',
    submit: 'Đăng nhập',
    submitting: 'Đang đăng nhập…',
    chooseFacility: 'Hôm nay làm việc ở đâu?',
    demo: 'Bản thử: mọi người và số liệu đều bịa. Chọn một tài khoản:',
    noAnswer: 'Không liên lạc được với máy chủ. Kiểm tra dây mạng hoặc wifi rồi đăng nhập lại.',
    otherLanguage: 'English',
  },
  en: {
    title: 'Log in · Hoa Ban HIS',
    username: 'User name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    capsLock: 'Caps Lock is on.',
    submit: 'Log in',
    submitting: 'Logging in…',
    chooseFacility: 'Where do you work today?',
    demo: 'Demonstration: all people and figures are invented. Choose an account:',
    noAnswer: 'The server cannot be reached. Check the cable or wifi and log in again.',
    otherLanguage: 'Tiếng Việt',
  },
} as const;

export type LoginWord = keyof (typeof loginWords)['vi'];
export type LoginLanguage = keyof typeof loginWords;

export const roleWords: Record<LoginLanguage, Record<Role, string>> = {
  vi: {
    reception: 'Đón tiếp',
    nurse: 'Điều dưỡng',
    doctor: 'Bác sĩ',
    pharmacist: 'Dược sĩ',
    cashier: 'Thu ngân',
    'cashier-head': 'Trưởng thu ngân',
    'insurance-officer': 'Giám định BHYT',
    laboratory: 'Xét nghiệm',
    'laboratory-head': 'Duyệt xét nghiệm',
    imaging: 'Chẩn đoán hình ảnh',
    'imaging-doctor': 'Bác sĩ đọc kết quả',
    'records-officer': 'Quản lý hồ sơ',
    'facility-administrator': 'Quản trị cơ sở',
    'province-administrator': 'Quản trị tỉnh',
    auditor: 'Thanh tra',
  },
  en: {
    reception: 'Reception',
    nurse: 'Nurse',
    doctor: 'Doctor',
    pharmacist: 'Pharmacist',
    cashier: 'Cashier',
    'cashier-head': 'Head cashier',
    'insurance-officer': 'Insurance officer',
    laboratory: 'Laboratory',
    'laboratory-head': 'Laboratory head',
    imaging: 'Imaging',
    'imaging-doctor': 'Reading doctor',
    'records-officer': 'Records officer',
    'facility-administrator': 'Facility administrator',
    'province-administrator': 'Province administrator',
    auditor: 'Auditor',
  },
};
