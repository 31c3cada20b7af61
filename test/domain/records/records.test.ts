import { expect } from 'chai';
import { remainingDays } from '../../../domain/records/prescription-days.ts';
import { isSensitiveDiagnosis } from '../../../domain/records/sensitive-diagnosis.ts';
import { afterWorkingDays } from '../../../domain/records/working-days.ts';

describe('days left of a prescription', () => {
  it('are all on the day it was signed, one on the last day, none after', () => {
    expect(remainingDays('2026-11-01', 30, '2026-11-01')).to.equal(30);
    expect(remainingDays('2026-11-01', 30, '2026-11-30')).to.equal(1);
    expect(remainingDays('2026-11-01', 30, '2026-12-01')).to.equal(0);
    expect(remainingDays('2026-11-01', 30, '2027-12-01')).to.equal(0);
  });

  it('are never more than were prescribed, even on a clock that runs behind', () => {
    expect(remainingDays('2026-11-10', 5, '2026-11-08')).to.equal(5);
  });
});

describe('the day after working days', () => {
  it('skips Saturday and Sunday and does not count the first day', () => {
    expect(afterWorkingDays('2026-11-23', 3)).to.equal('2026-11-26');
    expect(afterWorkingDays('2026-11-26', 3)).to.equal('2026-12-01');
    expect(afterWorkingDays('2026-11-28', 1)).to.equal('2026-11-30');
    expect(afterWorkingDays('2026-11-28', 0)).to.equal('2026-11-28');
  });
});

describe('a sensitive diagnosis', () => {
  it('is one that tells of HIV, and no neighbour in the list', () => {
    for (const code of ['B20', 'B24', 'B23.8', 'Z21', 'R75', 'O98.7', 'F02.4']) expect(isSensitiveDiagnosis(code), code).to.equal(true);
    for (const code of ['B19', 'B25', 'Z22', 'O98.6', 'F02.3', 'I10']) expect(isSensitiveDiagnosis(code), code).to.equal(false);
  });
});
