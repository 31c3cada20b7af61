import { expect } from 'chai';
import { buildAssessment, type MedicalAssessment } from '../../../domain/claims/build-assessment.ts';
import { buildClaim } from '../../../domain/claims/build-claim.ts';
import { vitalsText } from '../../../domain/claims/build-course-rows.ts';
import { claimTable, claimVersionOf, type ClaimVersion, type TableCode } from '../../../domain/claims/claim-definitions.ts';
import type { ClaimFacts } from '../../../domain/claims/claim-facts.ts';
import { aTest, aVisit, type VisitChanges } from './a-visit.ts';
import {
  aBirth,
  aDischarge,
  allFacts,
  anAppointment,
  anHivRecord,
  aPregnancyRest,
  aReferral,
  aResult,
  aSickLeave,
  aSummary,
  aTuberculosisCourse,
} from './claim-facts-examples.ts';

const settings = { summaryOfEveryVisit: false };
const build = (facts: ClaimFacts, changes: VisitChanges = {}, everyVisit = false) =>
  buildClaim(aVisit(changes), facts, { ...settings, summaryOfEveryVisit: everyVisit });
const rows = (code: TableCode, facts: ClaimFacts, changes: VisitChanges = {}) => build(facts, changes)[code] ?? [];
const row = (code: TableCode, facts: ClaimFacts, changes: VisitChanges = {}) => rows(code, facts, changes)[0] ?? {};
const stay: VisitChanges = { encounter: { careType: '03' } };
const referred: VisitChanges = { encounter: { dischargeType: '2', referredTo: '14001' } };

describe('buildClaim', () => {
  it('writes no table that nothing is known of', () => {
    expect(Object.keys(build({}))).to.deep.equal(['XML1', 'XML2', 'XML3']);
  });

  it('writes every field of every table in the order of the version', () => {
    for (const [endedAt, version] of [
      ['2024-11-24T02:45:00Z', '4750'],
      ['2025-11-24T02:45:00Z', '3176'],
      ['2026-11-24T02:45:00Z', '1931'],
    ] as [string, ClaimVersion][]) {
      const tables = build(allFacts(), { encounter: { careType: '03', dischargeType: '2', endedAt } });
      expect(claimVersionOf(tables)).to.equal(version);
      expect(Object.keys(tables)).to.have.length(14);
      for (const [code, found] of Object.entries(tables)) {
        const names = claimTable(code as TableCode, version).fields.map(({ name }) => name);
        for (const one of found) expect(Object.keys(one), code).to.deep.equal(names);
      }
    }
  });
});

describe('table 4', () => {
  it('has a row for each value with the licence and the time of its reader', () => {
    const [white, red] = rows('XML4', { results: [aResult()] });
    expect(white).to.deep.include({ MA_LK: '14009.26.000123', STT: '1', MA_DICH_VU: '22.0121.1369', MA_CHI_SO: 'WBC', GIA_TRI: '12.4' });
    expect(white).to.include({ DON_VI_DO: 'G/L', NGAY_KQ: '202611240910', MA_BS_DOC_KQ: '000456/SL-GPHN', KET_LUAN: '' });
    expect(red).to.include({ STT: '2', TEN_CHI_SO: 'Hemoglobin (HGB)' });
  });

  it('puts words where there is no value, the name in place of a code since QĐ 3176', () => {
    const results = [aResult({ values: [], description: 'Gan không to', conclusion: 'Bình thường' })];
    expect(row('XML4', { results })).to.include({
      MO_TA: 'Gan không to',
      KET_LUAN: 'Bình thường',
      GIA_TRI: '',
      MA_CHI_SO: aResult().serviceName,
    });
    expect(row('XML4', { results }, { encounter: { endedAt: '2024-11-24T02:45:00Z' } })['MA_CHI_SO']).to.equal('');
  });

  it('leaves out a result of something that is not in the bill', () => {
    expect(rows('XML4', { results: [aResult({ serviceCode: '99.9999.9999' })] })).to.deep.equal([]);
    expect(
      rows('XML4', { results: [aResult({ serviceCode: '99.9999.9999' })] }, { charges: [aTest({ code: '99.9999.9999' })] }),
    ).to.have.length(2);
  });
});

