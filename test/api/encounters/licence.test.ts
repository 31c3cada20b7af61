import { expect } from 'chai';
import { giveLicence } from '../../../api/administration/give-licence.ts';
import { row } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, stock, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

describe('a doctor whose licence does not hold today', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let visit: OpenVisit;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    await stock(api, place.facility, { T001: '1250.5' });
    visit = await openVisit(place);
    await visit.diagnose('J02.9');
  });

  async function aDoctor(from: string | null, until: string | null): Promise<Client> {
    const doctor = await aUser(api, place.facility, ['doctor']);
    const found = await row<{ username: string }>(api.database.owner, `SELECT u.username FROM users AS u WHERE u.id = :id`, {
      id: doctor.userId,
    });
    await giveLicence(api.services, found?.username ?? '', { licence: '004162/SL-GPHN', licenceFrom: from, licenceUntil: until });
    return doctor;
  }
  const prescription = () => ({
    id: newId(),
    lines: [{ id: newId(), drugCode: 'T001', quantity: '5', dosage: { note: 'theo lời dặn', days: 5 } }],
    acceptedWarnings: [],
  });
  const order = () => ({ id: newId(), serviceCode: '22.0121.1369' });
  const acts = async (): Promise<[string, object][]> => [
    [`${visit.path}/prescriptions`, prescription()],
    [`${visit.path}/orders`, order()],
    [`${visit.path}/order-batches`, { items: [order()] }],
    [`${visit.path}/closure`, await visit.fresh(aClosure())],
  ];

  it('neither prescribes, nor orders, nor closes', async () => {
    const lapsed = await aDoctor(null, addDays(today, -1));
    const early = await aDoctor(addDays(today, 1), null);
    for (const doctor of [lapsed, early])
      for (const [path, body] of await acts()) {
        const response = await refusedWithoutTrace(api, () => doctor.post(path, body), 422);
        expect(findings(response), path).to.deep.equal(['practitioner_licence_lapsed@']);
      }
  });

  it('is told to be without one where there is none', async () => {
    const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
    const [prescribing, ...others] = await acts();
    if (prescribing === undefined) throw new Error('nothing is tried');
    const codeOf = async ([path, body]: [string, object]) =>
      findings(await refusedWithoutTrace(api, () => unlicensed.post(path, body), 422));
    expect(await codeOf(prescribing)).to.deep.equal(['prescriber_licence_missing@']);
    for (const act of others) expect(await codeOf(act)).to.deep.equal(['practitioner_licence_missing@']);
  });

  it('acts again on the last day of the licence', async () => {
    const doctor = await aDoctor(today, today);
    for (const [path, body] of (await acts()).slice(0, 2)) await doctor.post(path, body).expect(201);
  });

  it('gets no licence with a day that does not exist', async () => {
    const given = giveLicence(api.services, 'nobody', { licence: '1', licenceFrom: '2026-02-30', licenceUntil: null });
    const cause: unknown = await given.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(cause).to.include({ status: 422 });
  });
});
