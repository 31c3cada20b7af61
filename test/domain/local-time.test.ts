import { expect } from 'chai';
import { localDay, localIso, localMinute, localTime } from '../../domain/dates.ts';

describe('the clock of Viet Nam', () => {
  it('is seven hours ahead at any moment, also in the nights when the clock of the machine is put forward or back', () => {
    const moments = {
      '2024-03-09T20:00:00Z': '2024-03-10T03:00:00+07:00',
      '2021-03-13T20:30:00.000Z': '2021-03-14T03:30:00+07:00',
      '2025-11-01T19:00:00Z': '2025-11-02T02:00:00+07:00',
      '2024-11-02T18:00:00Z': '2024-11-03T01:00:00+07:00',
      '2026-03-29T01:30:00Z': '2026-03-29T08:30:00+07:00',
      '2026-06-30T16:59:59.999Z': '2026-06-30T23:59:59+07:00',
    };
    for (const [instant, local] of Object.entries(moments)) {
      expect(localIso(instant), instant).to.equal(local);
      expect(localIso(new Date(instant)), instant).to.equal(local);
      expect(localDay(instant)).to.equal(local.slice(0, 10));
      expect(localTime(instant)).to.equal(local.slice(11, 16));
      expect(localMinute(instant)).to.equal(local.slice(0, 16).replace(/[-T:]/g, ''));
    }
  });
});
