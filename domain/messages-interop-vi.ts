/** Sentences of sending records to other systems; part of `messagesVi`. */
export const interopMessagesVi: Record<string, string> = {
  fhir_redirected: 'Máy chủ nhận chuyển hướng sang địa chỉ khác nên không gửi. Kiểm tra địa chỉ, hoặc mạng đang đòi đăng nhập.',
  fhir_answer_too_large: 'Máy chủ nhận trả lời quá dài nên không đọc. Hệ thống sẽ gửi lại.',
  fhir_conditional_update_unannounced: 'Máy chủ nhận không khai báo cập nhật theo mã định danh cho {type}.',
  fhir_token_server_unreachable: 'Không kết nối được máy chủ cấp mã truy cập. Hệ thống sẽ gửi lại.',
  fhir_token_refused: 'Máy chủ cấp mã truy cập từ chối (mã {status}). Kiểm tra mã ứng dụng và khóa đã đăng ký.',
  destination_key_invalid: 'Tệp khóa không đọc được hoặc không hợp với thuật toán đã chọn.',
  destination_has_no_key: 'Nơi nhận này không dùng khóa ký của ta.',
  entry_limit_invalid: 'Số mục mỗi lần gửi phải là số nguyên dương.',
  client_id_missing: 'Thiếu mã ứng dụng do nơi nhận cấp.',
  client_secret_missing: 'Thiếu mật khẩu ứng dụng do nơi nhận cấp.',
  fhir_not_atomic: 'Máy chủ nhận chạy giao dịch từng mục một: lần gửi hỏng có thể để lại một phần. Hệ thống sẽ gửi từng bước.',
  fhir_atomicity_unknown: 'Chưa thử được máy chủ nhận có chạy giao dịch trọn gói hay không.',
  visit_not_closed: 'Không có lượt khám đã kết thúc mang mã này tại cơ sở.',
  outbox_message_not_found: 'Không có hồ sơ chờ gửi này.',
  outbox_state_unknown: 'Trạng thái phải là waiting, delivered hoặc refused.',
  visits_not_named: 'Chưa chọn lượt khám cần gửi: một lượt, một khoảng ngày hoặc tất cả.',
};
