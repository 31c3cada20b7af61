import type { NewDeskTicket } from '../../api/displays/display-schemas.ts';

export type KioskLanguage = 'vi' | 'en';
export type KioskPriority = Extract<
  NewDeskTicket['priority'],
  'normal' | 'elderly' | 'child' | 'pregnant' | 'disabled' | 'booked' | 'emergency'
>;

/** In the order of the buttons: the usual one first and largest. */
export const kioskPriorities = [
  'normal',
  'elderly',
  'child',
  'pregnant',
  'disabled',
  'booked',
  'emergency',
] as const satisfies KioskPriority[];

export const kioskWords = {
  vi: {
    title: 'Lấy số đón tiếp',
    lead: 'Chạm vào ô của bạn để lấy số.',
    other: 'English',
    normal: 'Khám thường',
    elderly: 'Từ 75 tuổi',
    child: 'Trẻ dưới 6 tuổi',
    pregnant: 'Phụ nữ có thai',
    disabled: 'Khuyết tật nặng',
    booked: 'Đã hẹn trước',
    emergency: 'Cấp cứu',
    yours: 'Số của bạn',
    before: 'Trước bạn còn {n} người. Chờ gọi số trên màn hình.',
    taken: 'Lấy lúc {time}',
    wait: 'Đang lấy số…',
    failed: 'Chưa lấy được số. Chạm lại, hoặc đến thẳng quầy đón tiếp.',
    often: 'Máy đang bận. Chờ một phút rồi chạm lại, hoặc đến quầy đón tiếp.',
    key: 'Máy lấy số chưa được cài đặt. Đến thẳng quầy đón tiếp.',
  },
  en: {
    title: 'Take a number for reception',
    lead: 'Touch your box to take a number.',
    other: 'Tiếng Việt',
    normal: 'Ordinary visit',
    elderly: '75 years or older',
    child: 'Child under 6',
    pregnant: 'Pregnant',
    disabled: 'Severe disability',
    booked: 'With an appointment',
    emergency: 'Emergency',
    yours: 'Your number',
    before: '{n} people are before you. Wait until the screen shows your number.',
    taken: 'Taken at {time}',
    wait: 'Taking a number…',
    failed: 'No number yet. Touch again, or go straight to the reception desk.',
    often: 'The machine is busy. Wait a minute and touch again, or go to the reception desk.',
    key: 'This kiosk is not set up. Go straight to the reception desk.',
  },
} as const;

export type KioskWord = keyof (typeof kioskWords)['vi'];
