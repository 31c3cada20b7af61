import { expect } from 'chai';
import type { TextTemplateList } from '../../../api/encounters/template-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('texts by short code', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let colleague: Client;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    colleague = await aUser(api, place.facility, ['doctor']);
  });

  const aTemplate = (fields: object = {}) => ({ code: 'dau2', title: 'Đau', parts: { any: 'Đau ___' }, shared: false, ...fields });
  const seenBy = async (who: Client) => ((await who.get('/text-templates').expect(200)).body as TextTemplateList).items;
  const freshCode = () => `t${newId().replaceAll('-', '').slice(-10)}`;

  itIsGuarded(
    () => api,
    async () => {
      const id = newId();
      await place.doctor.put(`/text-templates/${id}`, aTemplate({ code: freshCode() })).expect(200);
      return {
        method: 'put',
        path: `/text-templates/${id}`,
        body: aTemplate({ version: 1, code: freshCode() }),
        status: 200,
        may: place.doctor,
        mayNot: place.nurse,
        elsewhere: { client: await aUser(api, (await aFacility(api)).facility, ['doctor']), unknownPath: `/text-templates/${newId()}` },
        malformed: [
          [{ title: '' }, 'malformed@title'],
          [{ parts: { other: 'x' } }, 'unknown_field@parts.other'],
        ],
      };
    },
  );

  it('begin with those of the product and are mine until I share them', async () => {
    const id = newId();
    const code = freshCode();
    await place.doctor.put(`/text-templates/${id}`, aTemplate({ code })).expect(200);
    const mine = await seenBy(place.doctor);
    expect(mine.find((one) => one.code === code)).to.include({ id, scope: 'own', version: 1 });
    expect(mine.find((one) => one.code === 'ho')).to.include({ id: null, scope: 'starter' });
    expect((await seenBy(colleague)).some((one) => one.code === code)).to.equal(false);
    await place.doctor.put(`/text-templates/${id}`, aTemplate({ code, version: 1, shared: true })).expect(200);
    expect((await seenBy(colleague)).find((one) => one.code === code)).to.include({ scope: 'shared', version: 2 });
  });

  it('keep several parts of the form, and lose their empty ones', async () => {
    const code = freshCode();
    await place.doctor
      .put(`/text-templates/${newId()}`, aTemplate({ code, parts: { history: 'Ho', organs: 'Phổi ___', plan: '' } }))
      .expect(200);
    expect((await seenBy(place.doctor)).find((one) => one.code === code)?.parts).to.deep.equal({ history: 'Ho', organs: 'Phổi ___' });
  });

  it('have one code each among mine, and one among the shared; own ones go before shared ones before those of the product', async () => {
    await place.doctor.put(`/text-templates/${newId()}`, aTemplate({ code: 'tim', shared: true })).expect(200);
    await place.doctor.put(`/text-templates/${newId()}`, aTemplate({ code: 'tim' })).expect(200);
    const twice = await refusedWithoutTrace(api, () => place.doctor.put(`/text-templates/${newId()}`, aTemplate({ code: 'tim' })), 409);
    expect(findings(twice)).to.deep.equal(['template_code_taken@code']);
    expect((await seenBy(place.doctor)).filter((one) => one.code === 'tim').map(({ scope }) => scope)).to.deep.equal([
      'own',
      'shared',
      'starter',
    ]);
  });

  it('are gone when taken out of use, and their code is free again', async () => {
    const id = newId();
    const code = freshCode();
    await place.doctor.put(`/text-templates/${id}`, aTemplate({ code })).expect(200);
    await place.doctor.put(`/text-templates/${id}`, aTemplate({ code, version: 1, closed: true })).expect(200);
    expect((await seenBy(place.doctor)).some((one) => one.code === code)).to.equal(false);
    await place.doctor.put(`/text-templates/${newId()}`, aTemplate({ code })).expect(200);
  });

  it('are refused with a code nobody can type, against an older version, and to whom they do not belong', async () => {
    const id = newId();
    const code = freshCode();
    await place.doctor.put(`/text-templates/${id}`, aTemplate({ code })).expect(200);
    const shape = await refusedWithoutTrace(api, () => place.doctor.put(`/text-templates/${newId()}`, aTemplate({ code: 'Hô' })), 422);
    expect(findings(shape)).to.deep.equal(['template_code_shape@code']);
    const stale = await refusedWithoutTrace(api, () => place.doctor.put(`/text-templates/${id}`, aTemplate({ code, version: 7 })), 409);
    expect(findings(stale)).to.deep.equal(['stale_version@version']);
    await refusedWithoutTrace(api, () => colleague.put(`/text-templates/${id}`, aTemplate({ code, version: 1 })), 404);
  });
});
