import { expect } from 'chai';
import { claimDeadlines, deadlineState, sendingLimitsAt, type DeadlineFacts } from '../../../domain/claims/claim-deadlines.ts';

const limits = { correctionWorkingDays: 7, lateResultDays: 60, monthlyRequestDay: 5, resendWorkingDays: 2 };
const facts = (changes: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
  endedAt: '2026-11-26T02:45:00Z',
  holidays: new Set(['2026-12-01']),
  limits,
  ...changes,
});
/** Local time, so that the day can be read. */
const found = (changes: Partial<DeadlineFacts> = {}) =>
  claimDeadlines(facts(changes)).map(({ kind, until }) => [kind, new Date(Date.parse(until) + 7 * 3_600_000).toISOString().slice(0, 16)]);

describe('claimDeadlines', () => {
  it('wants a claim never sent by six the next morning, and the request before the fifth', () => {
    expect(found()).to.deep.equal([
      ['first-sending', '2026-11-27T06:00'],
      ['monthly-request', '2026-12-05T00:00'],
    ]);
    expect(found({ endedAt: '2026-12-31T18:00:00Z' })).to.deep.include(['monthly-request', '2027-02-05T00:00']);
    expect(found({ endedAt: '2026-12-31T16:00:00Z' })).to.deep.include(['monthly-request', '2027-01-05T00:00']);
  });

  it('gives two working days after a refusal, over a weekend and a holiday', () => {
    const answered = { at: '2026-11-27T03:00:00Z', state: 'rejected' } as const;
    expect(found({ answered })[0]).to.deep.equal(['resending', '2026-12-03T00:00']);
    expect(found({ answered, holidays: new Set() })[0]).to.deep.equal(['resending', '2026-12-02T00:00']);
  });

  it('lets an accepted claim be corrected for seven working days and take results for sixty days', () => {
    const answered = { at: '2026-11-26T03:00:00Z', state: 'accepted' } as const;
    expect(found({ answered })).to.deep.equal([
      ['monthly-request', '2026-12-05T00:00'],
      ['correction', '2026-12-09T00:00'],
      ['late-results', '2027-01-26T00:00'],
    ]);
  });

  it('is soon in the last day and over from the moment itself', () => {
    const until = '2026-11-27T00:00:00Z';
    const at = (now: string) => deadlineState({ until }, now);
    expect([at('2026-11-25T23:59:59Z'), at('2026-11-26T00:00:00Z'), at('2026-11-26T23:59:59Z'), at(until)]).to.deep.equal([
      ...['in-time', 'soon', 'soon', 'over'],
    ]);
  });

  it('reads its numbers from the parameters of the day, and refuses to guess', () => {
    const row = (code: string, value: number) => ({ code: `claim.${code}`, validFrom: '2018-03-01', validTo: null, value });
    const rows = [
      row('correction_working_days', 7),
      row('late_result_days', 60),
      row('monthly_request_day', 5),
      row('resend_working_days', 2),
    ];
    expect(sendingLimitsAt(rows, '2026-11-26')).to.deep.equal(limits);
    expect(() => sendingLimitsAt(rows.slice(1), '2026-11-26')).to.throw(RangeError, 'correction_working_days');
  });
});
