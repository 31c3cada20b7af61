/** Sentences of medical supplies; part of `messagesVi`. */
export const supplyMessagesVi: Record<string, string> = {
  supply_code_format: 'Mã vật tư phải theo danh mục BHYT: bắt đầu bằng N, hai chữ số và dấu chấm, ví dụ N03.05.010.',
  supply_text_too_long: 'Ô này dài quá {max} ký tự.',
  supply_without_tender: 'Vật tư chưa có thông tin thầu. Vật tư có đấu thầu phải ghi, nếu không hồ sơ BHYT bị cảnh báo.',
  supply_later_exists: 'Vật tư này đã có dòng bắt đầu từ ngày đó hoặc sau đó. Chọn ngày áp dụng sau hơn.',
  supply_not_found: 'Không tìm thấy dòng vật tư này.',
};
