import { expect } from 'chai';
import type { PatientView, ScanAnswer } from '../../api/patients/patient-schemas.ts';
import { Registration } from '../../api/patients/registration-schemas.ts';
import { fieldOfPath } from '../../web/screens/reception/field-of-path.ts';
import { addedByScan, emptyForm, fieldsOfCards, fieldsOfPatient, fieldsOfScan } from '../../web/screens/reception/reception-form.ts';
import { asksBirthTime, checkReception, registrationOf } from '../../web/screens/reception/to-registration.ts';

const TODAY = '2026-11-24';
const ROOM = '01930000-0000-7000-8000-000000000300';

const typed = (part: Partial<ReturnType<typeof emptyForm>> = {}) => ({
  ...emptyForm({ roomId: ROOM, reason: 'Khám bệnh' }),
  ...({ fullName: 'Lò Văn Thử', birth: '1/2/60', sex: 'male' } as const),
  ...part,
});

const card = {
  ...{
    id: '01930000-0000-7000-8000-000000000500',
    version: 1,
    cardNumber: 'GD4141420000001',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
  },
  ...{ registeredFacilityCode: '14099', registeredFacilityName: null, areaCode: null, fiveYearDate: null, exemptFrom: null },
};
const known: PatientView = {
  ...{ id: '01930000-0000-7000-8000-000000000101', version: 3, fullName: 'Lò Văn Thử', sex: 'male', birthDate: '1960-01-01' },
  ...{ birthPrecision: 'year', birthTime: null, phone: null, address: { communeCode: null, communeName: null, text: null } },
  ...{
    ethnicityCode: '03',
    occupationCode: '00000',
    nationalityCode: '000',
    guardian: null,
    facilityNumber: null,
    unidentified: false,
    motherId: null,
  },
  identifiers: [{ system: 'old-citizen-id', value: '050000001' }],
  ...{ cards: [card], allergyStatus: 'never-asked', allergies: [] },
};
const knownForm = (part: object = {}) => typed({ ...fieldsOfPatient(known), ...fieldsOfCards(known, TODAY), ...part });
const codes = (form: ReturnType<typeof typed>) =>
  checkReception(form, undefined, TODAY).flatMap((issue) => (issue.severity === 'error' ? [issue.code] : []));

describe('the registration form', () => {
  it('sends a new person in the shape the server takes', () => {
    const request = registrationOf(typed(), undefined, TODAY);
    expect(Registration.safeParse(request).error).to.equal(undefined);
    expect(request.patient).to.deep.include({ kind: 'new' });
    expect(request.patient.kind === 'new' && request.patient.data.birthDate).to.equal('1960-02-01');
    expect(request.coverage).to.deep.equal({ kind: 'none' });
  });

  it('sends an untouched known person as known, and an edited one with the version that was seen', () => {
    expect(registrationOf(knownForm(), known, TODAY).patient).to.deep.equal({ kind: 'known', id: known.id });
    const edited = registrationOf(knownForm({ phone: '0912000000' }), known, TODAY).patient;
    expect(edited).to.deep.include({ kind: 'edited', id: known.id, version: 3 });
  });

  it('keeps the numbers of a known person that the form does not show', () => {
    const edited = registrationOf(knownForm({ citizenId: '014060000001' }), known, TODAY).patient;
    const identifiers = edited.kind === 'edited' ? edited.data.identifiers.map((one) => one.system) : [];
    expect(identifiers).to.deep.equal(['citizen-id', 'old-citizen-id']);
  });

  it('takes the card that is in force today, up to its last day', () => {
    expect(fieldsOfCards(known, '2026-12-31').coverage).to.equal(card.id);
    expect(fieldsOfCards(known, '2027-01-01').coverage).to.equal('none');
    expect(fieldsOfCards(known, '2025-12-31').coverage).to.equal('none');
  });

  it('sends a new card with its days as days', () => {
    const form = typed({
      coverage: 'new-card',
      cardNumber: 'gd4 141420000001',
      cardFrom: '01012026',
      cardTo: '31/12/2026',
      cardFacility: '14099',
    });
    const request = registrationOf(form, undefined, TODAY);
    expect(Registration.safeParse(request).error).to.equal(undefined);
    expect(request.coverage).to.deep.include({ kind: 'new-card' });
    expect(request.coverage.kind === 'new-card' && request.coverage.card).to.deep.include({
      cardNumber: 'GD4141420000001',
      validTo: '2026-12-31',
    });
  });

  it('says what is missing before it sends', () => {
    expect(codes(typed())).to.deep.equal([]);
    expect(codes(typed({ fullName: '', birth: '', sex: '', roomId: '', reason: ' ' }))).to.deep.equal([
      'name_missing',
      'birth_date_required',
      'sex_missing',
      'room_missing',
      'reason_missing',
    ]);
    expect(codes(typed({ coverage: 'new-card' }))).to.deep.equal([
      'card_number_malformed',
      'card_dates_missing',
      'registered_facility_missing',
    ]);
    expect(codes(typed({ birth: '31/2/1960' }))).to.deep.equal(['birth_date_impossible']);
  });

  it('tells that the claim of an insured person needs the commune, and does not stop for it', () => {
    const told = (part: object) =>
      checkReception(typed(part), undefined, TODAY).filter((issue) => issue.code === 'commune_needed_for_claim');
    expect(told({ coverage: 'new-card' }).map((issue) => issue.severity)).to.deep.equal(['information']);
    expect(told({ coverage: 'new-card', communeCode: '04105' })).to.deep.equal([]);
    expect(told({ coverage: 'none' })).to.deep.equal([]);
  });

  it('finds the field of every place the server may speak of', () => {
    expect(fieldOfPath('patient.data.birthDate')).to.equal('birth');
    expect(fieldOfPath('patient.data.identifiers.0.value')).to.equal('citizenId');
    expect(fieldOfPath('coverage.card.registeredFacilityCode')).to.equal('cardFacilityName');
    expect(fieldOfPath('visit.roomId')).to.equal('roomId');
    expect(fieldOfPath('')).to.equal(undefined);
  });
});

