/** Sentences for issue codes, as a head clerk would say them: what is wrong, where, what to do. `{name}` takes the parameter. */
export const messagesVi: Record<string, string> = {
  // The person
  name_required: 'Chưa có họ và tên. Gõ họ và tên như trên giấy tờ.',
  birth_date_required: 'Chưa có ngày sinh. Gõ ngày sinh, hoặc chỉ năm sinh nếu không rõ.',
  birth_date_impossible: 'Ngày sinh không có thật. Gõ lại, ví dụ 01021960, 1/2/60 hoặc chỉ 1960.',
  birth_date_future: 'Ngày sinh ở sau hôm nay. Xem lại giấy tờ và gõ lại.',
  citizen_id_malformed: 'Số CCCD phải đủ 12 chữ số. Xem lại thẻ và gõ lại.',
  citizen_id_birth_mismatch: 'Số CCCD không khớp năm sinh hoặc giới. Xem lại ba ô này trên thẻ.',
  phone_malformed: 'Số điện thoại phải có 10 chữ số, bắt đầu bằng 0.',
  commune_unknown: 'Không có xã này trong danh mục. Gõ tên xã rồi chọn trong danh sách.',
  duplicate_patient: 'Người này có thể đã có hồ sơ. Xem hồ sơ trùng trước khi lưu hồ sơ mới.',

  // The insurance card
  card_number_malformed: 'Số thẻ BHYT không đúng dạng. Gõ 15 ký tự in trên thẻ hoặc 10 số của mã BHXH.',
  card_expired: 'Thẻ hết hạn ngày {validTo}. Hỏi người bệnh thẻ mới hoặc chọn "Không BHYT".',
  card_not_yet_valid: 'Thẻ có hiệu lực từ ngày {validFrom}. Hôm nay chưa dùng được thẻ này.',
  card_benefit_digit_mismatch: 'Chữ số mức hưởng trên thẻ không hợp với nhóm đối tượng. Xem lại số thẻ.',
  day_impossible: 'Ngày này không có thật. Gõ lại theo dạng ngày/tháng/năm.',

  // Scans
  scan_unknown_format: 'Không nhận ra mã vừa quét. Quét lại hoặc gõ tay các ô.',
  scan_part_count: 'Mã quét thiếu phần. Quét lại, giữ thẻ thẳng và đủ sáng.',
  scan_hex_broken: 'Họ tên trong mã của thẻ bị hỏng. Gõ họ tên như in trên thẻ.',
  scan_date_impossible: 'Một ngày trong mã quét không có thật. So với thẻ và gõ lại ngày đó.',
  scan_name_garbled: 'Họ tên quét được bị mất dấu. So với thẻ và sửa họ tên.',

  // Vital signs and diagnoses
  vital_implausible: 'Số đo nằm ngoài khoảng có thể có. Xem lại số vừa gõ và đơn vị.',
  icd_unknown: 'Không có mã bệnh {code} trong danh mục đang dùng. Tìm lại và chọn trong danh sách.',
  icd_not_primary: 'Mã {code} không được làm bệnh chính. Chọn bệnh chính khác, để mã này ở bệnh kèm theo.',
  icd_has_subcodes: 'Mã {code} còn mã con chi tiết hơn. Chọn mã con đúng với người bệnh.',
  icd_mortality_only: 'Mã {code} chỉ dùng để ghi nguyên nhân tử vong. Chọn mã khác.',
  icd_sex_mismatch: 'Mã {code} không dùng cho giới này. Xem lại mã bệnh hoặc giới của người bệnh.',
  diagnosis_primary_missing: 'Chưa có bệnh chính. Vào thẻ Khám, chọn mã bệnh chính.',
  diagnosis_too_many: 'Quá số bệnh được ghi: một bệnh chính và nhiều nhất 12 bệnh kèm theo.',

  // The prescription
  drug_unknown: 'Không có thuốc này trong danh mục. Tìm lại và chọn trong danh sách.',
  drug_not_checked: 'Chưa kiểm tra được tương tác của thuốc này. Tự xem lại trước khi ký.',
  quantity_not_positive: 'Số lượng phải lớn hơn 0. Gõ liều và số ngày.',
  quantity_absurd: 'Số lượng lớn khác thường. Xem lại liều và số ngày.',
  interaction_contraindicated: 'Hai thuốc này chống chỉ định dùng cùng nhau. Bỏ hoặc đổi một thuốc.',
  interaction_conditional: 'Hai thuốc này chống chỉ định dùng cùng nhau trong một số trường hợp. Xem lại, nếu vẫn dùng thì ghi lý do.',
  interaction_separate: 'Hai thuốc này phải uống cách xa nhau. Dặn người bệnh giờ uống và ghi lý do.',
  interaction_major: 'Hai thuốc này tương tác mạnh. Xem lại, nếu vẫn dùng thì ghi lý do.',
  allergy_match: 'Người bệnh dị ứng với thuốc này. Đổi thuốc khác.',
  allergy_class: 'Người bệnh dị ứng với thuốc cùng nhóm. Xem lại, nếu vẫn dùng thì ghi lý do.',
  allergies_never_asked: 'Chưa hỏi người bệnh về dị ứng. Hỏi rồi ghi dị ứng hoặc chọn "Không dị ứng".',
  duplicate_ingredient: 'Hai dòng cùng một hoạt chất. Bỏ một dòng, hoặc ghi lý do nếu cố ý.',
  days_limit: 'Số ngày kê vượt mức cho phép ({max} ngày). Giảm số ngày.',
  prescriber_licence_missing: 'Tài khoản này chưa có số giấy phép hành nghề nên không ký đơn được. Báo người quản trị.',

  // The visit, its orders, its queue
  encounter_not_open: 'Lần khám này không còn mở. Mở lại danh sách chờ để xem.',
  encounter_already_closed: 'Lần khám này đã kết thúc, không sửa được nữa.',
  order_not_performed: 'Còn chỉ định chưa làm. Đánh dấu đã làm hoặc hủy trước khi kết thúc.',
  queue_empty: 'Phòng này không còn ai chờ.',

  // The door and the line
  stale_version: 'Người khác vừa sửa hồ sơ này. Xem chỗ khác nhau rồi lưu lại.',
  not_found: 'Không tìm thấy. Có thể đã chuyển sang cơ sở khác.',
  forbidden: 'Tài khoản này không được làm việc này. Nhờ người quản trị nếu cần.',
  unauthenticated: 'Phiên làm việc đã hết. Đăng nhập lại, những gì đang gõ vẫn còn.',
  wrong_credentials: 'Tên đăng nhập hoặc mật khẩu không đúng. Gõ lại.',
  account_locked: 'Tài khoản tạm khóa vì sai mật khẩu nhiều lần. Đợi ít phút hoặc nhờ người quản trị mở.',
  facility_required: 'Chọn cơ sở làm việc.',
  idempotency_key_reused: 'Phiếu này đã gửi với nội dung khác. Xem lại kết quả đã lưu trước khi gửi tiếp.',
  idempotency_key_missing: 'Yêu cầu thiếu khóa chống gửi hai lần. Tải lại trang rồi lưu lại.',
  malformed: 'Nội dung gửi đi chưa đúng dạng. Xem lại các ô được đánh dấu.',
  body_too_large: 'Nội dung gửi đi quá dài. Rút ngắn rồi lưu lại.',
  too_many_requests: 'Gửi quá nhanh. Đợi một lát rồi làm lại.',
  unavailable: 'Máy chủ đang bận hoặc đang bảo trì. Đợi một lát rồi làm lại.',
  internal_error: 'Máy chủ gặp lỗi. Làm lại; nếu còn lỗi, báo người quản trị kèm mã yêu cầu.',
};
