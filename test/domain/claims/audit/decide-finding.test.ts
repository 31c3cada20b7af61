import { expect } from 'chai';
import fc from 'fast-check';
import {
  afterNewerFile,
  compareTold,
  decideFinding,
  type DecisionFacts,
  findingStates,
  possibleDecisions,
  type Told,
} from '../../../../domain/claims/audit/decide-finding.ts';
import { compare, subtract } from '../../../../domain/money.ts';

const facts = (fields: Partial<DecisionFacts> = {}): DecisionFacts => ({
  ...{ state: 'open', refused: '50000', restored: '0', isSentAgain: false, last: { kind: 'told', before: null } },
  ...fields,
});
const restored = (amount: string | null, fields: Partial<DecisionFacts> = {}) => {
  const after = decideFinding(facts(fields), { kind: 'restore', amount });
  return 'state' in after ? `${after.state} ${after.restored}` : `${after.code}@${after.path}`;
};

describe('decideFinding', () => {
  for (const [state, may, again] of [
    ['open', ['accept', 'contest', 'restore'], ['accept', 'contest', 'cure', 'restore']],
    ['contested', ['accept', 'restore'], ['accept', 'cure', 'restore']],
    ['accepted', ['restore'], ['restore']],
    ['cured', [], []],
    ['restored', [], []],
  ] as const) {
    it(`lets somebody do with what is ${state}: ${may.join(', ') || 'nothing'}; cure only what was sent again`, () => {
      expect(possibleDecisions(facts({ state }))).to.deep.equal(may);
      expect(possibleDecisions(facts({ state, isSentAgain: true }))).to.deep.equal(again);
    });
  }

  it('takes back all that was refused unless an amount is said, and never more or nothing', () => {
    expect(restored(null)).to.equal('restored 50000');
    expect(restored('50000')).to.equal('restored 50000');
    expect(restored('20000.5')).to.equal('restored 20000.5');
    for (const wrong of ['50000.01', '0', '-1']) expect(restored(wrong)).to.equal('audit_restored_not_within@amount');
    expect(restored(null, { refused: '0' })).to.equal('restored 0');
  });

  it('undoes the last decision of a person, and neither a file nor an undoing', () => {
    const before = { state: 'contested', restored: '0' } as const;
    const undone = (last: DecisionFacts['last']) => {
      const after = decideFinding(facts({ state: 'accepted', last }), { kind: 'undo', amount: null });
      return 'state' in after ? after.state : after.code;
    };
    expect(undone({ kind: 'accept', before })).to.equal('contested');
    expect(undone({ kind: 'restore', before })).to.equal('contested');
    for (const kind of ['told', 'retold', 'undo'] as const) expect(undone({ kind, before }), kind).to.equal('audit_nothing_to_undo');
  });
});

describe('compareTold', () => {
  const told: Told = {
    ...{ reasonText: 'Lý do', stage: 'topic', auditedOn: '2026-11-20', minutesNumber: '1' },
    ...{ proposed: '60000', told: '50000' },
  };

  it('calls the same what differs in nothing but how an amount is written', () => {
    expect(compareTold(told, { ...told, told: '50000' })).to.equal('same');
  });

  it('calls newer whatever differs from the same day on, older what was said before', () => {
    for (const change of [{ told: '49999' }, { reasonText: 'Khác' }, { stage: null }, { minutesNumber: '2' }, { proposed: null }])
      expect(compareTold(told, { ...told, ...change }), JSON.stringify(change)).to.equal('newer');
    expect(compareTold(told, { ...told, auditedOn: '2026-11-21' })).to.equal('newer');
    expect(compareTold(told, { ...told, auditedOn: '2026-11-19', told: '1' })).to.equal('older');
  });
});

describe('afterNewerFile', () => {
  const standing = { state: 'contested', refused: '50000', restored: '0', told: '50000' } as const;
  const after = (told: string, fields: object = {}, isOfLaterClaim = false) =>
    Object.values(afterNewerFile({ ...standing, ...fields }, { told, isOfLaterClaim })).join(' ');

  it('counts what is refused less as given back, and ends the matter with the last dong', () => {
    expect(after('50000')).to.equal('contested 50000 0');
    expect(after('20000')).to.equal('contested 50000 30000');
    expect(after('0')).to.equal('restored 50000 50000');
  });

  it('opens the matter again when more is refused, or a part of what was given back', () => {
    expect(after('50001', { state: 'accepted' })).to.equal('open 50001 0');
    expect(after('20000', { state: 'restored', restored: '50000', told: '0' })).to.equal('open 50000 30000');
  });

  it('opens what was cured when the corrected claim is told of', () => {
    expect(after('50000', { state: 'cured' })).to.equal('cured 50000 0');
    expect(after('50000', { state: 'cured' }, true)).to.equal('open 50000 0');
  });

  it('never gives back more than was refused, and always leaves what the file refuses, whatever came before', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map(String);
    fc.assert(
      fc.property(fc.constantFrom(...findingStates), amount, amount, amount, (state, refused, told, now) => {
        const before = { state, refused, restored: '0', told };
        const { refused: asked, restored: back } = afterNewerFile(before, { told: now, isOfLaterClaim: false });
        expect(compare(back, '0')).to.not.equal(-1);
        expect(compare(back, asked)).to.not.equal(1);
        if (told !== now) expect(subtract(asked, back)).to.equal(now);
      }),
    );
  });
});
