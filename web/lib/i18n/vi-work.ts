/** Words of the doctor's work list, of rooms that share a visit, and of the papers of a visit. */
export const viWork = {
  'work.states': 'Lọc theo trạng thái',
  'work.noneInState': 'Không có ai ở trạng thái này. Bấm lại nút trạng thái để xem tất cả.',
  'work.more': 'Chỉ hiện {n} người. Tìm người khác ở ô tìm (Esc).',
  'work.resultsLeft': 'còn {n}',
  'visitState.waiting': 'Chờ',
  'visitState.examining': 'Đang khám',
  'visitState.awaiting-results': 'Chờ KQ',
  'visitState.to-conclude': 'Chờ kết luận',
  'visitState.moved': 'Chuyển',
  'visitState.done': 'Xong',
  'disposition.home': 'Cho về',
  'disposition.follow-up': 'Hẹn',
  'disposition.admission': 'Nhập viện',
  'disposition.referral': 'Chuyển viện',
} as const;
