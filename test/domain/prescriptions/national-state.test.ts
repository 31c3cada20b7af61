import { expect } from 'chai';
import fc from 'fast-check';
import {
  afterReplacement,
  afterTry,
  afterWithdrawal,
  mayHaveArrived,
  mayResend,
  nationalStates,
  sendClasses,
  type NationalState,
  type SendClass,
  type Tried,
} from '../../../domain/prescriptions/national-state.ts';

const tried = (kind: SendClass, fields: Partial<Tried> = {}) =>
  afterTry({ class: kind, earlierUnknown: false, withdrawn: false, replaced: false, ...fields });
const doubtful = sendClasses.filter(mayHaveArrived);

describe('a prescription on its way to the national system', () => {
  it('is accepted by an answer that says so', () => {
    expect(tried('accepted')).to.deep.equal({ state: 'accepted', retry: 'none' });
    expect(tried('accepted', { replaced: true }).state).to.equal('replaced');
  });

  it('is accepted by "code already used" only after an earlier try that may have arrived', () => {
    expect(tried('already-used')).to.deep.equal({ state: 'unknown', retry: 'none' });
    expect(tried('already-used', { earlierUnknown: true })).to.deep.equal({ state: 'accepted', retry: 'none' });
  });

  it('waits and goes again by itself after a bad line or a busy system', () => {
    for (const kind of ['throttled', 'server-error', 'unreadable', 'unreachable', 'timeout', 'lost', 'interrupted'] as const) {
      expect(tried(kind), kind).to.deep.equal({ state: 'queued', retry: 'later' });
    }
  });

  it('waits for a person where an account is missing or refused, or the address is wrong', () => {
    for (const kind of ['facility-login-refused', 'doctor-login-refused', 'doctor-account-missing', 'wrong-address'] as const) {
      expect(tried(kind), kind).to.deep.equal({ state: 'queued', retry: 'person' });
    }
  });

  it('comes back when fields are refused or missing', () => {
    for (const kind of ['field-errors', 'incomplete'] as const) expect(tried(kind)).to.deep.equal({ state: 'rejected', retry: 'none' });
  });

  it('is not sent again once its doctor took it back; whether it arrived is asked where nobody knows', () => {
    expect(tried('unreachable', { withdrawn: true }).state).to.equal('withdrawn');
    expect(tried('unreachable', { withdrawn: true, earlierUnknown: true }).state).to.equal('unknown');
    for (const kind of doubtful) expect(tried(kind, { withdrawn: true }).state, kind).to.equal('unknown');
    expect(tried('accepted', { withdrawn: true }).state).to.equal('accepted');
  });

  it('that is withdrawn never leaves when it has not left, and stays where it arrived', () => {
    const after = (earlierUnknown: boolean) =>
      Object.fromEntries(nationalStates.map((state) => [state, afterWithdrawal(state, earlierUnknown)]));
    expect(after(false)).to.deep.equal({
      ...{ queued: 'withdrawn', sending: 'sending', accepted: 'accepted', rejected: 'withdrawn' },
      ...{ unknown: 'unknown', replaced: 'replaced', withdrawn: 'withdrawn', held: 'withdrawn' },
    });
    expect(after(true)['queued']).to.equal('unknown');
  });

  it('is sent again by hand unless the real system has it or its doctor took it back', () => {
    const may = (state: NationalState, source: 'system' | 'simulator' | null = null, withdrawn = false) =>
      mayResend({ state, source, withdrawn });
    expect(nationalStates.filter((state) => may(state))).to.deep.equal(['queued', 'rejected', 'unknown', 'held']);
    expect([may('accepted', 'system'), may('accepted', 'simulator'), may('rejected', null, true)]).to.deep.equal([false, true, false]);
  });

  it('whatever happens in whatever order, is accepted only for a reason, and is never sent once it is settled', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('try' as const), class: fc.constantFrom(...sendClasses) }),
      fc.record({ kind: fc.constant('withdraw' as const) }),
      fc.record({ kind: fc.constant('replace' as const) }),
      fc.record({ kind: fc.constant('resend' as const) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 14 }), (events) => {
        const one = { state: 'queued' as NationalState, withdrawn: false, replaced: false, doubt: false, reason: false };
        for (const happened of events) {
          if (happened.kind === 'try' && one.state === 'queued') {
            one.reason ||= happened.class === 'accepted' || (happened.class === 'already-used' && one.doubt);
            one.state = afterTry({
              class: happened.class,
              earlierUnknown: one.doubt,
              withdrawn: one.withdrawn,
              replaced: one.replaced,
            }).state;
            one.doubt ||= mayHaveArrived(happened.class);
          } else if (happened.kind === 'withdraw' && !one.withdrawn) {
            one.withdrawn = true;
            one.state = afterWithdrawal(one.state, one.doubt);
          } else if (happened.kind === 'replace' && one.withdrawn) {
            one.replaced = true;
            one.state = afterReplacement(one.state);
          } else if (happened.kind === 'resend' && mayResend({ state: one.state, source: 'system', withdrawn: one.withdrawn })) {
            one.state = 'queued';
          }
          if (one.state === 'accepted' || one.state === 'replaced') expect(one.reason).to.equal(true);
          if (one.withdrawn) expect(one.state).not.to.equal('queued');
          if (one.reason) expect(['accepted', 'replaced']).to.include(one.state);
        }
      }),
    );
  });
});
