import { expect } from 'chai';
import {
  buildNationalPrescription,
  type NationalFacts,
  type NationalPrescription,
} from '../../../domain/prescriptions/build-national-prescription.ts';
import { checkNationalPrescription } from '../../../domain/prescriptions/check-national-prescription.ts';
import { nationalSettingsAt } from '../../../domain/prescriptions/national-settings.ts';

const aLine: NationalFacts['prescription']['lines'][number] = {
  drugCode: 'T001',
  registrationNumber: '893100193324',
  brand: 'Partamol Eff.',
  ingredient: 'Paracetamol',
  drugName: 'Paracetamol (Partamol Eff.) 500mg',
  unit: 'Viên',
  quantity: '9',
  days: 3,
  dosageText: 'Uống, sáng 1 viên, trưa 1 viên, tối 1 viên, trong 3 ngày',
};
const facts: NationalFacts = {
  prescription: {
    code: '14x7bk3q9m2z-c',
    type: 'c',
    signedAt: '2026-11-22T17:05:09.123Z',
    advice: 'Uống nhiều nước',
    weightKg: '52',
    guardianName: null,
    tranches: [],
    lines: [aLine],
  },
  person: {
    fullName: 'Lò Thị Ví Dụ',
    sex: 'female',
    birthDate: '1990-01-02',
    phone: '0912000111',
    guardianPhone: null,
    citizenId: '014190000000',
    address: 'Bản Mẫu, Xã Chiềng Mai, Tỉnh Sơn La',
    province: 'Tỉnh Sơn La',
  },
  cardNumber: 'GD4140000000000',
  diagnoses: [{ icdCode: 'J02.9', name: 'Viêm họng cấp tính, không xác định', text: 'Viêm họng cấp' }],
  followUpOn: '2026-11-26',
};
const settings = { deidentify: { icd: 'B20..B24|Z21', name: 'Người bệnh không nêu tên' } };

interface Changes {
  prescription?: Partial<NationalFacts['prescription']>;
  person?: Partial<NationalFacts['person']>;
  rest?: Partial<Omit<NationalFacts, 'prescription' | 'person'>>;
}
const built = ({ prescription, person, rest }: Changes = {}) =>
  buildNationalPrescription(
    { ...facts, ...rest, prescription: { ...facts.prescription, ...prescription }, person: { ...facts.person, ...person } },
    settings,
  );
const body = (changes?: Changes): NationalPrescription => built(changes).body;
const findings = (changes?: Changes) => checkNationalPrescription(body(changes)).map(({ code, path }) => `${code}@${path}`);
const aChild = { birthDate: '2020-11-24', phone: null, citizenId: null } as const;

