import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Bundle, Claim, Condition, MedicationRequest, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { checkExport } from '../../fhir-mappings/check-export.ts';
import { defaultFamily, systemFamilies } from '../../fhir-mappings/code-systems.ts';
import { exactNumber } from '../../fhir-mappings/elements.ts';
import { patientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../support/a-clinical-record.ts';
import { anUninsuredVisit, aVisit } from '../support/a-visit.ts';
import { goldens } from './goldens.ts';

const examples = new URL('./examples/', import.meta.url);
const resources = (bundle: Bundle): Resource[] => (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
const ofType = <T extends Resource>(type: T['resourceType'], visit = aVisit()): T[] =>
  resources(visitToBundle(visit, defaultFamily)).filter((one): one is T => one.resourceType === type);
const vital = (code: string, visit = aVisit()) =>
  ofType<Observation>('Observation', visit).find((one) => one.code.coding?.[0]?.code === code);

/** Every value in the tree with its name. */
function walk(value: unknown, name = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[name, value]];
  const children = Array.isArray(value) ? value.map((one): [string, unknown] => [name, one]) : Object.entries(value);
  return [[name, value], ...children.flatMap(([key, child]) => walk(child, key))];
}

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

describe('the nine rules that break exports', () => {
  const all = [aVisit(), anUninsuredVisit()].flatMap((visit) =>
    systemFamilies.flatMap((family) => [visitToBundle(visit, family), visitToBundle(visit, family, aClinicalRecord())]),
  );

  it('write every time with +07:00 and every day without a time', () => {
    const times = all.flatMap((bundle) => walk(bundle)).filter(([, value]) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value));
    const days = new Set(['birthDate', 'servicedDate', 'start', 'end', 'expirationDate', 'onsetDateTime', 'abatementDateTime']);
    for (const [name, value] of times) {
      if (/^\d{4}-\d\d-\d\d$/.test(String(value))) expect(days.has(name), name).to.equal(true);
      else expect(value).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
    }
    expect(times.length).to.be.greaterThan(50);
  });

  it('tell the local day, not the day in UTC, of a visit that began before seven in the morning', () => {
    const [claim] = ofType<Claim>('Claim');
    expect(claim?.billablePeriod?.start).to.equal('2026-11-24');
  });

  it('leave out what is empty', () => {
    const bare = aVisit({
      patient: {
        phone: '',
        facilityNumber: '',
        nationalityIso: '',
        ethnicityCode: '',
        address: { text: '', provinceCode: '', communeCode: '' },
        identifiers: [],
        guardian: { fullName: '' },
      },
      encounter: { reason: '', departmentCodes: [], recordNumber: '', outcome: '', dischargeType: '' },
      coverages: [],
      observations: [],
      diagnoses: [],
    });
    for (const bundle of [...all, visitToBundle(bare, defaultFamily)]) {
      for (const [name, value] of walk(bundle)) {
        expect(value === '' || value === null || value === undefined, `${name} is empty`).to.equal(false);
        if (typeof value === 'object' && value !== null) expect(Object.keys(value), name).to.not.have.length(0);
      }
    }
  });

  it('copy amounts in dong to the last digit and never recompute the total', () => {
    const visit = aVisit();
    const odd = aVisit({ bill: { ...visit.bill, totals: { ...visit.bill.totals, insuranceAmount: '123.45' } } });
    expect(ofType<Claim>('Claim', odd)[0]?.total).to.deep.equal({ value: 123.45, currency: 'VND' });
    expect(ofType<Claim>('Claim')[0]?.item?.[1]?.net).to.deep.equal({ value: 26260.5, currency: 'VND' });
  });

  it('refuse a decimal that a JSON number would change', () => {
    expect(exactNumber('99999999999999.9')).to.equal(99999999999999.9);
    expect(() => exactNumber('99999999999999999.9')).to.throw(RangeError);
  });

  it('give a unit its UCUM code only when it has one', () => {
    const [request] = ofType<MedicationRequest>('MedicationRequest');
    expect(request?.dispenseRequest?.quantity).to.deep.equal({ value: 21, unit: 'viên' });
    expect(vital('8310-5')?.valueQuantity).to.deep.equal({ value: 38.2, unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' });
  });

  it('put one coding a system, the international one first, and the words as written', () => {
    const concepts = all.flatMap((bundle) => walk(bundle)).filter(([name, value]) => name === 'coding' && Array.isArray(value));
    for (const [, codings] of concepts) {
      // HL7's profile of oxygen saturation asks for the method's code beside the general one.
      const systems = (codings as { system: string; code: string }[]).filter(({ code }) => code !== '59408-5').map(({ system }) => system);
      expect(new Set(systems).size).to.equal(systems.length);
    }
    const conditions = ofType<Condition>('Condition').filter((one) => one.code?.coding !== undefined);
    expect(conditions[0]?.code?.coding?.[0]?.system).to.equal('http://hl7.org/fhir/sid/icd-10');
    expect(conditions.map((one) => one.code?.text)).to.deep.equal(['viêm họng cấp do lạnh', 'Thiếu máu, không đặc hiệu']);
  });

  it('refer only inside the bundle, and to foreign facilities by their code', () => {
    for (const bundle of all) {
      const urls = new Set(bundle.entry?.map(({ fullUrl }) => fullUrl));
      const references = walk(bundle).filter(([name]) => name === 'reference');
      expect(references.every(([, value]) => urls.has(String(value)))).to.equal(true);
    }
    const [encounter] = resources(visitToBundle(aVisit(), defaultFamily)).flatMap((one) => (one.resourceType === 'Encounter' ? [one] : []));
    expect(encounter?.hospitalization?.origin).to.deep.equal({
      type: 'Organization',
      identifier: { system: 'http://fhir.hl7.org.vn/core/sid/ma-cskcb', value: '14901' },
    });
  });

  it('send finished visits, and a later edit under the same ids', () => {
    const before = visitToBundle(aVisit(), defaultFamily);
    const after = visitToBundle(
      aVisit({ encounter: { version: 9, reason: 'Sốt cao' }, patient: { fullName: 'Lò Thị Ngân' } }),
      defaultFamily,
    );
    expect(after.entry?.map(({ request }) => request?.url)).to.deep.equal(before.entry?.map(({ request }) => request?.url));
    expect(resources(before).flatMap((one) => (one.resourceType === 'Encounter' ? [one.status] : []))).to.deep.equal(['finished']);
  });

  it('withhold a visit that tells of an HIV infection', () => {
    const [diagnosis] = aVisit().diagnoses;
    const coded = (icdCode: string) => checkExport(aVisit({ diagnoses: diagnosis === undefined ? [] : [{ ...diagnosis, icdCode }] }));
    expect(coded('B20.1').map(({ code }) => code)).to.deep.equal(['fhir_visit_withheld']);
    expect(coded('B24').map(({ code }) => code)).to.deep.equal(['fhir_visit_withheld']);
    expect(coded('Z21').map(({ code }) => code)).to.deep.equal(['fhir_visit_withheld']);
    expect(coded('B19.9')).to.deep.equal([]);
    expect(coded('B25.0')).to.deep.equal([]);
  });

  it('withhold it also when only the clinical record tells', () => {
    const { conditions, orders, results } = aClinicalRecord();
    const withheld = (changes: object) => checkExport(aVisit(), aClinicalRecord(changes)).map(({ code }) => code);
    expect(withheld({})).to.deep.equal([]);
    expect(withheld({ conditions: conditions.map((one) => ({ ...one, icdCode: 'B20' })) })).to.deep.equal(['fhir_visit_withheld']);
    expect(withheld({ orders: orders.map((one) => ({ ...one, icdCode: 'Z21' })) })).to.deep.equal(['fhir_visit_withheld']);
    expect(withheld({ orders: orders.map((one) => ({ ...one, serviceName: 'HIV Ab test nhanh' })) })).to.deep.equal([
      'fhir_visit_withheld',
    ]);
    const named = results.map((one) => ({ ...one, values: one.values.map((value) => ({ ...value, name: 'HIV Ag/Ab' })) }));
    expect(withheld({ results: named })).to.deep.equal(['fhir_visit_withheld']);
    const charges = aVisit().charges.map((one, i) => (i === 0 ? { ...one, name: 'Xét nghiệm HIV Ab test nhanh' } : one));
    expect(checkExport(aVisit({ charges })).map(({ code }) => code)).to.deep.equal(['fhir_visit_withheld']);
  });

  it('report a reversed period and never repair it', () => {
    const at = (endedAt: string) => aVisit({ encounter: { startedAt: '2026-11-24T02:00:00Z', endedAt } });
    expect(checkExport(at('2026-11-24T01:59:59Z')).map(({ code, path }) => [code, path])).to.deep.equal([
      ['fhir_period_reversed', 'encounter.endedAt'],
    ]);
    expect(checkExport(at('2026-11-24T02:00:00Z'))).to.deep.equal([]);
    const reversed = resources(visitToBundle(at('2026-11-24T01:59:59Z'), defaultFamily));
    expect(reversed.flatMap((one) => (one.resourceType === 'Encounter' ? [one.period?.end] : []))).to.deep.equal([
      '2026-11-24T08:59:59+07:00',
    ]);
  });
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
