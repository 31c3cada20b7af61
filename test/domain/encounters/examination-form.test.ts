import { expect } from 'chai';
import { checkTemplate } from '../../../domain/encounters/check-template.ts';
import { changedSections } from '../../../domain/encounters/examination-sections.ts';

describe('the parts of the examination form', () => {
  it('change only where another text is given; an empty text takes a part out', () => {
    const stored = { past: 'Hen', general: 'Tỉnh' };
    expect(changedSections(stored, {})).to.deep.equal([]);
    expect(changedSections(stored, { past: 'Hen', family: '' })).to.deep.equal([]);
    expect(changedSections(stored, { plan: 'Theo dõi', past: '' })).to.deep.equal([
      { kind: 'past', body: '' },
      { kind: 'plan', body: 'Theo dõi' },
    ]);
  });
});

describe('a template', () => {
  const codes = (code: string, parts: object) => checkTemplate({ code, parts }).map((issue) => `${issue.code}@${issue.path}`);

  it('has a code that can be typed', () => {
    expect(codes('ho2', { any: 'Ho' })).to.deep.equal([]);
    expect(codes('abcdefghijkl', { any: 'Ho' })).to.deep.equal([]);
    for (const code of ['', 'Ho', '2ho', 'hô', 'a b', 'abcdefghijklm'])
      expect(codes(code, { any: 'Ho' }), code).to.deep.equal(['template_code_shape@code']);
  });

  it('has a text, for any part or for single ones and not for both', () => {
    expect(codes('ho', { any: '' })).to.deep.equal(['template_empty@parts']);
    expect(codes('ho', { history: 'Ho', organs: 'Phổi ___' })).to.deep.equal([]);
    expect(codes('ho', { any: 'Ho', organs: 'Phổi ___' })).to.deep.equal(['template_parts_mixed@parts.any']);
  });
});
