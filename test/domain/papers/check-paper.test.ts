import { expect } from 'chai';
import { checkPaper, type PaperFacts } from '../../../domain/papers/check-paper.ts';
import { paperNumber, type AppointmentPaper, type Referral, type SickLeave } from '../../../domain/papers/paper.ts';
import { sickLeaveLimitsAt } from '../../../domain/papers/sick-leave-limits.ts';

const facts: PaperFacts = {
  ...{ today: '2026-12-01', examinedOn: '2026-12-01', ageInYears: 40, ownFacilityCode: '14901', isFacilityKnown: true, hasAnother: false },
  leaveLimits: { ordinary: 30, tuberculosis: 180, miscarriage: 50 },
};
const leave: SickLeave = {
  ...{ kind: 'sick-leave', employer: 'Xí nghiệp Thử', socialInsuranceNumber: '1499000001', diagnosis: 'Viêm họng', treatment: 'Thuốc' },
  ...{ cause: 'ordinary', from: '2026-12-01', days: 3 },
};
const referral: Referral = {
  ...{ kind: 'referral', referredTo: '14001', referredToName: 'Bệnh viện tỉnh', clinicalSigns: 'Khó thở', course: 'Hai ngày' },
  ...{ diagnosis: 'Viêm phổi', condition: 'Tỉnh', reason: '1', plan: 'Điều trị tiếp', transport: 'Xe cứu thương' },
};
const appointment: AppointmentPaper = { kind: 'appointment', purpose: 'examination', day: '2026-12-08', diagnosis: 'Tăng huyết áp' };

const found = (paper: Parameters<typeof checkPaper>[0], change: Partial<PaperFacts> = {}): string[] =>
  checkPaper(paper, { ...facts, ...change }).map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const ofLeave = (change: Partial<SickLeave>, more: Partial<PaperFacts> = {}): string[] => found({ ...leave, ...change }, more);

describe('a certificate of leave', () => {
  it('begins on the day of the examination, no day before or after', () => {
    expect(ofLeave({})).to.deep.equal([]);
    for (const from of ['2026-11-30', '2026-12-02']) expect(ofLeave({ from })).to.deep.equal(['error leave_from_other_day from']);
  });

  it('gives up to thirty days, a hundred and eighty for tuberculosis', () => {
    expect(ofLeave({ days: 30 })).to.deep.equal([]);
    expect(ofLeave({ days: 31 })).to.deep.equal(['error leave_too_long days']);
    expect(ofLeave({ days: 180, cause: 'tuberculosis' })).to.deep.equal([]);
    expect(ofLeave({ days: 181, cause: 'tuberculosis' })).to.deep.equal(['error leave_too_long days']);
    expect(ofLeave({ days: 0 })).to.deep.equal(['error leave_days_missing days']);
  });

  it('gives fifty days after a miscarriage from the thirteenth week, thirty before it', () => {
    const lost = (pregnancyWeeks: number | undefined, days: number) => ofLeave({ cause: 'miscarriage', pregnancyWeeks, days });
    expect(lost(13, 50)).to.deep.equal([]);
    expect(lost(13, 51)).to.deep.equal(['error leave_too_long days']);
    expect(lost(12, 31)).to.deep.equal(['error leave_too_long days']);
    expect(lost(12, 30)).to.deep.equal([]);
    expect([undefined, 0, 43].map((weeks) => lost(weeks, 3))).to.deep.equal(Array(3).fill(['error pregnancy_weeks_wrong pregnancyWeeks']));
  });

  it('has no limit where none is on file', () => {
    expect(ofLeave({ days: 400 }, { leaveLimits: {} })).to.deep.equal([]);
  });

  it('needs ten digits that are not all nought', () => {
    for (const socialInsuranceNumber of ['149900000', '0000000000', '14990000x1'])
      expect(ofLeave({ socialInsuranceNumber })).to.deep.equal(['error social_insurance_number_wrong socialInsuranceNumber']);
  });

  it('asks for a parent of a child under seven, and only asks', () => {
    expect(ofLeave({}, { ageInYears: 6 })).to.deep.equal(['warning leave_parent_missing motherName']);
    expect(ofLeave({ fatherName: 'Lò Văn Thử' }, { ageInYears: 6 })).to.deep.equal([]);
    expect(ofLeave({}, { ageInYears: 7 })).to.deep.equal([]);
  });
});

describe('a referral', () => {
  it('leads to another facility; one that is not listed is only told', () => {
    expect(found(referral)).to.deep.equal([]);
    expect(found({ ...referral, referredTo: '14901' })).to.deep.equal(['error referral_to_self referredTo']);
    expect(found(referral, { isFacilityKnown: false })).to.deep.equal(['warning referral_facility_unlisted referredTo']);
  });
});

describe('an appointment', () => {
  it('lies ahead', () => {
    expect(found(appointment)).to.deep.equal([]);
    expect(found({ ...appointment, day: '2026-12-02' })).to.deep.equal([]);
    expect(found({ ...appointment, day: '2026-12-01' })).to.deep.equal(['error follow_up_in_past day']);
  });

  it('for tests names them', () => {
    expect(found({ ...appointment, purpose: 'tests' })).to.deep.equal(['error appointment_tests_missing tests']);
    expect(found({ ...appointment, purpose: 'tests', tests: 'Đường huyết lúc đói' })).to.deep.equal([]);
  });
});

describe('a paper of which the visit has one already', () => {
  it('is refused', () => {
    expect(found(leave, { hasAnother: true })).to.deep.equal(['error paper_exists ']);
  });
});

describe('the limits of leave', () => {
  const row = (value: unknown, validFrom: string, validTo: string | null) => ({
    ...{ code: 'paper.sick_leave_days.ordinary', value, validFrom, validTo },
  });

  it('are those of the day, and none where none is on file', () => {
    const rows = [row(30, '2024-07-01', '2026-12-31'), row(45, '2027-01-01', null)];
    expect(sickLeaveLimitsAt(rows, '2026-12-31')).to.deep.equal({ ordinary: 30 });
    expect(sickLeaveLimitsAt(rows, '2027-01-01')).to.deep.equal({ ordinary: 45 });
    expect(sickLeaveLimitsAt(rows, '2024-06-30')).to.deep.equal({});
  });
});

describe('the number of a paper', () => {
  it('has five digits before the year', () => {
    expect(paperNumber({ year: 2026, number: 12 })).to.equal('00012/2026');
  });
});
