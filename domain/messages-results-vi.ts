/** Sentences of orders, samples and results; part of `messagesVi`. */
export const resultMessagesVi: Record<string, string> = {
  service_ordered_today: 'Dịch vụ này đã chỉ định hôm nay lúc {at}. Nếu cần làm lại, ghi lý do; nếu không, bỏ chỉ định này.',
  order_of_laboratory: 'Dịch vụ này do phòng xét nghiệm trả kết quả. Chờ kết quả được duyệt; ở đây không đánh dấu đã làm.',
  order_of_imaging:
    'Dịch vụ này do phòng chẩn đoán hình ảnh – thăm dò chức năng trả kết quả. Chờ kết quả được duyệt; ở đây không đánh dấu đã làm.',
  order_set_exists: 'Cơ sở đã có gói chỉ định tên này. Đặt tên khác.',

  // Values
  result_missing: 'Chưa có kết quả {name}.',
  result_not_a_number: '{name}: gõ số, ví dụ 8,1 hoặc < 0,5.',
  result_decimals: '{name}: nhiều nhất {max} chữ số sau dấu phẩy. Gõ lại.',
  result_not_a_choice: '{name}: chọn một trong: {choices}.',
  result_too_long: '{name}: dài quá {max} ký tự. Rút gọn lại.',
  indicator_unknown: 'Chỉ số {code} không thuộc dịch vụ này. Mở lại phiếu.',
  indicator_not_found: 'Không có chỉ số này trong danh mục.',

  // Approval
  result_empty: 'Chưa có kết quả nào để duyệt. Nhập kết quả trước.',
  conclusion_missing: 'Chưa có kết luận. Ghi kết luận rồi duyệt.',
  performer_licence_missing:
    'Người thực hiện chưa có số giấy phép hành nghề nên không duyệt được. Chọn đúng người thực hiện hoặc báo quản trị.',
  performer_unknown: 'Không tìm thấy người thực hiện này. Chọn lại.',
  performed_at_outside: 'Giờ thực hiện phải sau lúc lấy mẫu (hoặc chỉ định) và không sau lúc này. Gõ lại giờ.',
  critical_not_told: 'Có trị số nguy kịch. Báo ngay cho bác sĩ và ghi đã báo ai rồi mới duyệt.',
  told_in_future: 'Giờ báo sau lúc này. Gõ lại giờ.',
  result_book_closed: 'Sổ hôm nay đã khóa. Kết quả này duyệt vào ngày mai.',
  result_order_cancelled: 'Chỉ định này đã bị hủy. Không làm tiếp; hỏi bác sĩ nếu mẫu đã lấy.',
  result_already_approved: 'Kết quả của chỉ định này đã duyệt. Muốn sửa thì dùng "Sửa kết quả đã duyệt".',
  result_encounter_closed: 'Lượt khám đã kết thúc nên không nhận kết quả mới. Báo bác sĩ mở lại lượt khám.',
  result_entered_meanwhile: 'Người khác vừa nhập kết quả này. Mở lại phiếu, xem rồi mới sửa.',
  result_not_entered: 'Chưa có kết quả nào chờ duyệt. Nhập kết quả trước.',
  result_not_approved: 'Kết quả này chưa duyệt nên chưa cần sửa hay thu hồi. Nhập lại là được.',
  result_corrected_meanwhile: 'Kết quả này vừa được người khác sửa. Mở lại phiếu để xem bản mới.',
  result_not_critical: 'Kết quả này không có trị số nguy kịch.',
  result_not_found: 'Không tìm thấy kết quả này.',
  critical_already_acknowledged: 'Trị số nguy kịch này đã có bác sĩ xác nhận.',

  // Samples
  specimen_not_received: 'Chưa nhận mẫu. Quét mã trên ống hoặc bấm "Nhận mẫu" trước khi nhập kết quả.',
  specimen_time_outside: 'Giờ lấy mẫu phải sau giờ chỉ định và không sau lúc này. Gõ lại giờ.',
  specimen_not_found: 'Không có mẫu mang mã này. Quét lại hoặc gõ đủ 10 số.',
  specimen_already_received: 'Mẫu này đã nhận lúc {at}. Không cần quét lại.',
  specimen_already_rejected: 'Mẫu này đã bị từ chối. Lấy mẫu mới.',
  specimen_has_results: 'Mẫu này đã có kết quả nên không từ chối được. Thu hồi kết quả trước.',
  specimen_exists: 'Chỉ định này đã có mẫu. Dùng mẫu đó, hoặc từ chối mẫu cũ trước.',

  // Books, ranges, attachments
  book_of_future: 'Chưa đến ngày này nên chưa khóa sổ được.',
  book_already_closed: 'Sổ ngày này đã khóa.',
  book_has_open_results: 'Còn {count} kết quả đã nhập chưa duyệt. Duyệt hết rồi khóa sổ.',
  range_in_past: 'Khoảng tham chiếu mới chỉ áp dụng từ hôm nay trở đi. Kết quả cũ giữ khoảng cũ.',
  range_reversed: 'Các giới hạn không theo thứ tự: nguy kịch thấp, thấp, cao, nguy kịch cao. Xem lại.',
  attachment_type_unknown: 'Chỉ nhận ảnh (JPEG, PNG, WebP) hoặc PDF. Tệp này không phải loại đó, dù tên thế nào.',
  attachment_too_large: 'Tệp lớn quá {max} MB. Giảm cỡ ảnh rồi đính lại.',
  attachment_not_found: 'Không tìm thấy tệp đính kèm này.',
};
