import { expect } from 'chai';
import type { CloseAnswer } from '../../../api/encounters/encounter-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { aFacility, aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosure, openVisit, type OpenVisit } from './open-visit.ts';

describe('close an encounter', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    await stock(api, place.facility, { T001: '1250.5' });
  });

  async function diagnosed(fields = {}): Promise<OpenVisit> {
    const visit = await openVisit(place, fields);
    await visit.diagnose('J02.9');
    return visit;
  }
  const close = async (visit: OpenVisit, fields = {}): Promise<CloseAnswer> =>
    (await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure(fields))).expect(200)).body as CloseAnswer;
  const refused = async (visit: OpenVisit, fields: object, status = 422): Promise<string[]> => {
    const body = { ...(await visit.fresh(aClosure())), ...fields };
    return findings(await refusedWithoutTrace(api, () => place.doctor.post(`${visit.path}/closure`, body), status));
  };

  itIsGuarded(
    () => api,
    async () => {
      const visit = await diagnosed();
      return {
        method: 'post',
        path: `${visit.path}/closure`,
        body: await visit.fresh(aClosure()),
        status: 200,
        may: place.doctor,
        mayNot: place.nurse,
        elsewhere: {
          client: await aUser(api, (await aFacility(api)).facility, ['doctor']),
          unknownPath: `/encounters/${newId()}/closure`,
        },
        malformed: [
          [{ outcome: undefined }, 'malformed@outcome'],
          [{ dischargeType: '123' }, 'malformed@dischargeType'],
          [{ followUpOn: '2026-02-30' }, 'day_impossible@followUpOn'],
          [{ version: 1.5 }, 'malformed@version'],
          [{ closedAt: '2026-01-01T00:00:00Z' }, 'unknown_field@closedAt'],
        ],
      };
    },
  );

  it('ends the visit with what the doctor decided, and the ticket with it', async () => {
    const visit = await diagnosed();
    const followUpOn = addDays(localDay(new Date()), 1);
    await close(visit, { advice: 'Uống nhiều nước', followUpOn });
    const shown = await visit.view();
    expect(shown).to.include({ state: 'finished', outcome: '2', dischargeType: '1', advice: 'Uống nhiều nước' });
    expect(shown.endedAt).to.be.a('string');
    const [left] = await rows<Record<string, unknown>>(
      api.database.owner,
      `SELECT c.final_diagnosis, c.follow_up_on, c.closed_by, t.state FROM encounter_closures AS c
         JOIN queue_tickets AS t ON t.encounter_id = c.encounter_id WHERE c.encounter_id = :id`,
      { id: visit.encounterId },
    );
    const finalDiagnosis = 'Viêm họng cấp tính, không xác định';
    expect(left).to.deep.equal({ finalDiagnosis, followUpOn, closedBy: place.doctor.userId, state: 'done' });
  });

  it('stores exactly the bill that was shown, and shows the stored one from then on', async () => {
    const visit = await diagnosed({ coverage: { kind: 'new-card', card: aCard() } });
    await visit.perform('22.0121.1369', '2');
    await visit.prescribe('T001', '7');
    const live = await visit.bill();
    expect(live.final).to.equal(false);
    const { bill } = await close(visit);
    expect(bill).to.deep.equal({ ...live, final: true });
    expect(await visit.bill()).to.deep.equal(bill);
  });

  it('refuses without a diagnosis, with an order that is open, and by a doctor without a licence', async () => {
    const visit = await openVisit(place);
    expect(await refused(visit, {})).to.deep.equal(['diagnosis_primary_missing@diagnoses']);
    await visit.diagnose('J02.9');
    const orderId = newId();
    await place.doctor.post(`${visit.path}/orders`, { id: orderId, serviceCode: '22.0121.1369' }).expect(201);
    expect(await refused(visit, {})).to.deep.equal(['order_not_performed@orders']);
    await place.doctor.post(`${visit.path}/orders/${orderId}/cancellation`, { reason: 'Không cần' }).expect(200);

    const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
    const body = await visit.fresh(aClosure());
    const response = await refusedWithoutTrace(api, () => unlicensed.post(`${visit.path}/closure`, body), 422);
    expect(findings(response)).to.deep.equal(['practitioner_licence_missing@']);
    await close(visit);
  });

  it('refuses codes that are not in the tables of the day, and an appointment that is not ahead', async () => {
    const visit = await diagnosed();
    const today = localDay(new Date());
    expect(await refused(visit, { outcome: '99' })).to.deep.equal(['code_unknown@outcome']);
    expect(await refused(visit, { dischargeType: '9' })).to.deep.equal(['code_unknown@dischargeType']);
    expect(await refused(visit, { followUpOn: today })).to.deep.equal(['follow_up_in_past@followUpOn']);
    expect(await refused(visit, { version: 1 }, 409)).to.deep.equal(['stale_version@version']);
  });

  it('asks for the weight of the insured and for the card nobody verified, and closes all the same', async () => {
    const insured = await diagnosed({ coverage: { kind: 'new-card', card: aCard() } });
    expect((await close(insured)).issues.map((one) => `${one.severity} ${one.code}`)).to.deep.equal([
      'warning weight_missing',
      'warning card_not_verified',
    ]);
    const weighed = await diagnosed({ coverage: { kind: 'new-card', card: aCard() } });
    await place.nurse.put(`${weighed.path}/vitals`, await weighed.fresh({ values: { weight: '50' } })).expect(200);
    expect((await close(weighed)).issues.map((one) => one.code)).to.deep.equal(['card_not_verified']);
    expect((await close(await diagnosed())).issues).to.deep.equal([]);
  });

  it('closes once when two close at the same moment', async () => {
    const visit = await diagnosed();
    const second = await aUser(api, place.facility, ['doctor']);
    const body = await visit.fresh(aClosure());
    const both = await Promise.all([place.doctor, second].map(async (one) => await one.post(`${visit.path}/closure`, body)));
    expect(both.map((one) => one.status).sort()).to.deep.equal([200, 409]);
    expect(both.find((one) => one.status === 409)?.body).to.include({ code: 'encounter_already_closed' });
    const [counted] = await rows<{ closures: number; bills: number }>(
      api.database.owner,
      `SELECT (SELECT count(*)::int FROM encounter_closures AS c WHERE c.encounter_id = :id) AS closures,
              (SELECT count(*)::int FROM bills AS b WHERE b.encounter_id = :id) AS bills`,
      { id: visit.encounterId },
    );
    expect(counted).to.deep.equal({ closures: 1, bills: 1 });
  });

  it('lets nothing be written into a visit that is closed', async () => {
    const visit = await diagnosed();
    const orderId = newId();
    await place.doctor.post(`${visit.path}/orders`, { id: orderId, serviceCode: '22.0121.1369' }).expect(201);
    await place.doctor.post(`${visit.path}/orders/${orderId}/performance`).expect(200);
    await close(visit);
    const { version } = await visit.view();
    const { doctor } = place;
    const line = { id: newId(), drugCode: 'T001', quantity: '5', dosage: { morning: '1', days: 5 } };
    const attempts = [
      () => doctor.put(`${visit.path}/vitals`, { version, values: { pulse: '80' } }),
      () => doctor.put(`${visit.path}/findings`, { version, history: 'Sau' }),
      () => doctor.put(`${visit.path}/diagnoses`, { version, items: [{ id: newId(), icdCode: 'D64.9' }] }),
      () => doctor.post(`${visit.path}/orders`, { id: newId(), serviceCode: '22.0121.1369' }),
      () => doctor.post(`${visit.path}/orders/${orderId}/performance`),
      () => doctor.post(`${visit.path}/orders/${orderId}/cancellation`, { reason: 'Sau' }),
      () => doctor.post(`${visit.path}/prescriptions`, { id: newId(), lines: [line], acceptedWarnings: [] }),
      () => doctor.post(`${visit.path}/closure`, aClosure({ version })),
    ];
    for (const attempt of attempts) {
      const response = await refusedWithoutTrace(api, attempt, 409);
      expect(response.body).to.include({ code: 'encounter_already_closed' });
    }
  });
});
