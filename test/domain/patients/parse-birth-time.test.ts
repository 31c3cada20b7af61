import { expect } from 'chai';
import { parseBirthTime } from '../../../domain/patients/parse-birth-time.ts';

describe('a typed time of birth', () => {
  it('is read as people write it', () => {
    for (const typed of ['0830', '8:30', '08:30', '8h30', '8 g 30', ' 8.30 ', '8H30'])
      expect(parseBirthTime(typed), typed).to.equal('08:30');
  });

  it('runs from midnight to the last minute of the day, and no further', () => {
    expect(parseBirthTime('0000')).to.equal('00:00');
    expect(parseBirthTime('2359')).to.equal('23:59');
    for (const typed of ['2400', '2360', '24:00', '8:60']) expect(parseBirthTime(typed), typed).to.equal(undefined);
  });

  it('is not guessed from half of it', () => {
    for (const typed of ['', '8', '830', '08:3', '08:300', '8 giờ', '08301']) expect(parseBirthTime(typed), typed).to.equal(undefined);
  });
});