describe('buildNationalPrescription', () => {
  it('writes every field in the words of the national system, by the clock of Viet Nam', () => {
    // 17:05 in UTC is five past midnight of the next day here.
    expect(body()).to.deep.equal({
      loai_don_thuoc: 'c',
      ma_don_thuoc: '14x7bk3q9m2z-c',
      ho_ten_benh_nhan: 'Lò Thị Ví Dụ',
      ma_dinh_danh_cong_dan: '014190000000',
      ngay_sinh_benh_nhan: '02/01/1990',
      gioi_tinh: 3,
      ma_so_the_bao_hiem_y_te: 'GD4140000000000',
      dia_chi: 'Bản Mẫu, Xã Chiềng Mai, Tỉnh Sơn La',
      so_dien_thoai_nguoi_kham_benh: '0912000111',
      chan_doan: [{ ma_chan_doan: 'J02.9', ten_chan_doan: 'Viêm họng cấp tính, không xác định', ket_luan: 'Viêm họng cấp' }],
      hinh_thuc_dieu_tri: 2,
      thong_tin_don_thuoc: [
        {
          ma_thuoc: '893100193324',
          biet_duoc: 'Partamol Eff.',
          ten_thuoc: 'Paracetamol (Partamol Eff.) 500mg',
          don_vi_tinh: 'Viên',
          so_luong: 9,
          cach_dung: 'Uống, sáng 1 viên, trưa 1 viên, tối 1 viên, trong 3 ngày',
        },
      ],
      loi_dan: 'Uống nhiều nước',
      ngay_tai_kham: '3',
      ngay_gio_ke_don: '2026-11-23 00:05:09',
    });
  });

  it('numbers the sexes as this system does, not as the claim files do', () => {
    const sex = (value: NationalFacts['person']['sex']) => body({ person: { sex: value } }).gioi_tinh;
    expect([sex('unknown'), sex('male'), sex('female')]).to.deep.equal([1, 2, 3]);
  });

  it('leaves out what is not known and makes nothing up', () => {
    const bare = body({
      person: { phone: null, citizenId: null },
      prescription: { advice: ' ' },
      rest: { cardNumber: null, followUpOn: null },
    });
    expect(bare).not.to.have.any.keys(
      ...[
        'ma_dinh_danh_cong_dan',
        'ma_so_the_bao_hiem_y_te',
        'so_dien_thoai_nguoi_kham_benh',
        'ngay_tai_kham',
        'loi_dan',
        'dot_dung_thuoc',
      ],
      ...['can_nang', 'thong_tin_nguoi_giam_ho', 'luu_y'],
    );
    expect(body({ rest: { followUpOn: '2026-11-23' } })).not.to.have.property('ngay_tai_kham');
  });

  it('names a drug by its brand, else by its ingredient, and by our code where it has no registration number', () => {
    const drug = (fields: Partial<typeof aLine>) => body({ prescription: { lines: [{ ...aLine, ...fields }] } }).thong_tin_don_thuoc[0];
    expect(drug({ brand: null })?.biet_duoc).to.equal('Paracetamol');
    expect(drug({ brand: null, ingredient: null })?.biet_duoc).to.equal(aLine.drugName);
    expect(drug({ registrationNumber: null })?.ma_thuoc).to.equal('T001');
    expect(drug({ quantity: '0.5' })?.so_luong).to.equal(0.5);
  });

  it('tells weight and guardian of a child under seventy-two months, and of nobody older', () => {
    const child = { prescription: { weightKg: '18.5', guardianName: 'Lò Văn Cha' }, person: { ...aChild, guardianPhone: '0912000222' } };
    expect(body(child)).to.include({ can_nang: 18.5, thong_tin_nguoi_giam_ho: 'Lò Văn Cha, 0912000222' });
    const older = body({ ...child, person: { ...child.person, birthDate: '2020-11-23' } });
    expect(older).not.to.have.any.keys('can_nang', 'thong_tin_nguoi_giam_ho');
  });

  it('sends a narcotic sheet of three tranches as one span with the dates of each in the note', () => {
    const tranches = [
      { number: 1, from: '2026-11-23', until: '2026-12-02' },
      { number: 2, from: '2026-12-03', until: '2026-12-12' },
      { number: 3, from: '2026-12-13', until: '2026-12-22' },
    ];
    const narcotic = body({ prescription: { type: 'n', code: '14x7bk3q9m2z-n', tranches, lines: [{ ...aLine, days: 30 }] } });
    expect(narcotic.dot_dung_thuoc).to.deep.equal({ dot: 1, tu_ngay: '23/11/2026', den_ngay: '22/12/2026' });
    expect(narcotic.luu_y).to.equal(
      'Đợt 1: từ 23/11/2026 đến 02/12/2026; Đợt 2: từ 03/12/2026 đến 12/12/2026; Đợt 3: từ 13/12/2026 đến 22/12/2026',
    );
    const short = body({ prescription: { type: 'h', lines: [aLine, { ...aLine, days: 10 }] } });
    expect(short.dot_dung_thuoc).to.deep.equal({ dot: 1, tu_ngay: '23/11/2026', den_ngay: '02/12/2026' });
    expect(short).not.to.have.property('luu_y');
  });

  it('sends whoever is treated for HIV without identity, and says that it did', () => {
    const diagnoses = [facts.diagnoses[0], { icdCode: 'B20.1', name: 'Bệnh HIV', text: '' }].filter((one) => one !== undefined);
    const { body: hidden, deidentified } = built({ rest: { diagnoses } });
    expect(deidentified).to.equal(true);
    expect(hidden).to.include({
      ho_ten_benh_nhan: 'Người bệnh không nêu tên',
      ngay_sinh_benh_nhan: '01/01/1990',
      dia_chi: 'Tỉnh Sơn La',
      gioi_tinh: 3,
    });
    const text = JSON.stringify(hidden);
    for (const secret of ['Lò Thị Ví Dụ', '014190000000', 'GD4140000000000', '0912000111', 'Bản Mẫu', '02/01/1990']) {
      expect(text, secret).not.to.include(secret);
    }
    expect(hidden.chan_doan[1]?.ket_luan).to.equal('Bệnh HIV');
    expect(built().deidentified).to.equal(false);
    expect(built({ rest: { diagnoses: [{ icdCode: 'Z21', name: 'x', text: '' }] } }).deidentified).to.equal(true);
    expect(built({ rest: { diagnoses: [{ icdCode: 'B25', name: 'x', text: '' }] } }).deidentified).to.equal(false);
    const child = built({ rest: { diagnoses }, prescription: { weightKg: '18', guardianName: 'Lò Văn Cha' }, person: aChild }).body;
    expect(child).to.include({ can_nang: 18, thong_tin_nguoi_giam_ho: 'Người bệnh không nêu tên' });
  });

  it('gives the same bytes for the same facts', () => {
    expect(JSON.stringify(body())).to.equal(JSON.stringify(body()));
  });
});

