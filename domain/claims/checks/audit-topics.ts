/**
 * Topics of the insurer's later audit (letter of the audit centre 2025, annexes 1 and 2). A service or drug is known by its name, a disease by the
 * beginning of its code; all are hints for the officer and never stop a claim. Source: docs/legal/insurance.md#checks
 */
export interface AuditTopic {
  /** Name of the drug (table 2) or of the service (table 3) that is looked at. */
  drug?: RegExp;
  service?: RegExp;
  /** Fires when such a service is paid in the same visit. */
  besideService?: RegExp;
  /** Fires when such a drug is paid in the same visit. */
  besideDrug?: RegExp;
  /** Fires when nothing of this name is in the visit. */
  withoutService?: RegExp;
  withoutDrug?: RegExp;
  /** Fires unless one of these diseases is there. */
  onlyFor?: RegExp;
  /** Fires when one of these diseases is there. */
  notFor?: RegExp;
  /** Fires below, or from, this age in years. */
  notUnder?: number;
  notFrom?: number;
  /** Fires above this quantity of one day. */
  mostPerDay?: number;
  route?: RegExp;
}

const ENDOSCOPY = /nội soi (thực quản|dạ dày)/i;
const BIOPSY_ENDOSCOPY = /nội soi.*sinh thiết/i;
const THERAPY_UPPER =
  /nội soi.*(dạ dày|thực quản).*(cầm máu|thắt|cắt polyp|lấy dị vật|nong)|(cầm máu|thắt|cắt polyp|lấy dị vật|nong).*nội soi.*(dạ dày|thực quản)/i;
const THERAPY_LOWER = /nội soi.*đại.*tràng.*(cắt polyp|cầm máu)|cắt polyp.*đại.*tràng.*nội soi/i;

