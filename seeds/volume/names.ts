/**
 * Families and given names of the peoples of the province, the commonest first. Families carry their share in percent; given names
 * thin out towards the end of their list. Every combination is invented.
 */
export interface People {
  ethnicityCode: string;
  share: number;
  families: Record<string, number>;
  middle: { male: Record<string, number>; female: Record<string, number> };
  given: { male: string; female: string };
}

const thai: People = {
  ethnicityCode: '03',
  share: 53,
  families: {
    ...{ Lò: 25, Quàng: 11, Cầm: 8, Tòng: 9, Hoàng: 9, Cà: 8, Vì: 6, Lường: 9, Bạc: 2, Điêu: 2, Hà: 4, Đèo: 1, Lừ: 2, Mè: 1 },
    ...{ Ngần: 1, Tao: 1, Kha: 1 },
  },
  middle: {
    male: { Văn: 84, Quốc: 3, Minh: 3, Đức: 3, Ngọc: 2, Tuấn: 2, Trung: 3 },
    female: { Thị: 86, Thu: 4, Thanh: 3, Ngọc: 3, Phương: 2, Hồng: 2 },
  },
  given: {
    male:
      'Hương Thành Pâng Ín Ơn Xuân Sơn Bun Chung Hặc Dũng Tuấn Hùng Cường Thắng Minh Phương Tiến Toàn Hải Long Nam Quân Đức Hiệp ' +
      'Bình Chiến Khánh Kiên Lả Lún Muôn Ngoan Nghĩa Nhất Ọi Phanh Phong Quyết Sáng Sinh Sung Thái Thoại Thương Tịnh Toản Trường Tươi Tỉnh Ủn Viện Vui Xôm Yên',
    female:
      'Lan Ón Pọm Hoa Thảo Phóng Ban Mai Yêu Inh Hương Thu Hà Hằng Nga Liên Loan Thủy Bình Chum Diên Dung Đôi Én Hiền Hiêng Hom ' +
      'Huệ Khuyên Kim Lả Lún Minh Mơn Muôn Ngân Nhung Nguyệt Pản Phương Quyên Sen Sươi Tâm Thắm Thiên Thoa Thơm Tiên Trang Tươi Xiên Xoan Xuân Yến',
  },
};

const kinh: People = {
  ethnicityCode: '01',
  share: 16,
  families: {
    ...{ Nguyễn: 38, Trần: 12, Lê: 9, Phạm: 9, Vũ: 6, Đỗ: 5, Bùi: 4, Hoàng: 5, Đặng: 3, Ngô: 2, Dương: 2, Lý: 1, Phan: 2, Đào: 2 },
  },
  middle: {
    male: { Văn: 45, Đức: 12, Quang: 8, Tiến: 7, Mạnh: 7, Minh: 8, Xuân: 6, Ngọc: 7 },
    female: { Thị: 58, Thu: 10, Thanh: 8, Ngọc: 8, Minh: 6, Phương: 5, Hồng: 5 },
  },
  given: {
    male:
      'Minh Thắng Huy Hòa Dũng Cường Hùng Tuấn Anh Hải Nam Long Sơn Đức Hiếu Quân Trung Kiên Khánh Bình Thành Toàn Việt Phúc Tùng ' +
      'Thái Lâm Hưng Quyết Giang Duy Đạt Khoa Bảo Phong Trường Vinh Tiến Công Tài',
    female:
      'Hằng Hà Ngọc Hòa Nguyệt Thúy Lan Hương Mai Anh Linh Trang Thu Hoa Yến Nga Hạnh Thảo Phương Dung Hiền Loan Oanh Huyền Vân ' +
      'Tuyết Nhung Hường Liên Thủy Chi Giang My Quỳnh Tâm Xuân Bích Hồng Ly Trâm',
  },
};

const mong: People = {
  ethnicityCode: '08',
  share: 15,
  families: {
    ...{ Giàng: 17, Vàng: 14, Sồng: 10, Thào: 10, Mùa: 9, Hờ: 8, Lầu: 7, Tráng: 6, Vừ: 6, Sùng: 7, Hạng: 3, Cứ: 1, Phàng: 1, Chá: 1 },
  },
  middle: { male: { A: 88, Bả: 4, Văn: 4, Páo: 4 }, female: { Thị: 90, Y: 6, Mỷ: 4 } },
  given: {
    male: 'Páo Dơ Chu Sếnh Tủa Nhè Lử Phông Chống Dếnh Sang Vảng Lềnh Súa Dia Thánh Tồng Nủ Só Khai Lồng Chư Hồ Tính Cở Páng Vạng Nếnh Gia Trống Sử Thào Dình Lệnh Chinh Tếnh',
    female: 'Mỷ Dua Chư Ǎng Sua Pà Say Dợ Mai Dở Chá Sông Nhìa Xua Ghếnh Pla Mo Sáo Dí Cha Nênh Sinh Ly Vá Bầu Chia Ca Hoa Dông Pàng',
  },
};

const muong: People = {
  ethnicityCode: '06',
  share: 8,
  families: { Đinh: 30, Hà: 22, Bùi: 16, Quách: 9, Phùng: 8, Cầm: 2, Lường: 5, Sa: 5, Mùi: 3 },
  middle: { male: { Văn: 70, Công: 15, Đức: 8, Quang: 7 }, female: { Thị: 84, Thu: 8, Bích: 8 } },
  given: {
    male: 'Thức Hiệp Nhâm Khiên Tuấn Hùng Thắng Cường Hải Tiến Dũng Sơn Nam Bình Đoàn Khánh Lượng Luyến Thuận Thiệu Quý Toan Tích Xuyên Điệp',
    female: 'Thiêm Dần Bích Nhâm Hằng Thu Hoa Lan Hương Huệ Liên Nga Thơm Tuyết Oanh Luyến Nguyệt Quyên Hiên Mến Tình Xuyến Duyên Diệp',
  },
};

const dao: People = {
  ethnicityCode: '09',
  share: 8,
  families: { Bàn: 27, Triệu: 25, Đặng: 20, Lý: 14, Phùng: 8, Dương: 6 },
  middle: { male: { Văn: 62, Tiến: 13, Tòn: 13, Phú: 12 }, female: { Thị: 70, Mùi: 20, Thu: 10 } },
  given: {
    male: 'Sinh Lâm Quan Chiêu Phúc Thanh Hương Vạn Minh Kim Quý Sơn Thắng Hưng Đức Tài Nhậy Sếnh Chẳn Xuân Liều Lụa',
    female: 'Mùi Nái Lai Pham Mẩy Ghến Say Hoa Lan Hương Liều Chuổng Líu Khé Mản Phấy Thu Nhậy Sính Dất',
  },
};

export const peoples: People[] = [thai, kinh, mong, muong, dao];

/** Names by weight as one flat list: as many entries as the share says, so that an even draw gives the distribution. */
export const byWeight = (weights: Record<string, number>): string[] =>
  Object.entries(weights).flatMap(([name, weight]) => Array.from({ length: weight }, () => name));
