import { expect } from 'chai';
import {
  computeDailyQuantity,
  computeQuantity,
  dosageTextForInsurance,
  dosageTextForPatient,
  instructionText,
} from '../../../domain/prescriptions/dosage.ts';

const tablet = { routeName: 'Uống', unit: 'Viên' };

describe('computeQuantity', () => {
  it('multiplies the day by the days', () => {
    expect(computeDailyQuantity({ morning: '1', noon: '0.5', afternoon: '0', evening: '1', days: 5 })).to.equal('2.5');
    expect(computeQuantity({ morning: '1', evening: '1', days: 5 })).to.equal('10');
  });

  it('rounds a part of a unit up, and only at the end', () => {
    expect(computeQuantity({ morning: '0.5', days: 5 })).to.equal('3');
    expect(computeQuantity({ morning: '0.5', days: 4 })).to.equal('2');
    expect(computeQuantity({ morning: '0.001', days: 1 })).to.equal('1');
  });

  it('is zero for a dosage in words', () => expect(computeQuantity({ days: 7, note: 'Bôi mỏng' })).to.equal('0'));
});

describe('dosageTextForPatient', () => {
  it('tells route, amounts by time of day, timing and days', () => {
    expect(dosageTextForPatient({ morning: '1', evening: '1', days: 5, timing: 'after-meal' }, tablet)).to.equal(
      'Uống, sáng 1 viên, tối 1 viên, sau ăn, trong 5 ngày',
    );
  });

  it('writes halves with a comma, leaves out zero and adds the note', () => {
    expect(dosageTextForPatient({ morning: '0.5', noon: '0', afternoon: '2', days: 3, note: 'Uống nhiều nước' }, tablet)).to.equal(
      'Uống, sáng 0,5 viên, chiều 2 viên, trong 3 ngày. Uống nhiều nước',
    );
  });

  it('tells a dosage in words', () => {
    expect(dosageTextForPatient({ days: 7, note: 'Bôi mỏng ngày 2 lần' }, { routeName: 'Bôi', unit: 'Tuýp' })).to.equal(
      'Bôi, trong 7 ngày. Bôi mỏng ngày 2 lần',
    );
  });
});

describe('dosageTextForInsurance', () => {
  it('writes equal intakes as amount, times and days', () => {
    expect(dosageTextForInsurance({ morning: '2', evening: '2', days: 5 }, tablet)).to.equal(
      '2 viên/lần * 2 lần/ngày * 5 ngày [4 viên/ngày]',
    );
    expect(dosageTextForInsurance({ noon: '0.5', days: 1 }, tablet)).to.equal('0.5 viên/lần * 1 lần/ngày * 1 ngày [0.5 viên/ngày]');
  });

  it('writes unequal intakes by time of day', () => {
    expect(dosageTextForInsurance({ morning: '3', afternoon: '2', evening: '1', days: 5 }, tablet)).to.equal(
      'Sáng: 3 viên, Chiều: 2 viên, Tối: 1 viên [6 viên/ngày]',
    );
  });

  it('takes 1 and 1.0 for equal', () => {
    expect(dosageTextForInsurance({ morning: '1', evening: '1.0', days: 5 }, tablet)).to.match(/^1 viên\/lần \* 2/);
  });

  it('has the words alone when nothing is counted', () => {
    expect(dosageTextForInsurance({ days: 7, note: 'Bôi ngày 2 lần' }, tablet)).to.equal('Bôi ngày 2 lần');
    expect(dosageTextForInsurance({ days: 7 }, tablet)).to.equal('');
  });
});

describe('instructionText', () => {
  it('tells how to take it without the amounts', () => {
    expect(instructionText({ morning: '1', days: 5, timing: 'before-meal', note: 'Nuốt cả viên' }, tablet)).to.equal(
      'Uống, trước ăn. Nuốt cả viên',
    );
    expect(instructionText({ morning: '1', days: 5 }, tablet)).to.equal('Uống');
  });
});
