import { expect } from 'chai';
import { checkBundle } from '../../fhir-mappings/check-bundle.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aClinicalRecord } from '../support/a-clinical-record.ts';
import { aVisit } from '../support/a-visit.ts';

const clinical = aClinicalRecord();
const BELL = 'a\u0007';
const withBell = <T extends { name: string }>(list: T[], at: number): T[] =>
  list.map((one, i) => (i === at ? { ...one, name: BELL } : one));

/** Where the record is wrong, as the officer is told. */
const paths = (visit: ReturnType<typeof aVisit>): string[] => [
  ...new Set(checkBundle(visitToBundle(visit, defaultFamily, clinical), visit, clinical).map(({ path }) => path)),
];

describe('what our checker finds in the bundle of a visit', () => {
  const visit = aVisit();

  it('is nothing where nothing is wrong', () => {
    expect(paths(visit)).to.deep.equal([]);
  });

  it('names the field of the record, not of the bundle', () => {
    expect(paths(aVisit({ patient: { phone: BELL } }))).to.deep.equal(['patient.phone']);
    expect(paths(aVisit({ encounter: { reason: BELL } }))).to.include('encounter.reason');
    expect(paths(aVisit({ diagnoses: visit.diagnoses.map((one, i) => (i === 1 ? { ...one, text: BELL } : one)) }))).to.deep.equal([
      'diagnoses.1.text',
      // The summary of the visit repeats it, and is made of everything.
      '',
    ]);
    const people = visit.practitioners.map((one, i) => (i === 1 ? { ...one, fullName: BELL } : one));
    expect(paths(aVisit({ practitioners: people }))).to.include('practitioners.1.fullName');
    expect(paths(aVisit({ charges: withBell(visit.charges, 1) }))).to.deep.equal(['charges.1']);
  });

  it('keeps the FHIR element beside it, and warnings to itself', () => {
    const bundle = visitToBundle(visit, defaultFamily, clinical);
    const spoilt = structuredClone(bundle);
    const index = spoilt.entry?.findIndex(({ resource }) => resource?.resourceType === 'Patient' && resource.birthDate !== undefined);
    Object.assign(spoilt.entry?.[index ?? 0]?.resource ?? {}, { birthDate: '1990-5-1' });
    expect(checkBundle(spoilt, visit, clinical)).to.deep.equal([
      {
        ...{ code: 'fhir_form_wrong', path: 'patient.birthDate', severity: 'error' },
        params: { type: 'date', element: `Bundle.entry[${index}].resource.birthDate` },
      },
    ]);
    const named = structuredClone(bundle);
    for (const one of named.entry ?? []) if (one.resource?.resourceType === 'Patient') one.resource.name = [{ text: ' Ngần' }];
    expect(checkBundle(named, visit, clinical)).to.deep.equal([]);
  });
});