describe('table 5', () => {
  const notes = [{ at: '2026-11-24T01:30:00Z', text: 'Sốt', vitals: { pulse: '75' }, writerLicences: ['1/A-GPHN', '2/A-GPHN'] }];

  it('is due for treatment over days, not for an examination or a pick-up', () => {
    const due = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].filter(
      (careType) => rows('XML5', { notes }, { encounter: { careType } }).length > 0,
    );
    expect(due).to.deep.equal(['02', '03', '04', '05', '06', '08', '09']);
  });

  it('joins the note with the vital signs and the writers by semicolons', () => {
    expect(row('XML5', { notes }, stay)).to.include({
      DIEN_BIEN_LS: 'Sốt CSST<M75>',
      THOI_DIEM_DBLS: '202611240830',
      NGUOI_THUC_HIEN: '1/A-GPHN;2/A-GPHN',
    });
    const all = {
      pulse: '75',
      temperature: '37',
      systolic: '120',
      diastolic: '70',
      respiratoryRate: '18',
      oxygenSaturation: '98',
      careLevel: 2,
    } as const;
    expect(vitalsText(all)).to.equal('CSST<M75_T37_HA120/70_NT18_SP98_HL2>');
    expect([vitalsText({ systolic: '120' }), vitalsText()]).to.deep.equal(['', '']);
  });
});

describe('tables 7 and 8', () => {
  it('date the discharge paper by the discharge and count both ends of a leave', () => {
    const found = row('XML7', { discharge: aDischarge({ leave: { from: '2026-11-25', until: '2026-11-27' } }) }, stay);
    expect(found).to.include({ NGAY_CT: '20261124', SO_NGAY_NGHI: '3', NGOAITRU_TUNGAY: '20261125', NGOAITRU_DENNGAY: '20261127' });
    expect(found).to.include({ MA_DINH_CHI_THAI: '0', MA_YTE: '26000123', SO_LUU_TRU: 'NT26000123' });
  });

  it('name the parents of somebody under sixteen, nobody else', () => {
    expect(row('XML7', { discharge: aDischarge() })['HO_TEN_ME']).to.equal('');
    const child = { patient: { birthDate: '2010-11-25' } };
    expect(row('XML7', { discharge: aDischarge() }, child)).to.include({ HO_TEN_ME: 'Cà Thị Xuân', MA_ME: '1412345670' });
    expect(row('XML7', { discharge: aDischarge() }, { patient: { birthDate: '2010-11-24' } })['HO_TEN_ME']).to.equal('');
  });

  it('give no discharge paper to who absconded', () => {
    expect(rows('XML7', { discharge: aDischarge() }, { encounter: { dischargeType: '3' } })).to.deep.equal([]);
  });

  it('refuse weeks of pregnancy that cannot be and a leave that runs backwards', () => {
    const ended = (weeks: number) => () =>
      row('XML7', { discharge: aDischarge({ pregnancyEnd: { cause: 'Sảy thai', at: '2026-11-23T22:00:00Z', weeks } }) });
    expect(ended(42)()).to.include({ MA_DINH_CHI_THAI: '1', TUOI_THAI: '42', THOIGIAN_DINHCHI: '202611240500' });
    for (const weeks of [0, 43, 1.5]) expect(ended(weeks), String(weeks)).to.throw(RangeError);
    expect(() => row('XML7', { discharge: aDischarge({ leave: { from: '2026-11-25', until: '2026-11-24' } }) })).to.throw(RangeError);
  });

  it('sum up stays, and every visit where the facility wants it', () => {
    expect(rows('XML8', { summary: aSummary() })).to.deep.equal([]);
    expect(build({ summary: aSummary() }, {}, true).XML8).to.have.length(1);
    for (const careType of ['03', '04', '06']) expect(rows('XML8', { summary: aSummary() }, { encounter: { careType } })).to.have.length(1);
    const childDeath = { bornOn: '2026-11-20', diedOn: '2026-11-21', count: 1 };
    expect(row('XML8', { summary: aSummary({ childDeath }) }, stay)).to.include({ NGAY_SINHCON: '20261120', SO_CONCHET: '1' });
  });
});

