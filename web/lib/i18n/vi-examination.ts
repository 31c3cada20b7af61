/** Words of the examination tab. */
export const viExamination = {
  'reopen.button': 'Mở lại lần khám',
  'reopen.allTheSame': 'Vẫn mở lại',
  'reopen.question': 'Mở lại lần khám của {name}?',
  'reopen.reason': 'Lý do mở lại',
  'reopen.reasonMissing': 'Ghi lý do mở lại.',
  'reopen.was': 'Đã mở lại {moment}, {name}: {reason}',
  'vital.bmi': 'BMI {bmi}',
  'examination.shortCodes': 'Gõ mã rồi phím cách: {codes}. F2: chỗ trống kế tiếp.',
} as const;
