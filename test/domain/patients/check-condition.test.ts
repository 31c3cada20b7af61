import { expect } from 'chai';
import { checkCondition, partialDayForPeople } from '../../../domain/patients/check-condition.ts';

describe('the days of a long-term condition', () => {
  const person = { birthDate: '1980-03-12', today: '2026-11-24' };
  const found = (since: string | null, endedOn: string | null = null) =>
    checkCondition({ since, endedOn }, person).map(({ code, path }) => `${code}@${path}`);

  it('count as far as they are known, up to today', () => {
    for (const since of ['2026', '2026-11', '2026-11-24']) expect(found(since), since).to.deep.equal([]);
    for (const since of ['2027', '2026-12', '2026-11-25']) expect(found(since), since).to.deep.equal(['condition_in_future@since']);
    expect(found(null, '2026-11-24')).to.deep.equal([]);
    expect(found(null, '2026-11-25')).to.deep.equal(['condition_in_future@endedOn']);
  });

  it('are not before the birth', () => {
    for (const since of ['1980', '1980-03', '1980-03-12']) expect(found(since), since).to.deep.equal([]);
    for (const since of ['1979', '1980-02', '1980-03-11']) expect(found(since), since).to.deep.equal(['condition_before_birth@since']);
  });

  it('end no earlier than they begin', () => {
    expect(found('2021-05', '2021-05-01')).to.deep.equal([]);
    expect(found('2021-05', '2021-04-30')).to.deep.equal(['condition_ends_before@endedOn']);
  });

  it('are read as people write them', () => {
    expect(['2021', '2021-05', '2021-05-03'].map(partialDayForPeople)).to.deep.equal(['2021', '05/2021', '03/05/2021']);
  });
});
