import { expect } from 'chai';
import { messagesEn } from '../../domain/messages-en.ts';
import { messagesVi } from '../../domain/messages-vi.ts';
import { renderMessage } from '../../domain/render-message.ts';

const placeholders = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('renderMessage', () => {
  it('puts the parameters into the sentence', () => {
    expect(renderMessage({ days_limit: 'nhiều nhất {max} ngày' }, { code: 'days_limit', params: { max: 30 } })).to.equal(
      'nhiều nhất 30 ngày',
    );
  });

  it('writes a day as people read it, and leaves what only looks like one', () => {
    const messages = { card_expired: 'hết hạn {validTo}' };
    expect(renderMessage(messages, { code: 'card_expired', params: { validTo: '2026-09-30' } })).to.equal('hết hạn 30/09/2026');
    expect(renderMessage(messages, { code: 'card_expired', params: { validTo: '2026-02-30' } })).to.equal('hết hạn 2026-02-30');
  });

  it('shows a missing parameter as a gap', () => {
    expect(renderMessage({ days_limit: 'nhiều nhất {max} ngày' }, { code: 'days_limit' })).to.equal('nhiều nhất … ngày');
  });

  it('shows the code when there is no sentence', () => {
    expect(renderMessage({}, { code: 'days_limit' })).to.equal('days_limit');
  });
});

describe('messages', () => {
  it('say the same codes in both languages', () => {
    expect(Object.keys(messagesEn).sort()).to.deep.equal(Object.keys(messagesVi).sort());
  });

  it('take the same parameters in both languages', () => {
    for (const [code, sentence] of Object.entries(messagesVi)) {
      expect(placeholders(messagesEn[code] ?? ''), code).to.deep.equal(placeholders(sentence));
    }
  });
});
