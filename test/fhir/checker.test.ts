import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Bundle } from '@medplum/fhirtypes';
import type { Issue } from '../../domain/issue.ts';
import { checkResource } from '../../fhir-mappings/checker/check-resource.ts';
import { isUnit } from '../../fhir-mappings/checker/codes.ts';
import type { Json } from '../../fhir-mappings/checker/json.ts';
import { resolvedResources } from '../support/fhir-validators.ts';
import { faultsBetween } from '../support/faults-between.ts';
import { faultsWithin } from '../support/faults-within.ts';
import { patient } from '../support/sound-resources.ts';
import { goldens } from './goldens.ts';

const examples = new URL('./hl7-examples/', import.meta.url);
const placesOf = (issues: Issue[]): [string, string][] => issues.map(({ code, path }) => [code, path]);
const errorsIn = (resource: unknown): [string, string][] =>
  placesOf(checkResource(resource).filter(({ severity }) => severity === 'error'));

/** What is known to be wrong in HL7's own: a prescription whose dispenser is a person, and codes without their system. */
const known: Record<string, [string, string][]> = {
  'medicationrequest0301.json': [['fhir_reference_type', 'MedicationRequest.dispenseRequest.performer.reference']],
  'appointment-example.json': [['fhir_system_missing', 'Appointment.serviceType[0].coding[0].system']],
  'diagnosticreport-example.json': [['fhir_system_missing', 'Bundle.entry[0].resource.code.coding[1].system']],
};

describe('our own FHIR checker', function () {
  this.timeout(60_000);

  for (const name of readdirSync(examples).filter((file) => file.endsWith('.json'))) {
    it(`finds in HL7’s ${name} ${known[name] === undefined ? 'nothing' : 'what is known to be wrong'}`, () => {
      const resource: unknown = JSON.parse(readFileSync(new URL(name, examples), 'utf8'));
      expect(placesOf(checkResource(resource))).to.deep.equal(known[name] ?? []);
    });
  }

  for (const [name, make] of Object.entries(goldens)) {
    it(`finds nothing in the golden example ${name}`, () => {
      const golden = JSON.parse(JSON.stringify(make())) as unknown;
      for (const one of Array.isArray(golden) ? golden : [golden]) expect(placesOf(checkResource(one))).to.deep.equal([]);
      const bundle = golden as Bundle;
      for (const one of bundle.resourceType === 'Bundle' ? resolvedResources(bundle) : [])
        expect(placesOf(checkResource(one))).to.deep.equal([]);
    });
  }

  for (const { sentence, sound, spoil, found } of [...faultsWithin, ...faultsBetween]) {
    it(`finds ${sentence}`, () => {
      const copy = structuredClone(sound);
      expect(placesOf(checkResource(copy)), 'unspoiled').to.deep.equal([]);
      spoil(copy);
      expect(
        placesOf(checkResource(copy))
          .map((place) => place.join(' '))
          .sort(),
      ).to.deep.equal([...found].sort());
    });
  }
});

describe('our own FHIR checker before a stranger', function () {
  this.timeout(60_000);

  it('answers whatever it is asked about', () => {
    for (const one of [null, undefined, 0, '', 'Patient', true, [], {}, [patient]])
      expect(errorsIn(one)).to.deep.equal([['fhir_resource_expected', '']]);
    for (const resourceType of ['Person2', '', 5, '__proto__', 'constructor', 'DomainResource', 'HumanName', 'Patient.contact']) {
      expect(errorsIn({ resourceType })).to.deep.equal([['fhir_resource_unknown', 'resourceType']]);
    }
  });

  it('says which of R4’s resources it does not judge', () => {
    expect(checkResource({ resourceType: 'ResearchStudy' })).to.deep.equal([
      { code: 'fhir_resource_unjudged', path: 'ResearchStudy', severity: 'warning' },
    ]);
  });

  it('refuses what nests without end, and itself', () => {
    const deep = `${'{"extension":['.repeat(100_000)}{}${']}'.repeat(100_000)}`;
    expect(errorsIn({ resourceType: 'Patient', ...(JSON.parse(deep) as Json) })).to.deep.equal([['fhir_too_deep', '']]);
    const circle: Json = { resourceType: 'Patient' };
    circle['contained'] = [circle];
    expect(errorsIn(circle)).to.deep.equal([['fhir_too_deep', '']]);
  });

  it('reads ten megabytes and stops telling at two hundred findings', () => {
    const long = { ...patient, name: Array.from({ length: 300_000 }, () => ({ text: 'Lò Thị Ngần', middle: 'x' })) };
    expect(JSON.stringify(long).length).to.be.greaterThan(10_000_000);
    expect(checkResource(long)).to.have.length(200);
    expect(errorsIn({ ...patient, name: Array.from({ length: 300_000 }, () => ({ text: 'Lò Thị Ngần' })) })).to.deep.equal([]);
    expect(errorsIn({ ...patient, name: Array.from({ length: 3_000_000 }, () => 1) })).to.deep.equal([['fhir_too_large', '']]);
  });

  it('never throws at any JSON, changes nothing and repeats no value of the record', () => {
    const names = [
      'name',
      'contained',
      'extension',
      '_birthDate',
      'period',
      'text',
      'entry',
      'resource',
      'reference',
      'code',
      'coding',
      'resourceType',
    ];
    const key = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 }));
    const { json } = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.constantFrom(null, true, 5, -0.5, 'secret-of-a-patient', '2026', '#', 'Patient', 'Bundle', 'urn:uuid:x')),
      json: fc.oneof(
        { depthSize: 'medium' },
        tie('leaf'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(key, tie('json'), { maxKeys: 6 }),
      ),
    }));
    const type = fc.constantFrom(
      'Patient',
      'Bundle',
      'Observation',
      'Condition',
      'Composition',
      'Parameters',
      'StructureDefinition',
      'Questionnaire',
    );
    fc.assert(
      fc.property(type, fc.dictionary(key, json, { maxKeys: 8 }), (resourceType, content) => {
        const resource = { ...content, resourceType };
        const before = JSON.stringify(resource);
        const told = JSON.stringify(checkResource(resource));
        expect(JSON.stringify(resource)).to.equal(before);
        expect(told).to.not.contain('secret-of-a-patient');
      }),
      { numRuns: 2_000 },
    );
  });

  it('prints nothing, whatever stands for a unit', () => {
    const said: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text) => said.push(String(text)) > 0;
    try {
      const parts = fc.array(fc.constantFrom('m', 'g', 'L', '2', '10*', '{', '}', '{x}', '(', ')', '.', '/', ' ', '[iU]', 'độ', '-'), {
        minLength: 1,
      });
      fc.assert(
        fc.property(parts, (letters) => typeof isUnit(letters.join('')) === 'boolean'),
        { numRuns: 2_000 },
      );
    } finally {
      process.stdout.write = write;
    }
    expect(said).to.deep.equal([]);
  });

  it('knows units by the grammar of UCUM', () => {
    for (const unit of ['mg', 'mm[Hg]', '10*9/L', '%', '/min', '{score}', 'kg/m2', 'kg/(m2.s)', '[iU]/mL', 'g{wet}']) {
      expect(isUnit(unit), unit).to.equal(true);
    }
    for (const unit of ['viên', 'mmHg', 'meter', 'm g', 'KG', 'm(', '{x}(m)', '(m)2', 'm//s', ''])
      expect(isUnit(unit), unit).to.equal(false);
  });
});
