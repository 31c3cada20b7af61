import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Claim, MedicationRequest, Observation, Patient } from '@medplum/fhirtypes';
import { checkExport } from '../../fhir-mappings/check-export.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { patientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { anUninsuredVisit, aVisit } from '../support/a-visit.ts';
import { ofType, resources, vital } from '../support/visit-as-fhir.ts';
import { goldens } from './goldens.ts';

const examples = new URL('./examples/', import.meta.url);
describe('the golden examples', () => {
  it('are one file a mapping, no more and no less', () => {
    expect(readdirSync(examples).sort()).to.deep.equal(
      Object.keys(goldens)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
  for (const [name, make] of Object.entries(goldens)) {
    it(`say of ${name} exactly what the mapping says`, () => {
      expect(JSON.parse(JSON.stringify(make()))).to.deep.equal(JSON.parse(readFileSync(new URL(`${name}.json`, examples), 'utf8')));
    });
  }
});

describe('a visit as a bundle', () => {
  it('puts every resource once, by id', () => {
    const { entry = [] } = visitToBundle(aVisit(), defaultFamily);
    for (const { fullUrl, resource, request } of entry) {
      expect(fullUrl).to.equal(`urn:uuid:${resource?.id}`);
      expect(request).to.deep.equal({ method: 'PUT', url: `${resource?.resourceType}/${resource?.id}` });
    }
    expect(new Set(entry.map(({ fullUrl }) => fullUrl)).size).to.equal(entry.length);
  });

  it('throws when a row stands twice, and when a person is named but not described', () => {
    const { diagnoses } = aVisit();
    expect(() => visitToBundle(aVisit({ diagnoses: [...diagnoses, ...diagnoses] }), defaultFamily)).to.throw('stands twice');
    const visit = aVisit({ practitioners: [] });
    expect(() => visitToBundle(visit, defaultFamily)).to.throw('leaves the bundle');
    expect(new Set(checkExport(visit).map(({ code }) => code))).to.deep.equal(new Set(['fhir_person_unknown']));
  });

  it('has payer, coverage and claim only for the insured', () => {
    const types = (visit = aVisit()) => new Set(resources(visitToBundle(visit, defaultFamily)).map((one) => one.resourceType));
    expect(types()).to.include.all.keys('Coverage', 'Claim');
    expect(types(anUninsuredVisit())).to.not.have.any.keys('Coverage', 'Claim');
    expect(ofType('Organization')).to.have.length(2);
    expect(ofType('Organization', anUninsuredVisit())).to.have.length(1);
  });

  it('gives the same row of another facility another id', () => {
    const id = (code: string) => patientToFhir(aVisit({ facility: { id: code } }), defaultFamily).id;
    expect(id('01940000-0000-7000-8000-000000000001')).to.not.equal(id('01940000-0000-7000-8000-000000000009'));
  });

  it('always has words for a dosage, and structure only when every intake is the same', () => {
    const visit = aVisit();
    const dosed = (changes: object) =>
      ofType<MedicationRequest>(
        'MedicationRequest',
        aVisit({
          prescriptions: visit.prescriptions.map((one) => ({
            ...one,
            lines: one.lines.map((line) => ({ ...line, dosage: { days: 7, ...changes } })),
          })),
        }),
      )[0]?.dosageInstruction?.[0];
    expect(dosed({ morning: '1', evening: '1' })?.timing?.repeat?.frequency).to.equal(2);
    expect(dosed({ morning: '1', evening: '2' }))
      .to.include.keys('text')
      .and.not.include.keys('timing');
    expect(dosed({ morning: '1', timing: 'as-needed' }))
      .to.include({ asNeededBoolean: true })
      .and.not.include.keys('timing');
    const blank = aVisit({
      prescriptions: visit.prescriptions.map((one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, dosageText: ' ' })) })),
    });
    expect(checkExport(blank).map(({ path }) => path)).to.deep.equal(['prescriptions.0.lines.0.dosageText']);
  });
});

describe('the patient', () => {
  const born = (birthPrecision: 'year' | 'month' | 'day') =>
    patientToFhir(aVisit({ patient: { birthDate: '1950-01-01', birthPrecision } }), defaultFamily).birthDate;

  it('tells as much of the birth date as is known, never the padding', () => {
    expect([born('year'), born('month'), born('day')]).to.deep.equal(['1950', '1950-01', '1950-01-01']);
  });

  it('keeps a number that ended before the visit as old, and one that ends with it as official', () => {
    const use = (until: string) =>
      patientToFhir(aVisit({ patient: { identifiers: [{ system: 'citizen-id', value: '014190000001', until }] } }), defaultFamily)
        .identifier?.[0]?.use;
    expect([use('2026-11-23'), use('2026-11-24')]).to.deep.equal(['old', 'official']);
  });

  it('writes a name in NFC and tells sex 3 as unknown', () => {
    const patient: Patient = patientToFhir(
      aVisit({ patient: { fullName: 'Lò Thị Ngần'.normalize('NFD'), sex: 'unknown' } }),
      defaultFamily,
    );
    expect(patient.name?.[0]?.text).to.equal('Lò Thị Ngần'.normalize('NFC'));
    expect(patient.gender).to.equal('unknown');
  });
});

