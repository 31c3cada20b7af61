/** Sentences of the settlement forms; part of `messagesVi`. */
export const settlementMessagesVi: Record<string, string> = {
  settlement_columns_wrong: 'Các cột chi phí cộng lại không bằng tổng chi phí BHYT.',
  settlement_shares_wrong: 'Quỹ, cùng chi trả, nguồn khác và tự trả cộng lại không bằng tổng chi phí.',
  settlement_table_differs: 'Số tổng trong bảng XML1 khác tổng các dòng của XML2 và XML3.',
  settlement_care_type_new: 'Biểu mẫu chưa có mục cho loại hình khám chữa bệnh này; hồ sơ được xếp vào ngoại trú.',
  settlement_month_ahead: 'Tháng này chưa tới.',
  settlement_report_not_found: 'Không có báo cáo quyết toán này.',
  settlement_report_not_ready: 'Báo cáo chưa lập xong.',
  settlement_report_under_way: 'Đang lập một báo cáo của tháng này. Chờ lập xong.',
  settlement_preview: 'Bản xem trước còn tính hồ sơ cổng chưa trả lời, không nộp được. Lập báo cáo chính thức.',
  settlement_not_proven: 'Tổng của biểu mẫu lệch với tệp XML, không nộp được. Báo quản trị.',
  settlement_outdated: 'Đã có hồ sơ thay đổi sau khi lập. Lập lại báo cáo rồi nộp.',
  settlement_month_handed_in: 'Tháng này đã có báo cáo được ghi là đã nộp. Bỏ ghi nhận cũ trước.',
  settlement_not_handed_in: 'Báo cáo này chưa được ghi là đã nộp.',
};
