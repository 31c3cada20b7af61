import { expect } from 'chai';
import { compareClaims } from '../../../domain/claims/compare-claims.ts';
import {
  afterSubmission,
  classOfAnswer,
  mayResendClaim,
  mayTakeBack,
  submissionClasses,
  submissionStates,
} from '../../../domain/claims/submission-state.ts';

describe('the way of a claim', () => {
  it('reads the codes of the portal by what they are about', () => {
    expect(['200', '401', '403', '429', '500', '503', '205', '400', ''].map(classOfAnswer)).to.deep.equal([
      ...['accepted', 'login-refused', 'login-refused', 'throttled', 'server-error', 'server-error', 'rejected', 'rejected', 'rejected'],
    ]);
  });

  it('is decided by two answers only; whatever else happens it goes on, by itself or when somebody has mended it', () => {
    const decided = submissionClasses.filter((kind) => afterSubmission(kind).retry === 'none');
    expect(decided).to.deep.equal(['accepted', 'rejected']);
    const byItself = submissionClasses.filter((kind) => afterSubmission(kind).retry === 'later');
    expect(byItself).to.deep.equal(['throttled', 'server-error', 'unreadable', 'unreachable', 'timeout', 'interrupted']);
    for (const kind of ['key-missing', 'key-is-demo', 'key-not-in-force', 'signature-invalid'] as const) {
      expect(afterSubmission(kind)).to.deep.equal({ state: 'approved', retry: 'person' });
    }
    expect(afterSubmission('login-refused')).to.deep.equal({ state: 'signed', retry: 'person' });
  });

  it('can be sent again until it is accepted, and taken back only where it cannot have arrived', () => {
    expect(submissionStates.filter(mayResendClaim)).to.deep.equal(['approved', 'signed', 'rejected']);
    expect(submissionStates.filter((state) => mayTakeBack({ state, attempts: 0 }))).to.deep.equal(['approved', 'signed', 'rejected']);
    expect(submissionStates.filter((state) => mayTakeBack({ state, attempts: 1 }))).to.deep.equal(['rejected']);
  });
});

describe('compareClaims', () => {
  const before = {
    XML1: [{ MA_LK: 'a', CAN_NANG: '' }],
    XML2: [
      { STT: '1', TEN_THUOC: 'Một' },
      { STT: '2', TEN_THUOC: 'Hai' },
    ],
  };

  it('finds nothing between equals, empty and absent tables included', () => {
    expect(compareClaims(before, { ...before, XML4: [] })).to.deep.equal([]);
  });

  it('names the changed value, the new row and the row that is gone', () => {
    const now = {
      XML1: [{ MA_LK: 'a', CAN_NANG: '50' }],
      XML2: [
        { STT: '1', TEN_THUOC: 'Một' },
        { STT: '3', TEN_THUOC: 'Ba' },
      ],
    };
    expect(compareClaims(before, now)).to.deep.equal([
      { table: 'XML1', row: '1', field: 'CAN_NANG', before: '', now: '50' },
      { table: 'XML2', row: '2', field: '', before: 'Hai', now: null },
      { table: 'XML2', row: '3', field: '', before: null, now: 'Ba' },
    ]);
  });

  it('tells a field that another version of the table brought', () => {
    expect(compareClaims({ XML13: [{ MA_NOI_DEN: '1' }] }, { XML13: [{ MA_CSKCB_DEN: '1' }] })).to.deep.equal([
      { table: 'XML13', row: '1', field: 'MA_NOI_DEN', before: '1', now: null },
      { table: 'XML13', row: '1', field: 'MA_CSKCB_DEN', before: null, now: '1' },
    ]);
  });
});
