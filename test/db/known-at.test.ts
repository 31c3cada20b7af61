import { expect } from 'chai';
import { ask, write } from '../../db/doors.ts';
import { openPool, row } from '../../db/knex.ts';
import { admitToFacility, insertPatient } from '../../db/stores/patient-store.ts';
import { newId } from '../../domain/ids.ts';
import { ctxAt, neighbours, type Neighbours } from './at-facility.ts';

describe('the facilities that know a person', () => {
  let places: Neighbours;
  let patientId: string;
  before(async () => {
    places = await neighbours();
  });
  beforeEach(async () => {
    patientId = newId();
    await write(ctxAt(places.database.app, places.here.facility.id), 'patient.register', async (tx) => {
      const blank = {
        birthTime: null,
        phone: null,
        communeCode: null,
        addressText: null,
        guardianName: null,
        guardianPhone: null,
        ...{ unidentified: false, motherId: null },
      };
      const codes = { ethnicityCode: '99', occupationCode: '00000', nationalityCode: '000' };
      const person = { fullName: 'Lò Văn Biết', sex: 'male', birthDate: '1980-03-12', birthPrecision: 'day' } as const;
      await insertPatient(tx, { id: patientId, isDemo: true, ...person, ...blank, ...codes });
    });
  });

  const visit = async ({ facility }: Neighbours['here']) =>
    await write(ctxAt(places.database.app, facility.id), 'visit.register', async (tx) => {
      const at = '2026-11-24T01:30:00.000Z';
      return await admitToFacility(tx, { facilityId: facility.id, facilityCode: facility.code, patientId, rowId: newId(), at });
    });
  const stored = async () =>
    await row<{ knownAt: string[]; version: number }>(
      places.database.owner,
      'SELECT p.known_at, p.version FROM patients AS p WHERE p.id = :patientId',
      { patientId },
    );

  it('stand in the row of the person, each once', async () => {
    expect(await stored()).to.deep.equal({ knownAt: [], version: 1 });
    const first = await visit(places.here);
    expect(await visit(places.here)).to.equal(first);
    await visit(places.there);
    expect((await stored())?.knownAt).to.deep.equal([places.here.facility.code, places.there.facility.code]);
  });

  it('grow without a new version, so that a form open elsewhere is not stale', async () => {
    await visit(places.here);
    expect((await stored())?.version).to.equal(1);
  });

  it('are asked about in one round trip, each seeing its own number, with nothing left on the connection', async () => {
    const numbers = new Map([
      [places.here.facility.id, await visit(places.here)],
      [places.there.facility.id, await visit(places.there)],
    ]);
    const single = openPool(places.database.appUrl, { max: 1 });
    try {
      for (const facilityId of [...numbers.keys(), ...numbers.keys(), ...numbers.keys()]) {
        const question = { from: 'patient_summaries', argument: 'ARRAY[:patientId::uuid]', bindings: { patientId } };
        const [found] = await ask<{ facilityNumber: string }>(ctxAt(single, facilityId), question);
        expect(found?.facilityNumber).to.equal(numbers.get(facilityId));
        expect(await row(single, 'SELECT current_facility() AS facility')).to.deep.equal({ facility: null });
      }
    } finally {
      await single.destroy();
    }
  });
});
