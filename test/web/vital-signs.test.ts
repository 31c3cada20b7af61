import { expect } from 'chai';
import { checkTypedVitals, vitalSigns, vitalValues } from '../../web/screens/doctor/vital-signs.ts';

type Typed = Parameters<typeof checkTypedVitals>[0];
const typed = (part: Partial<Typed>) => ({ ...(Object.fromEntries(vitalSigns.map(({ kind }) => [kind, ''])) as Typed), ...part });
const found = (part: Partial<Typed>) => checkTypedVitals(typed(part)).map((issue) => `${issue.code} ${issue.path}`);

describe('typed vital signs', () => {
  it('are sent as numbers, the empty ones not at all', () => {
    expect(vitalValues(typed({ temperature: '37,5', weight: '58' }))).to.deep.equal({ temperature: '37.5', weight: '58' });
  });

  it('are refused when they are no number, and judged by the rule when they are', () => {
    expect(found({ pulse: '88' })).to.deep.equal([]);
    expect(found({ pulse: 'x' })).to.deep.equal(['vital_not_a_number values.pulse']);
    expect(found({ pulse: ' ' })).to.deep.equal([]);
    expect(found({ temperature: '370' })).to.deep.equal(['vital_implausible values.temperature']);
  });
});