describe('tables 9 and 10', () => {
  it('have one row for each child, with fixed words for surgery and early birth', () => {
    const notes = [
      aBirth(),
      aBirth({ bySurgery: true }),
      aBirth({ before32Weeks: true }),
      aBirth({ bySurgery: true, before32Weeks: true }),
    ];
    const found = rows('XML9', { births: notes });
    expect(found.map(({ GHI_CHU }) => GHI_CHU)).to.deep.equal([
      '',
      'Sinh con phải phẫu thuật',
      'Sinh con dưới 32 tuần tuổi',
      'Sinh con phải phẫu thuật, sinh con dưới 32 tuần tuổi',
    ]);
    expect(found[0]).to.include({ NGAYSINH_NND: '19900515', NGAY_SINH_CON: '202611240315', GIOI_TINH_CON: '1', CAN_NANG_CON: '3150' });
  });

  it('count both ends of a rest in pregnancy, as the printed example does', () => {
    expect(row('XML10', { pregnancyRest: aPregnancyRest() })).to.include({ SO_NGAY: '30', TU_NGAY: '20260713', DEN_NGAY: '20260811' });
    expect(() => row('XML10', { pregnancyRest: aPregnancyRest({ until: '2026-07-12' }) })).to.throw(RangeError);
  });
});

describe('tables 11, 13 and 14', () => {
  it('end a leave on its last day and name the parents of a child under seven', () => {
    expect(row('XML11', { sickLeave: aSickLeave() })).to.include({
      SO_CT: '00012/2026',
      SO_SERI: '14009202600012',
      DEN_NGAY: '20261126',
      SO_NGAY_NGHI: '3',
      HO_TEN_ME: '',
      MAU_SO: 'CT07',
    });
    const small = { patient: { birthDate: '2019-11-25' } };
    expect(row('XML11', { sickLeave: aSickLeave() }, small)['HO_TEN_ME']).to.equal('Cà Thị Xuân');
    const lost = aSickLeave({ cause: 'miscarriage', pregnancyWeeks: 9, diagnosis: 'Sảy thai' });
    expect(row('XML11', { sickLeave: lost })).to.include({ MA_DINH_CHI_THAI: '1', TUOI_THAI: '9', NGUYENNHAN_DINHCHI: 'Sảy thai' });
  });

  it('write a referral only of a visit that ends by one, under the names of its version', () => {
    expect(rows('XML13', { referral: aReferral() })).to.deep.equal([]);
    expect(row('XML13', { referral: aReferral() }, referred)).to.include({
      MA_CSKCB_DEN: '14001',
      TINH_TRANG_CT: 'Tỉnh, mạch 92',
      MA_BENH_CHINH: 'J02.9',
      MA_LOAI_RV: '2',
    });
    const older = row('XML13', { referral: aReferral() }, { encounter: { dischargeType: '5', endedAt: '2024-11-24T02:45:00Z' } });
    expect(older).to.include({ MA_NOI_DEN: '14001', PP_DIEUTRI: 'Kháng sinh tĩnh mạch', TEN_THUOC: 'Amoxicilin 500mg' });
  });

  it('write the hour of an appointment where there is one', () => {
    expect(row('XML14', { appointment: anAppointment() })).to.include({
      NGAY_HEN_KL: '202612010830',
      NGAY_CT: '20261124',
      MA_DOITUONG_KCB: '1.1',
    });
    expect(row('XML14', { appointment: anAppointment({ time: undefined }) })['NGAY_HEN_KL']).to.equal('20261201');
  });
});