describe('vital signs', () => {
  const only = (...kinds: string[]) => aVisit({ observations: aVisit().observations.filter(({ kind }) => kinds.includes(kind)) });

  it('put both blood pressures of a moment into one panel', () => {
    expect(vital('85354-9')?.component?.map((one) => one.valueQuantity?.value)).to.deep.equal([128, 82]);
    expect([vital('8480-6'), vital('8462-4')]).to.deep.equal([undefined, undefined]);
  });

  it('say which half of a blood pressure was not taken', () => {
    const [systolic, diastolic] = vital('85354-9', only('diastolic'))?.component ?? [];
    expect(systolic?.dataAbsentReason?.coding?.[0]?.code).to.equal('unknown');
    expect(diastolic?.valueQuantity?.value).to.equal(82);
  });

  it('give two panels for two moments', () => {
    const { observations } = aVisit();
    const again = observations
      .filter(({ kind }) => kind === 'systolic')
      .map((one) => ({ ...one, id: `${one.id}b`, takenAt: '2026-11-24T02:00:00Z' }));
    const panels = ofType<Observation>('Observation', aVisit({ observations: [...observations, ...again] }));
    expect(panels.filter((one) => one.code.coding?.[0]?.code === '85354-9')).to.have.length(2);
  });

  it('have a body mass index only with weight and height', () => {
    expect(vital('39156-5')?.valueQuantity).to.deep.equal({
      value: 19.9,
      unit: 'kg/m2',
      system: 'http://unitsofmeasure.org',
      code: 'kg/m2',
    });
    expect(vital('39156-5', only('weight'))).to.equal(undefined);
    expect(vital('39156-5', only('height'))).to.equal(undefined);
    expect(vital('39156-5', only('weight', 'height'))).to.not.equal(undefined);
  });
});

describe('the claim', () => {
  const factor = (changes: object, insuranceAmount: string) => {
    const { charges, bill } = aVisit();
    const lines = bill.lines.map((line, i) => (i === 0 ? { ...line, insuranceAmount } : line));
    const visit = aVisit({ charges: charges.map((one, i) => (i === 0 ? { ...one, ...changes } : one)), bill: { ...bill, lines } });
    const item = ofType<Claim>('Claim', visit)[0]?.item?.[0];
    return [item?.factor, item?.net?.value];
  };

  it('tells which share of the price is claimed, and nothing where it is the whole', () => {
    expect(factor({}, '39800')).to.deep.equal([undefined, 39800]);
    expect(factor({ serviceRatio: '30' }, '11940')).to.deep.equal([0.3, 11940]);
    expect(factor({ serviceRatio: '50', insuranceRatio: '50' }, '9950')).to.deep.equal([0.25, 9950]);
    expect(factor({ insuranceRatio: '0', scope: '2' }, '0')).to.deep.equal([0, 0]);
  });

  it('names no ratio where a cap made the amount', () => {
    expect(factor({ kind: 'supply', serviceRatio: '50' }, '15000')).to.deep.equal([undefined, 15000]);
    expect(factor({ kind: 'supply', serviceRatio: '50' }, '19900')).to.deep.equal([0.5, 19900]);
  });

  it('is judged by one card, the last', () => {
    const [card] = aVisit().coverages;
    if (card === undefined) throw new Error('the invented visit has no card');
    const visit = aVisit({ coverages: [card, { ...card, id: '01940000-0000-7000-8000-000000000044', validFrom: '2026-11-24' }] });
    expect(ofType<Claim>('Claim', visit)[0]?.insurance.map(({ focal }) => focal)).to.deep.equal([false, true]);
  });
});

describe('the encounter', () => {
  it('has a class for every form of care, and a length only when days were counted', () => {
    const of = (kind: 'ambulatory' | 'inpatient' | 'emergency' | 'day', treatmentDays = 0) =>
      resources(visitToBundle(aVisit({ encounter: { class: kind, treatmentDays } }), defaultFamily)).flatMap((one) =>
        one.resourceType === 'Encounter' ? [[one.class.code, one.length?.value]] : [],
      )[0];
    expect(of('ambulatory')).to.deep.equal(['AMB', undefined]);
    expect(of('inpatient', 3)).to.deep.equal(['IMP', 3]);
    expect(of('emergency')).to.deep.equal(['EMER', undefined]);
    expect(of('day', 1)).to.deep.equal(['SS', 1]);
  });
});
