import { type RuleCase, ruleCase } from './rule-case.ts';

const only = { T_BHTT: '1' };
/** A service beside another one; alone it is fine. */
const beside = (rule: string, name: string, other: string): RuleCase =>
  ruleCase(
    rule,
    { 'XML3.7': { TEN_DICH_VU: name, ...only }, 'XML3.3': { TEN_DICH_VU: other } },
    { 'XML3.7': { TEN_DICH_VU: name }, 'XML3.3': { TEN_DICH_VU: 'Đo chức năng hô hấp' }, 'XML3.4': { TEN_DICH_VU: 'Mổ thoát vị' } },
  );
/** A service that needs another one. */
const without = (rule: string, name: string, needed: string): RuleCase =>
  ruleCase(
    rule,
    { 'XML3.7': { TEN_DICH_VU: name }, 'XML3.4': { TEN_DICH_VU: 'Khác' } },
    { 'XML3.7': { TEN_DICH_VU: name }, 'XML3.4': { TEN_DICH_VU: needed } },
  );
const serviceFor = (rule: string, name: string, wrong: string, right: string): RuleCase =>
  ruleCase(
    rule,
    { 'XML3.7': { TEN_DICH_VU: name }, XML1: { MA_BENH_CHINH: wrong, MA_BENH_KT: '' } },
    { 'XML3.7': { TEN_DICH_VU: name }, XML1: { MA_BENH_CHINH: right, MA_BENH_KT: '' } },
  );
const drugFor = (rule: string, name: string, wrong: string, right: string, route = '1.01'): RuleCase =>
  ruleCase(
    rule,
    { 'XML2.1': { TEN_THUOC: name, DUONG_DUNG: route }, XML1: { MA_BENH_CHINH: wrong, MA_BENH_KT: '' } },
    { 'XML2.1': { TEN_THUOC: name, DUONG_DUNG: route }, XML1: { MA_BENH_CHINH: right, MA_BENH_KT: '' } },
  );
const drugAt = (rule: string, name: string, wrongBirth: string, rightBirth: string, disease: string, route = '1.01'): RuleCase =>
  ruleCase(
    rule,
    {
      'XML2.1': { TEN_THUOC: name, DUONG_DUNG: route },
      XML1: { NGAY_SINH: `${wrongBirth}01010000`, MA_BENH_CHINH: disease, MA_BENH_KT: '' },
    },
    {
      'XML2.1': { TEN_THUOC: name, DUONG_DUNG: route },
      XML1: { NGAY_SINH: `${rightBirth}01010000`, MA_BENH_CHINH: disease, MA_BENH_KT: '' },
    },
  );
const perDay = (rule: string, name: string, many: string, few: string): RuleCase =>
  ruleCase(rule, { 'XML3.7': { TEN_DICH_VU: name, SO_LUONG: many } }, { 'XML3.7': { TEN_DICH_VU: name, SO_LUONG: few } });