describe('tables 6 and 15', () => {
  it('copy the person and list several codes by semicolons', () => {
    expect(row('XML6', { hiv: [anHivRecord()] })).to.include({
      SO_CCCD: '014190000001',
      MA_CSKCB: '14009',
      MA_XU_TRI: '1;4',
      SO_NGAY_CAP_THUOC_ARV: '30',
      PHACDO_DTRI_LAO: '',
    });
  });

  it('refuse a record that contradicts itself', () => {
    const wrong: Parameters<typeof anHivRecord>[0][] = [
      { arvCourse: { from: '2026-11-24', until: '2026-12-24', suppliedDays: 31 } },
      { measures: [2] },
      { conditions: [1] },
      { tuberculosis: { kind: 2, result: 1 } },
      { tuberculosis: { kind: 0, course: { regimen: 1, from: '2026-01-01' }, result: 1 } },
    ];
    for (const changes of wrong) expect(() => row('XML6', { hiv: [anHivRecord(changes)] }), JSON.stringify(changes)).to.throw(RangeError);
  });

  it('keep the regimen of tuberculosis within its kind of treatment', () => {
    const regimen = (kind: 1 | 2 | 3, number: number) => () =>
      row('XML15', { tuberculosis: [aTuberculosisCourse({ kind, regimen: number })] });
    for (const [kind, from, until] of [
      [2, 1, 8],
      [3, 9, 19],
      [1, 20, 25],
    ] as const) {
      expect([regimen(kind, from)()['PHACDO_DTRI_LAO'], regimen(kind, until)()['PHACDO_DTRI_LAO']]).to.deep.equal([
        String(from),
        String(until),
      ]);
      for (const number of [from - 1, until + 1]) expect(regimen(kind, number)).to.throw(RangeError);
    }
    expect(() => row('XML15', { tuberculosis: [aTuberculosisCourse({ until: '2026-08-31' })] })).to.throw(RangeError);
  });
});

describe('table 12', () => {
  const assessment: MedicalAssessment = {
    chair: { name: 'Cầm Văn Hoan', role: 'for-the-chair' },
    metOn: '2026-11-20',
    person: {
      ...{ fullName: 'Lò Thị Ngần', birthDate: '1990-05-15', identityNumber: '014190000001', identityIssuedOn: '2021-07-01' },
      ...{ identityIssuedBy: 'Cục Cảnh sát', address: 'Bản Mòng', provinceCode: '14', communeCode: '03760' },
      ...{ socialInsuranceNumber: '1412345678', phone: '0912000000' },
    },
    groups: ['NKT', 'BNN'],
    kind: 1,
    minutesNumber: '12/BB',
    benefits: [3, 7],
    paperOn: '2026-11-20',
    introduction: { number: '4', requestedOn: '2026-11-01', bodyCode: 'X', bodyName: 'UBND xã' },
    findings: 'Đau thắt lưng',
    legalBasis: ['TT 28/2013'],
    impairment: { found: 21, total: 31 },
    proposal: 'Không',
    fullCare: 'Không',
  };

  it('writes a day of birth of eight digits and lists by semicolons', () => {
    expect(buildAssessment(assessment)).to.include({
      CHUC_VU: '2',
      NGAY_SINH: '19900515',
      MA_DOI_TUONG: 'NKT;BNN',
      DANG_HUONG_CHE_DO: '3;7',
      TYLE_TTCT_CU: '',
    });
    expect(Object.keys(buildAssessment(assessment))).to.deep.equal(claimTable('XML12', '1931').fields.map(({ name }) => name));
  });

  it('refuses a percentage beyond 100', () => {
    expect(() => buildAssessment({ ...assessment, impairment: { found: 101, total: 31 } })).to.throw(RangeError);
  });
});
