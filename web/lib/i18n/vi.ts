import { viDesks } from './vi-desks.ts';
import { viReception } from './vi-reception.ts';

/** The words of the frame and of the first desk, in the first download; vi-more.ts has the rest. The keys are the contract: en.ts has each of them too. */
export const vi = {
  ...viDesks,
  ...viReception,
  // Shell
  'shell.desks': 'Các bàn làm việc',
  'shell.keys': 'Phím tắt',
  'shell.close': 'Đóng',
  'shell.demo': 'Bản thử',
  'shell.logOut': 'Đăng xuất',
  'shell.noDesk': 'Tài khoản này chưa có bàn làm việc nào ở đây. Nhờ người quản trị giao vai trò.',
  'overlay.title': 'Phiên làm việc đã hết',
  'overlay.kept': '{name}, những gì đang gõ vẫn còn. Gõ mật khẩu để làm tiếp.',
  'overlay.password': 'Mật khẩu',
  'overlay.other': 'Người khác đăng nhập',
  'overlay.submit': 'Làm tiếp',
  'line.up': 'Đã kết nối',
  'line.saved': 'Đã lưu {at}',
  'line.sending': 'Đang gửi {n}',
  'line.kept': 'Mất mạng – còn giữ {n} trên máy này',
  'line.down': 'Mất mạng – đang thử lại',
  // Keys
  // States
  'state.loading': 'Đang tải…',
  'state.retry': 'Thử lại',
  'state.noAnswer': 'Không liên lạc được với máy chủ. Kiểm tra mạng rồi thử lại.',
  'state.broken': 'Bàn này gặp lỗi. Tải lại trang (những gì đang gõ được giữ mỗi 5 giây).',
  'state.refused': 'Chưa lưu được. Sửa các chỗ sau:',
  'state.saved': 'Đã lưu.',
  'state.saving': 'Đang lưu…',
  'state.sendingNow': 'Đang gửi…',
  'state.waiting': 'Mất mạng, tự gửi lại…',
  'state.noMatch': 'Không có mục nào khớp. Gõ ít chữ hơn.',
  'state.notAllowed': 'Vai trò này không được làm việc này.',
  'state.back': 'Quay lại',
  'sex.male': 'Nam',
  'sex.female': 'Nữ',
  'sex.unknown': 'Chưa rõ',
  'priority.normal': 'Thường',
  'priority.emergency': 'Cấp cứu',
  'priority.elderly': 'Cao tuổi',
  'priority.child': 'Trẻ nhỏ',
  'priority.pregnant': 'Thai phụ',
  'priority.disabled': 'Khuyết tật',
  'priority.booked': 'Hẹn trước',
  // Reception
  'facility.byCode': 'Chưa có trong danh mục',
  'newer.title': 'Người khác vừa sửa hồ sơ này. Những gì đang gõ vẫn giữ; xem chỗ khác nhau rồi lưu lại.',
  'newer.now': 'đang lưu: {value}',
  'newer.typed': 'đang gõ: {value}',
  'newer.take': 'Lấy giá trị đang lưu',
  'ticket.last': 'Số vừa cấp: {number} – {room}. F8 để in.',
  // The doctor's list and banner
  'encounter.closed': 'Lần khám này đã kết thúc.',
  // Interoperability
  'encounter.planned': 'chờ khám',
  'encounter.in-progress': 'đang khám',
  'encounter.finished': 'đã xong',
  'encounter.cancelled': 'đã hủy',
};
