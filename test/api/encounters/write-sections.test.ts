import { expect } from 'chai';
import type { SectionVersions } from '../../../api/encounters/encounter-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { openVisit } from './open-visit.ts';

describe('the parts of the examination form', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  it('are written each for itself, and what they replace stays on file with who and when', async () => {
    const visit = await openVisit(place);
    const write = async (sections: object) => await place.doctor.put(`${visit.path}/findings`, await visit.fresh({ sections })).expect(200);
    await write({ past: 'Hen từ nhỏ', general: 'Tỉnh' });
    await write({ past: 'Hen từ năm 2010' });
    await write({ general: '' });
    expect((await visit.view()).sections).to.deep.equal({ past: 'Hen từ năm 2010' });
    const kept = await rows(
      api.database.owner,
      `SELECT s.kind, s.body, s.replaced_at IS NOT NULL AS replaced FROM examination_sections AS s
        WHERE s.encounter_id = :id ORDER BY s.kind, s.written_at, s.replaced_at`,
      { id: visit.encounterId },
    );
    expect(kept).to.deep.equal([
      { kind: 'general', body: 'Tỉnh', replaced: true },
      { kind: 'past', body: 'Hen từ nhỏ', replaced: true },
      { kind: 'past', body: 'Hen từ năm 2010', replaced: false },
    ]);
  });

  it('show what stood before, the newest first, with who wrote and who replaced it', async () => {
    const visit = await openVisit(place);
    const write = async (sections: object) => await place.doctor.put(`${visit.path}/findings`, await visit.fresh({ sections })).expect(200);
    await write({ past: 'Hen từ nhỏ', plan: 'Theo dõi' });
    expect((await visit.view()).rewrittenSections).to.deep.equal([]);
    await write({ past: 'Hen từ năm 2010' });
    await write({ past: '' });
    expect((await visit.view()).rewrittenSections).to.deep.equal(['past']);
    const { items } = (await place.nurse.get(`${visit.path}/section-versions`).expect(200)).body as SectionVersions;
    expect(items.map(({ kind, body, writtenByName, replacedByName }) => [kind, body, writtenByName, replacedByName])).to.deep.equal([
      ['past', 'Hen từ năm 2010', 'Người Thử Nghiệm', 'Người Thử Nghiệm'],
      ['past', 'Hen từ nhỏ', 'Người Thử Nghiệm', 'Người Thử Nghiệm'],
    ]);
    expect(items[1]?.replacedAt).to.equal(items[0]?.writtenAt);
  });

  it('show earlier texts to nobody of another facility, and to nobody without the right to visits', async () => {
    const visit = await openVisit(place);
    await (await aWorkplace(api)).doctor.get(`${visit.path}/section-versions`).expect(404);
    await place.doctor.get('/encounters/x/section-versions').expect(400);
    await place.cashier.get(`${visit.path}/section-versions`).expect(403);
  });

  it('leave history and provisional diagnosis where they were', async () => {
    const visit = await openVisit(place);
    await place.doctor.put(`${visit.path}/findings`, await visit.fresh({ history: 'Ho', arrivalDiagnosis: 'Viêm họng' })).expect(200);
    await place.doctor.put(`${visit.path}/findings`, await visit.fresh({ sections: { plan: 'Theo dõi' } })).expect(200);
    expect(await visit.view()).to.deep.include({ history: 'Ho', arrivalDiagnosis: 'Viêm họng', sections: { plan: 'Theo dõi' } });
  });

  it('are refused when there is no such part or the text is too long', async () => {
    const visit = await openVisit(place);
    const refused = async (sections: object) => {
      const body = await visit.fresh({ sections });
      return findings(await refusedWithoutTrace(api, () => place.doctor.put(`${visit.path}/findings`, body), 400));
    };
    expect(await refused({ other: 'x' })).to.deep.equal(['unknown_field@sections.other']);
    expect(await refused({ plan: 'a'.repeat(5001) })).to.deep.equal(['malformed@sections.plan']);
  });

  it('of an earlier visit here are offered to the next one: past and family history, the newest', async () => {
    const first = await openVisit(place);
    await place.doctor
      .put(`${first.path}/findings`, await first.fresh({ sections: { past: 'Hen', family: 'Mẹ THA', plan: 'X' } }))
      .expect(200);
    const next = await openVisit(place, { patient: { kind: 'known', id: first.patientId } as never });
    const offered = (await next.view()).lastBackground.map(({ kind, body }) => ({ kind, body }));
    expect(offered).to.deep.equal([
      { kind: 'family', body: 'Mẹ THA' },
      { kind: 'past', body: 'Hen' },
    ]);
    expect((await first.view()).lastBackground).to.deep.equal([]);
  });
});
