import { expect } from 'chai';
import { countStates, dispositionOf, visitStateOf, type VisitFacts } from '../../../domain/encounters/visit-state.ts';
import { priorityRanks, returnedGoesFirst } from '../../../domain/queue/priorities.ts';

const inside: VisitFacts = {
  ...{ ticket: 'in-examination', isOpen: true, isMainRoom: true },
  ...{ resultsWaiting: 0, roomsWaiting: 0, answeredAt: null, disposition: null },
};
const stateOf = (facts: Partial<VisitFacts> = {}) => visitStateOf({ ...inside, ...facts });
const RESULT = '2026-11-30T02:00:00.000Z';

describe('where a visit stands for the doctor', () => {
  it('waits until the person is inside, missed or not', () => {
    expect((['waiting', 'missed', 'called'] as const).map((ticket) => stateOf({ ticket }))).to.deep.equal(Array(3).fill('waiting'));
    expect(stateOf()).to.equal('examining');
  });

  it('waits for results until the last one is back, then is to be concluded', () => {
    expect(stateOf({ resultsWaiting: 2 })).to.equal('awaiting-results');
    expect(stateOf({ resultsWaiting: 1, answeredAt: RESULT })).to.equal('awaiting-results');
    expect(stateOf({ resultsWaiting: 0, answeredAt: RESULT })).to.equal('to-conclude');
  });

  it('waits for a room that was asked as for a result', () => {
    expect(stateOf({ roomsWaiting: 1, answeredAt: RESULT })).to.equal('awaiting-results');
  });

  it('is done once closed, and moved when it led to another room, a ward or another facility', () => {
    const closed = { ticket: 'done', isOpen: false } as const;
    expect(stateOf({ ...closed, disposition: 'home' })).to.equal('done');
    expect(stateOf({ ...closed, disposition: 'follow-up' })).to.equal('done');
    expect(stateOf({ ...closed, disposition: 'admission' })).to.equal('moved');
    expect(stateOf({ ...closed, disposition: 'referral' })).to.equal('moved');
    expect(stateOf({ ticket: 'transferred', isMainRoom: false })).to.equal('moved');
  });

  it('runs again in its main room when it was reopened, and stays done in a room that only helped', () => {
    expect(stateOf({ ticket: 'done' })).to.equal('examining');
    expect(stateOf({ ticket: 'done', isMainRoom: false })).to.equal('done');
  });

  it('has no place in a list when the number was taken back', () => {
    expect(stateOf({ ticket: 'cancelled' })).to.equal(undefined);
  });

  it('counts every state, empty ones as nought', () => {
    expect(countStates(['waiting', 'done', 'waiting'])).to.deep.equal({
      ...{ waiting: 2, examining: 0, 'awaiting-results': 0, 'to-conclude': 0, moved: 0, done: 1 },
    });
  });
});

describe('where a closing leads when nobody said it', () => {
  it('follows the discharge type, then the day to come back', () => {
    expect(dispositionOf({ dischargeType: '1' })).to.equal('home');
    expect(dispositionOf({ dischargeType: '1', followUpOn: '2026-12-07' })).to.equal('follow-up');
    expect(dispositionOf({ dischargeType: '2', followUpOn: '2026-12-07' })).to.equal('referral');
    expect(dispositionOf({ dischargeType: '5' })).to.equal('referral');
    expect(dispositionOf({ dischargeType: '4' })).to.equal('home');
  });
});

describe('whose turn it is when results are back', () => {
  it('is theirs before who waits for the first time, but not before an emergency', () => {
    expect(returnedGoesFirst(undefined)).to.equal(true);
    expect(returnedGoesFirst({ priorityRank: priorityRanks.elderly })).to.equal(true);
    expect(returnedGoesFirst({ priorityRank: priorityRanks.emergency })).to.equal(false);
  });
});
