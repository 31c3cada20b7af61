/** Sentences of signing and sending claims; part of `messagesVi`. */
export const sendingMessagesVi: Record<string, string> = {
  signing_key_unreadable: 'Không mở được tệp chữ ký số: sai mật khẩu, hoặc tệp không có khóa kèm chứng thư.',
  signing_key_not_in_force: 'Chứng thư số chưa có hiệu lực hoặc đã hết hạn ({until}).',
  signing_key_not_found: 'Cơ sở chưa có chữ ký số.',
  claim_submission_not_found: 'Không có lần gửi hồ sơ này.',
  claim_not_resendable: 'Hồ sơ này không gửi lại được: đã có lần gửi mới hơn, đang gửi, hoặc cổng đã nhận.',
  claim_may_have_arrived: 'Hồ sơ có thể đã tới cổng, không rút lại tại đây được. Chờ cổng trả lời rồi thu hồi.',
  claim_not_withdrawable: 'Chỉ thu hồi được hồ sơ mà cổng đã nhận và chưa có lần gửi mới hơn.',
  claim_on_its_way: 'Hồ sơ của lượt khám này đang trên đường gửi.',
  claim_period_too_long: 'Khoảng ngày không hợp lệ; nhiều nhất {days} ngày.',
  check_in_refused: 'Cổng từ chối thông tin check-in: {message}',
  check_in_login_refused: 'Cổng từ chối tài khoản. Báo quản trị; hệ thống sẽ gửi lại khi tài khoản được sửa.',
  check_in_sent_again: 'Chưa nghe cổng trả lời. Hệ thống tự gửi lại.',
};
