import { expect } from 'chai';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, type Workplace } from '../at-work.ts';
import { openVisit } from './open-visit.ts';

describe('a child at the doctor’s desk', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api);
  });

  const visitOf = async (fields: object) =>
    await openVisit(place, {
      patient: { kind: 'new', id: newId(), data: aPerson({ sex: 'male', guardian: { fullName: 'Lò Thị Mẹ' }, ...fields }) },
    });
  const standardsOf = async (fields: object) => (await (await visitOf(fields)).view()).growth;

  it('brings the growth standards of the completed month and the sex', async () => {
    expect((await standardsOf({ birthDate: '2025-11-24' })).byAge).to.deep.equal([
      { indicator: 'bmi-for-age', l: -0.4115, m: 16.7981, s: 0.08009 },
      { indicator: 'height-for-age', l: 1, m: 75.7488, s: 0.03137 },
      { indicator: 'weight-for-age', l: 0.0644, m: 9.6479, s: 0.10925 },
    ]);
    expect((await standardsOf({ birthDate: '2025-11-25', sex: 'female' })).byAge[2]?.m).to.equal(8.7192);
  });

  it('is weighed against its length below two years and against its height from then on', async () => {
    const lying = (await standardsOf({ birthDate: '2024-11-25' })).byLength;
    expect([lying?.indicator, lying?.table.length, lying?.table[0]]).to.deep.equal([
      'weight-for-length',
      66,
      { length: 45, l: -0.3521, m: 2.441, s: 0.09182 },
    ]);
    const standing = (await standardsOf({ birthDate: '2024-11-24', sex: 'female' })).byLength;
    expect([standing?.indicator, standing?.table.length, standing?.table.at(-1)]).to.deep.equal([
      'weight-for-height',
      56,
      { length: 120, l: -0.3833, m: 22.8173, s: 0.09828 },
    ]);
  });

  it('of five years has the last ones, and older children, an unknown sex or a bare birth year have none', async () => {
    const none = { byAge: [], byLength: null };
    expect((await standardsOf({ birthDate: '2021-11-24' })).byAge).to.have.length(3);
    expect(await standardsOf({ birthDate: '2021-10-24' })).to.deep.equal(none);
    expect(await standardsOf({ birthDate: '2025-11-24', sex: 'unknown' })).to.deep.equal(none);
    expect(await standardsOf({ birthDate: '2025-01-01', birthPrecision: 'year' })).to.deep.equal(none);
  });

  it('has the pulse of its age, which nobody looks at twice', async () => {
    const warned = async (birthDate: string) => {
      const visit = await visitOf({ birthDate });
      return findings(await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { pulse: '190' } })).expect(200));
    };
    expect(await warned('2026-05-24')).to.deep.equal([]);
    expect(await warned('1990-05-24')).to.deep.equal(['vital_unusual@values.pulse']);
  });
});