describe('checkNationalPrescription', () => {
  it('has nothing against a complete message of the three types that are sent', () => {
    expect(findings()).to.deep.equal([]);
    for (const type of ['h', 'n'] as const) expect(findings({ prescription: { type } })).to.deep.equal([]);
    expect(findings({ prescription: { type: 'y' } })).to.deep.equal(['national_type_unsupported@loai_don_thuoc']);
  });

  it('names each field that is missing', () => {
    expect(findings({ person: { address: null } })).to.deep.equal(['national_field_missing@dia_chi']);
    expect(findings({ person: { fullName: ' ' } })).to.deep.equal(['national_field_missing@ho_ten_benh_nhan']);
    expect(findings({ rest: { diagnoses: [] } })).to.deep.equal(['national_field_missing@chan_doan']);
    expect(findings({ prescription: { lines: [{ ...aLine, unit: '', quantity: '0' }] } })).to.deep.equal([
      'national_field_missing@thong_tin_don_thuoc.0.don_vi_tinh',
      'national_field_missing@thong_tin_don_thuoc.0.so_luong',
    ]);
  });

  it('knows the shape of numbers, and does not want them', () => {
    expect(findings({ person: { citizenId: '12345678' } })).to.deep.equal(['national_field_malformed@ma_dinh_danh_cong_dan']);
    expect(findings({ rest: { cardNumber: '0123456789' } })).to.deep.equal([]);
    expect(findings({ rest: { cardNumber: 'GD41' } })).to.deep.equal(['national_field_malformed@ma_so_the_bao_hiem_y_te']);
    expect(findings({ prescription: { code: '14x7b-c' } })).to.deep.equal(['prescription_code_format@ma_don_thuoc']);
  });

  it('wants weight and guardian up to the last day under seventy-two months', () => {
    const wants = (birthDate: string) => findings({ person: { ...aChild, birthDate }, prescription: { weightKg: null } });
    expect(wants('2020-11-24')).to.deep.equal(['national_field_missing@can_nang', 'national_field_missing@thong_tin_nguoi_giam_ho']);
    expect(wants('2020-11-23')).to.deep.equal([]);
  });
});

describe('the settings of the link', () => {
  const period = (code: string, value: unknown, validFrom: string, validTo: string | null = null) => ({ code, value, validFrom, validTo });
  const rows = [
    period('rx.national.alert_hours', 24, '2025-02-05', '2026-12-31'),
    period('rx.national.alert_hours', 12, '2027-01-01'),
    period('rx.national.deidentify', settings.deidentify, '2025-02-05', '2026-12-31'),
    period('rx.national.deidentify', null, '2027-01-01'),
  ];

  it('are those of the day, and the first ones before their first day', () => {
    expect(nationalSettingsAt(rows, '2026-12-31')).to.deep.equal({ alertHours: 24, deidentify: settings.deidentify });
    expect(nationalSettingsAt(rows, '2027-01-01')).to.deep.equal({ alertHours: 12, deidentify: null });
    expect(nationalSettingsAt(rows, '2020-01-01').alertHours).to.equal(24);
  });

  it('are named when the installation has none', () => {
    expect(() => nationalSettingsAt(rows.slice(2), '2026-12-01')).to.throw(RangeError, 'alert_hours');
    expect(() => nationalSettingsAt(rows.slice(0, 2), '2026-12-01')).to.throw(RangeError, 'deidentify');
  });
});
