import { expect } from 'chai';
import type { PatientView } from '../../../api/patients/patient-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

describe('register a patient', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api);
  });

  const view = async (id: string): Promise<PatientView> => (await place.reception.get(`/patients/${id}`).expect(200)).body as PatientView;
  async function registered(person: object): Promise<PatientView> {
    const id = newId();
    await place.reception.post('/patients', { id, ...aPerson(), ...person }).expect(201);
    return await view(id);
  }

  itIsGuarded(
    () => api,
    async () => ({
      method: 'post',
      path: '/patients',
      body: { id: newId(), ...aPerson() },
      status: 201,
      may: place.reception,
      mayNot: place.doctor,
      malformed: [
        [{ id: '7' }, 'malformed@id'],
        [{ fullName: '  ' }, 'malformed@fullName'],
        [{ fullName: 'Lò\u0000Văn' }, 'malformed@fullName'],
        [{ sex: 'm' }, 'malformed@sex'],
        [{ address: undefined }, 'malformed@address'],
        [{ identifiers: [{ system: 'citizen-id', value: '014180912345', owner: 'x' }] }, 'unknown_field@identifiers.0.owner'],
        [{ version: 4 }, 'unknown_field@version'],
        [{ isDemo: true }, 'unknown_field@isDemo'],
      ],
    }),
    'province-wide',
  );

  it('keeps everything that the form says', async () => {
    const person = aPerson({
      fullName: 'Lò Văn Thử',
      phone: '0912 345 678',
      identifiers: [{ system: 'citizen-id', value: '014080001234' }],
      guardian: { fullName: 'Lò Thị Mẹ', phone: '0987654321' },
    });
    const { id, cards, allergies, ...shown } = await registered(person);
    expect(shown).to.deep.equal({
      version: 1,
      unidentified: false,
      motherId: null,
      fullName: 'Lò Văn Thử',
      sex: 'male',
      birthDate: '1980-03-12',
      birthPrecision: 'day',
      birthTime: null,
      phone: '0912345678',
      address: { communeCode: '04105', communeName: shown.address.communeName, text: 'Bản Thử' },
      ethnicityCode: '03',
      occupationCode: '00000',
      nationalityCode: '000',
      identifiers: [{ system: 'citizen-id', value: '014080001234' }],
      guardian: { fullName: 'Lò Thị Mẹ', phone: '0987654321' },
      facilityNumber: null,
      allergyStatus: 'never-asked',
    });
    expect(shown.address.communeName).to.be.a('string');
    expect([id.length, cards, allergies]).to.deep.equal([36, [], []]);
  });

  it('writes a phone number in one form however it was typed', async () => {
    for (const phone of ['+84 912 345 678', '0912.345.678', '0912345678']) {
      expect((await registered({ phone })).phone, phone).to.equal('0912345678');
    }
  });

  it('keeps names as people write them, composed', async () => {
    const names = ['Ính', "Y'Bia Niê", 'K’Brếp', 'Vàng A Mông Ǎ', `Lò ${'Ă'.repeat(57)}`, 'Nguyễn Thị Hoà', 'Trần-Lê Minh Đ.'];
    for (const fullName of names) {
      expect((await registered({ fullName: fullName.normalize('NFD') })).fullName).to.equal(fullName.normalize('NFC'));
    }
    expect((await registered({ fullName: 'Lò   Văn \t Cách ' })).fullName).to.equal('Lò Văn Cách');
  });

  it('takes a birth year alone, a birth month, a birth minute and a newborn without any number', async () => {
    const today = localDay(new Date());
    expect(await registered({ birthDate: '1950-01-01', birthPrecision: 'year' })).to.include({ birthPrecision: 'year' });
    expect(await registered({ birthDate: '1950-07-01', birthPrecision: 'month' })).to.include({ birthPrecision: 'month' });
    const newborn = {
      birthDate: today,
      birthPrecision: 'minute',
      birthTime: '03:05',
      identifiers: [],
      guardian: { fullName: 'Lò Thị Mẹ' },
    };
    expect(await registered(newborn)).to.include({ birthTime: '03:05', birthDate: today });
  });

  it('refuses by rule, says where, and leaves nothing', async () => {
    const tomorrow = addDays(localDay(new Date()), 1);
    const cases: [object, string][] = [
      [{ fullName: 'Lò Văn 3' }, 'name_characters@fullName'],
      [{ fullName: '???' }, 'name_missing@fullName'],
      [{ birthDate: '1980-02-30' }, 'birth_date_impossible@birthDate'],
      [{ birthDate: tomorrow }, 'birth_date_future@birthDate'],
      [{ birthDate: '1800-01-01' }, 'birth_date_too_old@birthDate'],
      [{ birthDate: '1980-03-12', birthPrecision: 'year' }, 'birth_date_precision@birthPrecision'],
      [{ phone: '12345' }, 'phone_format@phone'],
      [{ address: { communeCode: '99999' } }, 'commune_unknown@address.communeCode'],
      [{ identifiers: [{ system: 'citizen-id', value: '01418091234' }] }, 'identifier_format@identifiers.0.value'],
      [
        {
          identifiers: [
            { system: 'passport', value: 'B1234567' },
            { system: 'passport', value: 'B7654321' },
          ],
        },
        'identifier_repeated@identifiers.1.system',
      ],
    ];
    for (const [change, finding] of cases) {
      const body = { id: newId(), ...aPerson(), ...change };
      const response = await refusedWithoutTrace(api, () => place.reception.post('/patients', body), 422);
      expect(findings(response)).to.include(finding);
    }
  });

  it('answers 409 to an id that is taken, and keeps the first person', async () => {
    const first = await registered({ fullName: 'Lò Văn Đầu' });
    const response = await refusedWithoutTrace(
      api,
      () => place.reception.post('/patients', { id: first.id, ...aPerson({ fullName: 'Lò Văn Sau' }) }),
      409,
    );
    expect(findings(response)).to.deep.equal(['already_exists@id']);
    expect((await view(first.id)).fullName).to.equal('Lò Văn Đầu');
  });

  it('writes who did it into the audit, without a word of the person', async () => {
    const { id } = await registered({ fullName: 'Lò Văn Vết' });
    const audited = await rows<{ payload: string; userId: string }>(
      api.database.owner,
      `SELECT a.payload, a.user_id FROM audit_events AS a WHERE a.patient_id = :id`,
      { id },
    );
    expect(audited).to.have.length(1);
    expect(audited[0]).to.include({ userId: place.reception.userId });
    expect(JSON.parse(audited[0]?.payload ?? '')).to.include({ action: 'patient.register', patientId: id });
    expect(audited[0]?.payload).to.not.match(/Lò|Vết|1980/);
  });
});
