/** Sentences of sending records to other systems; part of `messagesVi`. */
export const interopMessagesVi: Record<string, string> = {
  fhir_redirected: 'Máy chủ nhận chuyển hướng sang địa chỉ khác nên không gửi. Kiểm tra địa chỉ, hoặc mạng đang đòi đăng nhập.',
  fhir_answer_too_large: 'Máy chủ nhận trả lời quá dài nên không đọc. Hệ thống sẽ gửi lại.',
  fhir_conditional_update_unannounced: 'Máy chủ nhận không khai báo cập nhật theo mã định danh cho {type}.',
};
