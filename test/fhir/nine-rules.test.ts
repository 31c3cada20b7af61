import { expect } from 'chai';
import type { Claim, Condition, MedicationRequest, Money, Quantity } from '@medplum/fhirtypes';
import { checkBundle } from '../../fhir-mappings/check-bundle.ts';
import { checkExport } from '../../fhir-mappings/check-export.ts';
import { isUnit } from '../../fhir-mappings/checker/codes.ts';
import { defaultFamily, systemFamilies } from '../../fhir-mappings/code-systems.ts';
import { exactNumber } from '../../fhir-mappings/elements.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../support/a-clinical-record.ts';
import { anUninsuredVisit, aVisit } from '../support/a-visit.ts';
import { ofType, resources, vital, walk } from '../support/visit-as-fhir.ts';
import { goldens } from './goldens.ts';

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

  it('say every amount in dong, and none that the bill does not hold', () => {
    const visit = aVisit();
    const stored = new Set(
      [visit.bill.totals, ...visit.bill.lines, ...visit.charges].flatMap((one) =>
        Object.values(one).filter((value) => typeof value === 'string'),
      ),
    );
    const amounts = [visitToBundle(visit, defaultFamily), visitToBundle(visit, defaultFamily, aClinicalRecord())]
      .flatMap((bundle) => walk(bundle))
      .filter(([, value]) => typeof value === 'object' && value !== null && 'currency' in value)
      .map(([, value]) => value as Money);
    expect(amounts.length).to.be.greaterThan(20);
    for (const { value, currency } of amounts) expect([stored.has(String(value)), currency], String(value)).to.deep.equal([true, 'VND']);
  });

  it('give a unit code and system together, and no code to a word for counting', () => {
    const counted = new Set(['viên', 'lần', 'Lần', 'gói', 'ống', 'lọ', 'chai', 'tuýp', 'cái', 'điểm']);
    const quantities = all
      .flatMap((bundle) => walk(bundle))
      .filter(([name, value]) => /uantity$|^low$|^high$|Duration$|^length$/.test(name) && typeof value === 'object')
      .map(([, value]) => value as Quantity);
    expect(quantities.length).to.be.greaterThan(50);
    for (const { unit = '', system, code } of quantities) {
      expect([system === 'http://unitsofmeasure.org', counted.has(unit) ? false : code !== undefined], unit).to.deep.equal([
        code !== undefined,
        code !== undefined,
      ]);
      if (code !== undefined) expect(isUnit(code), code).to.equal(true);
    }
  });

  it('keep what every other reader finds wrong from leaving, and repair no period anywhere', () => {
    const clinical = aClinicalRecord();
    const backwards = aClinicalRecord({ roles: clinical.roles.map((one) => ({ ...one, from: '2026-02-01', until: '2026-01-31' })) });
    const bundle = visitToBundle(aVisit(), defaultFamily, backwards);
    const periods = resources(bundle).flatMap((one) => (one.resourceType === 'PractitionerRole' ? [one.period] : []));
    expect(periods).to.deep.include({ start: '2026-02-01', end: '2026-01-31' });
    expect(new Set(checkBundle(bundle, aVisit(), backwards).map(({ params }) => params?.['rule']))).to.deep.equal(new Set(['per-1']));
  });

  it('hold for the examples of every mapping, whatever is sent of them', () => {
    for (const [name, make] of Object.entries(goldens)) {
      const example = JSON.parse(JSON.stringify(make())) as unknown;
      for (const [field, value] of walk(example)) {
        if (typeof value === 'string') {
          expect(value.trim(), `${name} ${field}`).to.not.equal('');
          if (/^\d{4}-\d\d-\d\dT/.test(value)) expect(value, `${name} ${field}`).to.match(/\+07:00$/);
        }
        if (typeof value === 'object') expect(Object.keys(value ?? {}), `${name} ${field}`).to.not.have.length(0);
      }
    }
  });
});
