import { expect } from 'chai';
import fc from 'fast-check';
import { checkVitals } from '../../../domain/encounters/check-vitals.ts';
import type { VitalKind } from '../../../domain/visits/visit-record.ts';

const found = (values: Partial<Record<VitalKind, string>>): string[] =>
  checkVitals(values).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

/** Kind, least and most possible, least and most usual, as the rule promises them. */
const bounds: [VitalKind, string, string, string, string][] = [
  ['pulse', '10', '300', '40', '180'],
  ['systolic', '30', '300', '70', '220'],
  ['diastolic', '10', '200', '40', '130'],
  ['temperature', '25', '45', '35', '41'],
  ['respiratory-rate', '3', '120', '8', '60'],
  ['oxygen-saturation', '20', '100', '85', '100'],
  ['weight', '0.3', '350', '2', '150'],
  ['height', '20', '250', '45', '200'],
];
const nudge = (value: string, by: number): string => (Number(value) + by).toFixed(2);

describe('checkVitals', () => {
  for (const [kind, least, most, low, high] of bounds) {
    it(`takes ${kind} from ${low} to ${high}, warns down to ${least} and up to ${most}, and refuses what lies beyond`, () => {
      for (const value of [low, high]) expect(found({ [kind]: value })).to.deep.equal([]);
      const rare = [least, nudge(low, -0.01), ...(high === most ? [] : [most, nudge(high, 0.01)])];
      for (const value of rare) expect(found({ [kind]: value }), value).to.deep.equal([`warning vital_unusual values.${kind}`]);
      for (const value of [nudge(least, -0.01), nudge(most, 0.01), '-1', '0'])
        expect(found({ [kind]: value }), value).to.deep.equal([`error vital_implausible values.${kind}`]);
    });
  }

  it('finds usual what is usual at the age, from the first month of an age on', () => {
    const unusual = (ageMonths: number, values: Partial<Record<VitalKind, string>>) =>
      checkVitals(values, ageMonths).map(({ severity, path }) => `${severity} ${path}`);
    expect(unusual(11, { pulse: '190', weight: '9' })).to.deep.equal([]);
    expect(unusual(12, { pulse: '190' })).to.deep.equal(['warning values.pulse']);
    expect(unusual(59, { weight: '30', height: '125' })).to.deep.equal([]);
    expect(unusual(59, { weight: '30.5', height: '126' })).to.deep.equal(['warning values.weight', 'warning values.height']);
    expect(unusual(60, { weight: '30.5', height: '126' })).to.deep.equal([]);
    expect(unusual(143, { systolic: '75' })).to.deep.equal([]);
    expect(unusual(144, { systolic: '75' })).to.deep.equal(['warning values.systolic']);
    expect(unusual(480, { weight: '9' })).to.deep.equal(['warning values.weight']);
  });

  it('refuses the same at every age', () => {
    for (const ageMonths of [0, 30, 100, 500]) {
      expect(checkVitals({ pulse: '301' }, ageMonths).map(({ code }) => code)).to.deep.equal(['vital_implausible']);
    }
  });

  it('refuses a third decimal place', () => {
    expect(found({ temperature: '36.85' })).to.deep.equal([]);
    expect(found({ temperature: '36.855' })).to.deep.equal(['error vital_implausible values.temperature']);
  });

  it('judges pressure as a pair: the lower value is the smaller one', () => {
    expect(found({ systolic: '120', diastolic: '119.99' })).to.deep.equal([]);
    expect(found({ systolic: '120', diastolic: '120' })).to.deep.equal(['error pressure_reversed values.diastolic']);
    expect(found({ diastolic: '120' })).to.deep.equal([]);
  });

  it('judges every value by itself, so that one more never hides a finding', () => {
    const value = fc.integer({ min: -10, max: 400 }).map(String);
    fc.assert(
      fc.property(value, value, (pulse, weight) => {
        expect(found({ pulse, weight })).to.deep.equal([...found({ pulse }), ...found({ weight })]);
      }),
    );
  });
});
