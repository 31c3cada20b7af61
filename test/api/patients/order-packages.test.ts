import { expect } from 'chai';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { setRoomPackage } from '../../../db/stores/facility-store.ts';
import { row } from '../../../db/knex.ts';
import { aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, type Workplace } from '../at-work.ts';

describe('the package of a room', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let priced: string;

  const setPackage = (packageServiceCodes: string[]) =>
    write(systemCtx(api.services, place.facility.id), 'room.package', async (tx) =>
      expect(await setRoomPackage(tx, place.facility.id, { code: 'P1', packageServiceCodes })).to.equal(true),
    );
  const register = async () =>
    (await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201)).body as RegistrationAnswer;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    const found = await row<{ code: string }>(
      api.database.owner,
      `SELECT s.code FROM service_prices AS s WHERE s.facility_class = 'station' AND s.valid_from <= CURRENT_DATE
          AND (s.valid_to IS NULL OR s.valid_to >= CURRENT_DATE) AND s.code <> '02.03' ORDER BY s.code LIMIT 1`,
    );
    if (found === undefined) throw new Error('the price list is empty');
    priced = found.code;
  });

  it('is ordered with the registration and taken over by the doctor who opens the visit', async () => {
    await setPackage([priced]);
    const { encounterId, ticket, issues } = await register();
    expect(issues.map(({ code }) => code)).to.not.include('package_service_unpriced');
    const ordered = async () =>
      await row<{ orderedBy: string; state: string }>(
        api.database.owner,
        `SELECT o.ordered_by, o.state FROM service_orders AS o WHERE o.encounter_id = :encounterId`,
        { encounterId },
      );
    expect(await ordered()).to.deep.equal({ orderedBy: place.reception.userId, state: 'ordered' });
    await place.doctor.post(`/rooms/${place.roomId}/calls`, { ticketId: ticket.id }).expect(200);
    expect(await ordered()).to.deep.equal({ orderedBy: place.doctor.userId, state: 'ordered' });
    const { orders } = (await place.doctor.get(`/encounters/${encounterId}`).expect(200)).body as EncounterView;
    expect(orders.map((order) => order.serviceCode)).to.deep.equal([priced]);
  });

  it('leaves out what has no price today, and says so', async () => {
    await setPackage(['99.9999.9999']);
    const { encounterId, issues } = await register();
    expect(issues.filter(({ code }) => code === 'package_service_unpriced')).to.deep.equal([
      { code: 'package_service_unpriced', path: 'visit.roomId', severity: 'warning', params: { service: '99.9999.9999' } },
    ]);
    const count = await row<{ n: number }>(
      api.database.owner,
      `SELECT count(*)::int AS n FROM service_orders AS o WHERE o.encounter_id = :encounterId`,
      { encounterId },
    );
    expect(count).to.deep.equal({ n: 0 });
  });

  it('is nothing where no package was set', async () => {
    await setPackage([]);
    const { encounterId } = await register();
    const count = await row<{ n: number }>(
      api.database.owner,
      `SELECT count(*)::int AS n FROM service_orders AS o WHERE o.encounter_id = :encounterId`,
      { encounterId },
    );
    expect(count).to.deep.equal({ n: 0 });
  });
});