export const auditTopics: Readonly<Record<string, AuditTopic>> = {
  'AUD-KT04': { service: /điều trị tủy|nội nha/i, withoutService: /x.?quang.*răng|cận chóp|xquang.*răng/i },
  'AUD-KT25': { service: /bơm rửa lệ đạo|thông lệ đạo/i, onlyFor: /^H04|^Q10/ },
  'AUD-KT32': { service: /helicobacter|hp.*(test|nhanh)|clo.?test/i, besideService: ENDOSCOPY },
  'AUD-KT37': { service: /\b(nt.?pro)?bnp\b/i, onlyFor: /^(I1[13]|I2[0-5]|I4[2-9]|I50|J81|R06)/ },
  'AUD-KT47': { service: /vận động trị liệu hô hấp|tập thở|trị liệu hô hấp/i, onlyFor: /^J4[0-7]|^J6|^J84|^Z90\.2/ },
  'AUD-KT58': { service: /mật độ xương/i, mostPerDay: 1 },
  'AUD-KT64': { service: BIOPSY_ENDOSCOPY, withoutService: /giải phẫu bệnh|mô bệnh học/i },
  'AUD-KT79': { service: /siêu âm điều trị|điện xung|hồng ngoại|sóng ngắn|điện phân|parafin/i, notFor: /^C/ },
  'AUD-KT84': { service: ENDOSCOPY, notFor: /^I50/ },
  'AUD-KT86': { service: /sinh thiết tức thì|cắt lạnh/i, withoutService: /phẫu thuật|cắt |mổ /i },
  'AUD-KT93': { service: /pro.?calcitonin/i, mostPerDay: 1 },
  'AUD-KT94': { service: /giường.*ngoại khoa|\.NG\d/i, besideService: /phaco/i },
  'AUD-KT95': { service: /^siêu âm/i, besideService: /dưới (hướng dẫn|hd).*siêu âm/i },
  'AUD-KT104': { service: /giemsa.*(hp|helicobacter)/i, besideService: BIOPSY_ENDOSCOPY },
  'AUD-KT118': { service: /liệu pháp.*đích|điều trị đích/i, besideDrug: /mab\b|tinib/i },
  'AUD-KT121': { service: /chụp động mạch vành/i, besideService: /(đặt|stent).*(stent|động mạch vành)/i },
  'AUD-KT128': { service: /hút huyết khối.*vành/i, besideService: /stent.*vành|vành.*stent/i },
  'AUD-KT147': { service: /điện châm|xoa bóp|hồng ngoại|điện xung|siêu âm điều trị|vận động trị liệu|kéo giãn/i, mostPerDay: 4 },
  'AUD-KT158': { service: /tiêm hậu nhãn cầu/i, besideService: /phẫu thuật.*(mắt|thủy tinh thể|glôcôm|mộng)|phaco/i },
  'AUD-KT166': { service: /hút đờm.*(nội khí quản|mở khí quản|ống)/i, withoutService: /thông khí|thở máy/i },
  'AUD-KT183': {
    service: /cắt lớp vi tính.*có (tiêm )?(thuốc )?cản quang|có thuốc cản quang/i,
    withoutDrug: /iohexol|iopamidol|iopromid|iobitridol|ioversol|iodixanol/i,
  },
  'AUD-KT184': { service: /\bafb\b/i, mostPerDay: 2 },
  'AUD-KT193': { service: /monitor.*(sản|tim thai)|theo dõi tim thai/i, mostPerDay: 1 },
  'AUD-KT217': { service: /siêu âm ổ bụng/i, besideService: /siêu âm.*(tiết niệu|tử cung|phần phụ)/i },
  'AUD-KT226': { service: /hồng cầu lưới/i, besideService: /huyết đồ/i },
  'AUD-KT02P1': { service: /hba1c/i, onlyFor: /^(E1[0-4]|O24|R73|E74)/ },
  'AUD-KT01_4': { service: /nhuộm gram|vi khuẩn nhuộm soi/i, besideService: /nuôi cấy/i },
  'AUD-KT01_18': { service: /nội soi (thực quản|dạ dày).*tá tràng(?!.*(cầm máu|thắt|cắt|lấy|nong))/i, besideService: THERAPY_UPPER },
  'AUD-KT01_19': { service: /nội soi đại.*tràng(?!.*(cắt|cầm máu))/i, besideService: THERAPY_LOWER },
  'AUD-KT01_21': { service: /đặt.*(jj|sonde niệu quản)/i, besideService: /nội soi.*tán sỏi/i },
  'AUD-KT01_16': { service: /dẫn lưu.*douglas/i, besideService: /cắt ruột thừa/i },
  'AUD-KT189_1': { service: /nội soi phế quản(?!.*(rửa|hút))/i, besideService: /rửa phế quản|hút phế quản.*nội soi/i },
  'AUD-KT189_2': { service: /điện tim thường|^điện tim/i, besideService: /(lập trình|kiểm tra).*máy tạo nhịp/i },
  'AUD-KT189_5': { service: /khâu.*tầng sinh môn/i, besideService: /đỡ đẻ|forceps|giác hút/i },
  'AUD-KT189_7': { service: /đặt catheter.*lọc máu/i, besideService: /lọc máu.*cấp cứu/i },
  'AUD-KT189_8': { service: /tiêm khớp/i, besideService: /hút dịch khớp|chọc hút.*khớp/i },
  'AUD-KT63': { drug: /acid amin.*(glucose|lipid)|nutriflex|kabiven|smofkabiven/i, notFor: /^(E87|N1[789]|K72|E88)/ },
  'AUD-TH01': { drug: /cerebrolysin|peptid/i, onlyFor: /^(I6[0-4]|S06|G93\.1|T90\.5)/ },
  'AUD-TH06': { drug: /amoxicil+in.*sulbactam/i, onlyFor: /^(H6[56]|J1[2-8])/ },
  'AUD-TH08': { drug: /galantamin/i, onlyFor: /^(G30|F00)/ },
  'AUD-TH14': { drug: /vinpocetin/i, onlyFor: /^(F01|I6[79])/ },
  'AUD-TH15': { drug: /thioctic|thioctat/i, route: /^2\./, onlyFor: /^(E1[0-4]\.4|G63\.2)/ },
  'AUD-TH19': { drug: /ginkgo/i, onlyFor: /^(F0[0-3]|I6[79]|I73|H93\.1|H81|R42)/ },
  'AUD-TH20': { drug: /glucosamin/i, onlyFor: /^M17/ },
  'AUD-TH21': { drug: /diacerein/i, notFor: /^K7/, notFrom: 65 },
  'AUD-TH28': { drug: /moxifloxacin/i, route: /^[12]\./, notUnder: 18, notFor: /^(O|Z3[345])/ },
  'AUD-TH32': { drug: /chymotrypsin/i, onlyFor: /^([ST]|R60|Z48)/ },
  'AUD-TH42': { drug: /levofloxacin/i, route: /^2\./, notUnder: 18 },
  'AUD-TH45': { drug: /metformin/i, notFor: /^(N17|N18\.[45]|N19|E87\.2|K72|R57|E1[0-4]\.1)/ },
  'AUD-TH48': { drug: /piracetam/i, onlyFor: /^G25\.3/ },
  'AUD-TH65': { drug: /silymarin/i, onlyFor: /^(K7|B1[5-9])/ },
  'AUD-TH72': {
    drug: /(ome|esome|panto|rabe|lanso)prazol/i,
    onlyFor: /^(K2[0-9]|K3[01]|K92|E16\.4|B98\.0|Z79|R65|J96|I6[0-4]|S06|T3[0-2])/,
  },
  'AUD-TH84': { drug: /lysin.*vitamin/i, onlyFor: /^E4[0-6]/, notFrom: 6 },
  'AUD-TH88': { drug: /zoledronic/i, onlyFor: /^(M8[0-5]|M88|C|E83\.5)/ },
  'AUD-TH97': { drug: /diclofenac/i, notFor: /^(I50|I2[0-5]|I7[0-4]|I6[0-9])/ },
  'AUD-TH107': { drug: /tenofovir alafenamid/i },
};
