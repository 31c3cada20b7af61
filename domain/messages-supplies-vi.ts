/** Sentences of medical supplies; part of `messagesVi`. */
export const supplyMessagesVi: Record<string, string> = {
  supply_code_format: 'Mã vật tư phải theo danh mục BHYT: bắt đầu bằng N, hai chữ số và dấu chấm, ví dụ N03.05.010.',
  supply_text_too_long: 'Ô này dài quá {max} ký tự.',
  supply_without_tender: 'Vật tư chưa có thông tin thầu. Vật tư có đấu thầu phải ghi, nếu không hồ sơ BHYT bị cảnh báo.',
  supply_later_exists: 'Vật tư này đã có dòng bắt đầu từ ngày đó hoặc sau đó. Chọn ngày áp dụng sau hơn.',
  supply_not_found: 'Không tìm thấy dòng vật tư này.',
  supply_not_in_list: 'Vật tư {supply} không có trong danh mục vật tư hôm nay của cơ sở. Nhờ khoa dược nạp danh mục.',
  supply_order_unknown: 'Chỉ định chọn không còn trong lượt khám này. Chọn lại chỉ định, hoặc để trống.',
  supply_included_in_nothing: 'Vật tư đã tính trong giá dịch vụ thì phải chọn chỉ định dịch vụ đó.',
  supply_only: 'Chỉ vật tư mới chọn được mục này; với thuốc thì bỏ trống.',
  cabinet_usage_missing: 'Chưa ghi cách dùng thuốc.',
  order_has_supplies: 'Đã dùng vật tư cho chỉ định này. Trả lại vật tư trước rồi hủy chỉ định.',
};
