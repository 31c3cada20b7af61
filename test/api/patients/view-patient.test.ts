import { expect } from 'chai';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson, aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, footprint, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('view a patient', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let elsewhere: Workplace;
  let patientId: string;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
    elsewhere = await aWorkplace(api);
    patientId = newId();
    const coverage = { kind: 'new-card', card: aCard({ registeredFacilityCode: '14009' }) } as const;
    const visit = aRegistration(place.roomId, { patient: { kind: 'new', id: patientId, data: aPerson() }, coverage });
    await place.reception.post('/registrations', visit).expect(201);
  });

  itIsGuarded(
    () => api,
    async () => ({ method: 'get', path: `/patients/${patientId}`, status: 200, may: place.reception, mayNot: place.cashier }),
    'question',
    'province-wide',
  );

  it('shows the cards with the name of the facility on them', async () => {
    const { cards } = (await place.reception.get(`/patients/${patientId}`).expect(200)).body as PatientView;
    expect(cards).to.have.length(1);
    expect(cards[0]).to.include({ cardNumber: 'GD4149990000001', validFrom: '2026-01-01', validTo: null, registeredFacilityCode: '14009' });
    expect(cards[0]?.registeredFacilityName).to.match(/Bệnh viện/);
  });

  it('logs every opening: who, where, whom and by which request', async () => {
    const before = (await footprint(api))['openings'];
    const response = await place.doctor.get(`/patients/${patientId}`).expect(200);
    const events = await rows<Record<string, unknown>>(
      api.database.owner,
      `SELECT e.facility_id, e.user_id, e.patient_id, e.encounter_id, e.action FROM access_events AS e WHERE e.request_id = :requestId`,
      { requestId: response.headers['x-request-id'] ?? '' },
    );
    expect(events).to.deep.equal([
      { facilityId: place.facility.id, userId: place.doctor.userId, patientId, encounterId: null, action: 'view' },
    ]);
    expect((await footprint(api))['openings']).to.equal((before ?? 0) + 1);
  });

  it('shows the number of the own facility and never that of another', async () => {
    const own = (await place.reception.get(`/patients/${patientId}`).expect(200)).body as PatientView;
    expect(own.facilityNumber).to.equal(`${place.facility.code}0000001`);
    const theirs = (await elsewhere.reception.get(`/patients/${patientId}`).expect(200)).body as PatientView;
    expect(theirs.facilityNumber).to.equal(null);
    expect(JSON.stringify(theirs)).to.not.include(place.facility.code);
  });

  it('logs nothing where there is nobody', async () => {
    const response = await refusedWithoutTrace(api, () => place.reception.get(`/patients/${newId()}`), 404);
    expect(response.body).to.include({ code: 'patient_not_found' });
    expect(findings(response)).to.deep.equal([]);
  });
});
