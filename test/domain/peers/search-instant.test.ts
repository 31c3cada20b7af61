import { expect } from 'chai';
import { overlap, parseSearchInstant } from '../../../domain/peers/search-instant.ts';

describe('a date that is searched by', () => {
  it('is the whole of what was written, in Viet Nam', () => {
    expect(parseSearchInstant('2026')).to.deep.equal({ from: '2025-12-31T17:00:00.000Z', until: '2026-12-31T17:00:00.000Z' });
    expect(parseSearchInstant('2026-02')).to.deep.equal({ from: '2026-01-31T17:00:00.000Z', until: '2026-02-28T17:00:00.000Z' });
    expect(parseSearchInstant('2026-02-28')).to.deep.equal({ from: '2026-02-27T17:00:00.000Z', until: '2026-02-28T17:00:00.000Z' });
    expect(parseSearchInstant('2026-02-28T10:00:05+07:00')).to.deep.equal({
      from: '2026-02-28T03:00:05.000Z',
      until: '2026-02-28T03:00:06.000Z',
    });
    expect(parseSearchInstant('2026-02-28T03:00:05.120Z')).to.deep.equal({
      from: '2026-02-28T03:00:05.120Z',
      until: '2026-02-28T03:00:05.121Z',
    });
  });

  it('begins or ends where its prefix says', () => {
    const [from, until] = ['2026-02-27T17:00:00.000Z', '2026-02-28T17:00:00.000Z'];
    expect(parseSearchInstant('eq2026-02-28')).to.deep.equal({ from, until });
    expect(parseSearchInstant('ge2026-02-28')).to.deep.equal({ from });
    expect(parseSearchInstant('gt2026-02-28')).to.deep.equal({ from: until });
    expect(parseSearchInstant('lt2026-02-28')).to.deep.equal({ until: from });
    expect(parseSearchInstant('le2026-02-28')).to.deep.equal({ until });
  });

  it('is refused when it does not exist or says less than it must', () => {
    for (const text of [
      '2026-02-30',
      '2026-13',
      '2026-02-28T10:00:00',
      '2026-02-28T25:00:00Z',
      'ne2026',
      'ap2026',
      'yesterday',
      '',
      'ge',
      '2026-02-28Z',
      '0000',
      '2026-02-28T10:00:00+7',
    ])
      expect(parseSearchInstant(text), text).to.equal(undefined);
  });

  it('narrows what was said before', () => {
    expect(overlap({ from: 'b' }, { from: 'a', until: 'c' })).to.deep.equal({ from: 'b', until: 'c' });
    expect(overlap({}, {})).to.deep.equal({});
  });
});