describe('the time of birth', () => {
  const newborn = { birth: '20/11/2026', motherId: '01930000-0000-7000-8000-000000000900' };
  const personIn = (form: ReturnType<typeof typed>) => {
    const { patient } = registrationOf(form, undefined, TODAY);
    return patient.kind === 'new' ? patient.data : undefined;
  };

  it('goes to the minute when it is typed, and is left out when it is not', () => {
    expect(personIn(typed({ ...newborn, birthTime: '0830' }))).to.include({ birthPrecision: 'minute', birthTime: '08:30' });
    expect(personIn(typed(newborn)))
      .to.include({ birthPrecision: 'day' })
      .and.not.have.property('birthTime');
  });

  it('is refused when it is no time, and when the day of birth is not known', () => {
    expect(codes(typed({ ...newborn, birthTime: '2430' }))).to.deep.equal(['birth_time_impossible']);
    expect(codes(typed({ birth: '2026', birthTime: '0830' }))).to.deep.equal(['birth_time_precision']);
    expect(codes(typed({ ...newborn, birthTime: '0830' }))).to.deep.equal([]);
  });

  it('is asked up to the 28th day and where it is on record', () => {
    const asks = (birth: string, part: object = {}) => asksBirthTime(typed({ birth, ...part }), TODAY);
    expect([asks('27/10/2026'), asks('26/10/2026'), asks('1960')]).to.deep.equal([true, false, false]);
    expect(asks('26/10/2026', { birthTime: '08:30' })).to.equal(true);
  });

  it('of a person on record survives the edit of another field', () => {
    const born = { ...known, birthDate: '2026-11-20', birthPrecision: 'minute' as const, birthTime: '08:30' };
    const form = typed({ ...fieldsOfPatient(born), ...fieldsOfCards(born, TODAY) });
    expect(registrationOf(form, born, TODAY).patient.kind).to.equal('known');
    const { patient } = registrationOf({ ...form, phone: '0912000000' }, born, TODAY);
    expect(patient.kind === 'edited' && patient.data).to.include({ birthPrecision: 'minute', birthTime: '08:30' });
  });
});

describe('a scanned card', () => {
  const scan: ScanAnswer = {
    kind: 'citizen-card',
    person: {
      ...{ fullName: 'Lường Thị Mẫu', sex: 'female', birthDate: '1999-05-01', birthPrecision: 'day', citizenId: '014199000001' },
      ...{ oldCitizenId: null, addressText: null, communeCode: null, communeName: null },
    },
    ...{ card: null, issues: [], matches: [] },
  };

  it('fills what it says and wipes nothing else', () => {
    expect(fieldsOfScan(scan)).to.deep.equal({ fullName: 'Lường Thị Mẫu', birth: '01/05/1999', sex: 'female', citizenId: '014199000001' });
  });
});

describe('a second scan', () => {
  const scan = (person: Partial<ScanAnswer['person']>, insured = true): ScanAnswer => ({
    kind: insured ? 'insurance-card' : 'citizen-card',
    person: {
      ...{ fullName: 'LÒ VĂN THỬ', sex: 'male', birthDate: '1960-02-01', birthPrecision: 'day' },
      ...{ citizenId: insured ? null : '014060000001', oldCitizenId: null, addressText: 'Bản Khác', communeCode: null, communeName: null },
      ...person,
    },
    card: insured
      ? {
          cardNumber: 'GD4149990000001',
          validFrom: '2026-01-01',
          validTo: null,
          registeredFacilityCode: '14902',
          areaCode: null,
          fiveYearDate: null,
        }
      : null,
    issues: [],
    matches: [],
  });

  it('of the same person adds the insurance card and keeps what stands there', () => {
    const form = typed({ citizenId: '014060000001', addressText: 'Bản Nà Hoa' });
    const added = addedByScan(scan({}), form, TODAY);
    expect(added).to.include({ coverage: 'new-card', cardNumber: 'GD4149990000001' });
    expect(added).not.to.have.any.keys('fullName', 'addressText', 'citizenId');
  });

  it('of the same person adds the identity number after an insurance card', () => {
    expect(addedByScan(scan({}, false), typed({ coverage: 'new-card' }), TODAY)).to.include({ citizenId: '014060000001' });
  });

  it('of another name or another birth date is another person', () => {
    expect(addedByScan(scan({ fullName: 'Lò Văn Khác' }), typed(), TODAY)).to.equal(undefined);
    expect(addedByScan(scan({ birthDate: '1960-02-02' }), typed(), TODAY)).to.equal(undefined);
    expect(addedByScan(scan({}), emptyForm({ roomId: ROOM, reason: 'Khám bệnh' }), TODAY)).to.equal(undefined);
  });
});