/** Topics of the later audit. */
export const auditCases: RuleCase[] = [
  without('AUD-KT04', 'Điều trị tủy răng có sử dụng siêu âm', 'X-quang răng cận chóp'),
  serviceFor('AUD-KT25', 'Bơm rửa lệ đạo', 'H10.9', 'H04.5'),
  beside('AUD-KT32', 'Helicobacter pylori Ag test nhanh', 'Nội soi dạ dày không sinh thiết'),
  serviceFor('AUD-KT37', 'Định lượng NT-proBNP', 'J02.9', 'I50.0'),
  serviceFor('AUD-KT47', 'Vận động trị liệu hô hấp', 'J02.9', 'J44.9'),
  perDay('AUD-KT58', 'Đo mật độ xương bằng phương pháp DEXA', '2', '1'),
  without('AUD-KT64', 'Nội soi dạ dày có sinh thiết', 'Giải phẫu bệnh sinh thiết'),
  serviceFor('AUD-KT79', 'Điều trị bằng hồng ngoại', 'C34.9', 'M54.5'),
  serviceFor('AUD-KT84', 'Nội soi dạ dày', 'I50.0', 'K29.7'),
  without('AUD-KT86', 'Sinh thiết tức thì', 'Phẫu thuật nội soi cắt ruột thừa'),
  perDay('AUD-KT93', 'Định lượng Procalcitonin', '2', '1'),
  beside('AUD-KT94', 'Giường bệnh ngoại khoa loại 2', 'Phẫu thuật Phaco'),
  beside('AUD-KT95', 'Siêu âm ổ bụng', 'Chọc hút dịch dưới hướng dẫn siêu âm'),
  beside('AUD-KT104', 'Nhuộm Giemsa tìm Helicobacter', 'Nội soi dạ dày có sinh thiết'),
  ruleCase(
    'AUD-KT118',
    { 'XML3.7': { TEN_DICH_VU: 'Liệu pháp điều trị đích' }, 'XML2.1': { TEN_THUOC: 'Trastuzumab' } },
    { 'XML3.7': { TEN_DICH_VU: 'Liệu pháp điều trị đích' } },
  ),
  beside('AUD-KT121', 'Chụp động mạch vành', 'Đặt stent động mạch vành'),
  beside('AUD-KT128', 'Hút huyết khối động mạch vành', 'Đặt stent động mạch vành'),
  perDay('AUD-KT147', 'Điện châm', '5', '4'),
  beside('AUD-KT158', 'Tiêm hậu nhãn cầu', 'Phẫu thuật đục thủy tinh thể'),
  without('AUD-KT166', 'Hút đờm qua ống nội khí quản', 'Thông khí nhân tạo'),
  ruleCase(
    'AUD-KT183',
    { 'XML3.7': { TEN_DICH_VU: 'Chụp cắt lớp vi tính ổ bụng có tiêm thuốc cản quang' } },
    { 'XML3.7': { TEN_DICH_VU: 'Chụp cắt lớp vi tính ổ bụng có tiêm thuốc cản quang' }, 'XML2.1': { TEN_THUOC: 'Iohexol' } },
  ),
  perDay('AUD-KT184', 'AFB trực tiếp nhuộm Ziehl-Neelsen', '3', '2'),
  perDay('AUD-KT193', 'Theo dõi tim thai bằng monitor sản khoa', '2', '1'),
  beside('AUD-KT217', 'Siêu âm ổ bụng', 'Siêu âm hệ tiết niệu'),
  beside('AUD-KT226', 'Xét nghiệm hồng cầu lưới', 'Huyết đồ'),
  serviceFor('AUD-KT02P1', 'Định lượng HbA1c', 'J02.9', 'E11.9'),
  beside('AUD-KT01_4', 'Vi khuẩn nhuộm soi', 'Vi khuẩn nuôi cấy và định danh'),
  beside('AUD-KT01_18', 'Nội soi thực quản - dạ dày - tá tràng', 'Nội soi dạ dày cầm máu'),
  beside('AUD-KT01_19', 'Nội soi đại trực tràng toàn bộ', 'Nội soi đại trực tràng cắt polyp'),
  beside('AUD-KT01_21', 'Đặt ống thông JJ', 'Nội soi niệu quản tán sỏi'),
  beside('AUD-KT01_16', 'Dẫn lưu túi cùng Douglas', 'Cắt ruột thừa đơn thuần'),
  beside('AUD-KT189_1', 'Nội soi phế quản ống mềm', 'Rửa phế quản phế nang'),
  beside('AUD-KT189_2', 'Điện tim thường', 'Lập trình máy tạo nhịp tim'),
  beside('AUD-KT189_5', 'Khâu phục hồi tầng sinh môn', 'Đỡ đẻ ngôi ngược'),
  beside('AUD-KT189_7', 'Đặt catheter lọc máu cấp cứu', 'Lọc máu cấp cứu'),
  beside('AUD-KT189_8', 'Tiêm khớp gối', 'Hút dịch khớp gối'),
  drugFor('AUD-KT63', 'Acid amin + glucose + lipid', 'N17.9', 'K35.8', '2.05'),
  drugFor('AUD-TH01', 'Cerebrolysin', 'J02.9', 'I63.9', '2.04'),
  drugFor('AUD-TH06', 'Amoxicilin + sulbactam', 'J02.9', 'J15.9'),
  drugFor('AUD-TH08', 'Galantamin', 'J02.9', 'G30.9'),
  drugFor('AUD-TH14', 'Vinpocetin', 'J02.9', 'F01.9'),
  drugFor('AUD-TH15', 'Acid thioctic', 'J02.9', 'E11.4', '2.05'),
  drugFor('AUD-TH19', 'Cao Ginkgo biloba', 'J02.9', 'I67.9'),
  drugFor('AUD-TH20', 'Glucosamin', 'J02.9', 'M17.0'),
  drugAt('AUD-TH21', 'Diacerein', '1950', '1980', 'M17.0'),
  drugAt('AUD-TH28', 'Moxifloxacin', '2015', '1980', 'J15.9'),
  drugFor('AUD-TH32', 'Alphachymotrypsin', 'J02.9', 'S52.5'),
  drugAt('AUD-TH42', 'Levofloxacin', '2015', '1980', 'J15.9', '2.05'),
  drugFor('AUD-TH45', 'Metformin', 'N18.5', 'E11.9'),
  drugFor('AUD-TH48', 'Piracetam', 'J02.9', 'G25.3'),
  drugFor('AUD-TH65', 'Silymarin', 'J02.9', 'K74.6'),
  drugFor('AUD-TH72', 'Omeprazol', 'J02.9', 'K25.9'),
  drugAt('AUD-TH84', 'Lysin + vitamin', '2015', '2023', 'E44.0'),
  drugFor('AUD-TH88', 'Acid zoledronic', 'J02.9', 'M81.0', '2.05'),
  drugFor('AUD-TH97', 'Diclofenac', 'I50.0', 'M54.5'),
  ruleCase('AUD-TH107', { 'XML2.1': { TEN_THUOC: 'Tenofovir alafenamid' } }, { 'XML2.1': { TEN_THUOC: 'Tenofovir disoproxil' } }),

  ruleCase('WF-006', {}, {}, { context: { unknownReturns: ['9777'] }, fineContext: { unknownReturns: [] } }),
];
