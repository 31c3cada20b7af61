import { expect } from 'chai';
import { knownGroup, type Determination, type KnownGroup } from '../../../domain/blood/blood-group.ts';
import {
  checkBedside,
  checkForRecipient,
  checkIssue,
  checkReceipt,
  checkRestock,
  returnMinutesAt,
  type Bag,
  type WindowFacts,
} from '../../../domain/blood/check-bag.ts';
import type { Issue } from '../../../domain/issue.ts';

const TODAY = '2026-11-24';
const bag: Bag = {
  ...{ product: 'red-cells', unitNumber: 'SL26000123', abo: 'A', rh: 'positive', volumeMl: 250 },
  ...{ collectedOn: '2026-11-01', expiresOn: TODAY },
};
const said = (issues: Issue[]): string[] => issues.map(({ code, path, severity }) => `${severity} ${code}@${path}`);
const typing = (sampleNumber: string, fields: Partial<Determination> = {}): Determination => ({
  ...{ sampleNumber, abo: 'A', rh: 'positive' },
  ...fields,
});
const confirmed: KnownGroup = { state: 'confirmed', group: { abo: 'A', rh: 'positive' } };

describe('the group on record', () => {
  it('is unknown, single, confirmed by another sample, disputed by one that differs', () => {
    const states = (...all: Determination[]) => knownGroup(all).state;
    expect(states()).to.equal('unknown');
    expect(states(typing('1'))).to.equal('single');
    expect(states(typing('1'), typing('1'))).to.equal('single');
    expect(states(typing('1'), typing('2'))).to.equal('confirmed');
    expect(states(typing('1'), typing('2'), typing('3', { abo: 'O' }))).to.equal('disputed');
    expect(states(typing('1'), typing('2', { rh: 'negative' }))).to.equal('disputed');
  });
});

describe('a bag that comes in', () => {
  const of = (fields: Partial<Bag>) => said(checkReceipt({ ...bag, ...fields }, TODAY));

  it('is taken on its last day, not on the day after', () => {
    expect(of({})).to.deep.equal([]);
    expect(of({ expiresOn: '2026-11-23' })).to.deep.equal(['error blood_expired@expiresOn']);
  });

  it('has days in order and a volume that can be', () => {
    expect(of({ collectedOn: '2026-11-25', expiresOn: '2026-12-25' })).to.deep.equal(['error blood_collected_later@collectedOn']);
    expect(of({ expiresOn: '2026-10-31' })).to.include('error blood_days_reversed@expiresOn');
    expect(of({ volumeMl: 0 })).to.deep.equal(['error blood_volume@volumeMl']);
    expect(of({ volumeMl: 1000 })).to.deep.equal([]);
    expect(of({ volumeMl: 1001 })).to.deep.equal(['error blood_volume@volumeMl']);
  });
});

describe('a bag for a person', () => {
  const of = (recipient: KnownGroup, fields: Partial<Bag> = {}, today = TODAY) =>
    said(checkForRecipient({ ...bag, ...fields }, recipient, today));

  it('of the confirmed group passes on its last day', () => expect(of(confirmed)).to.deep.equal([]));

  it('stops without a group, with two that differ, with antigens the person lacks, and the day after its last', () => {
    expect(of({ state: 'unknown' })).to.deep.equal(['error blood_group_unknown@encounterId']);
    expect(of({ state: 'disputed' })).to.deep.equal(['error blood_group_disputed@encounterId']);
    expect(of(confirmed, { abo: 'AB' })).to.deep.equal(['error blood_incompatible@']);
    expect(of(confirmed, {}, '2026-11-25')).to.deep.equal(['error blood_expired@']);
  });

  it('warns of a single typing and of D-positive cells for who has no D', () => {
    expect(of({ state: 'single', group: { abo: 'A', rh: 'negative' } })).to.deep.equal([
      'warning blood_group_single@encounterId',
      'warning blood_unusual_group@',
    ]);
  });
});

describe('a bag at the window', () => {
  const facts: WindowFacts = { recipient: confirmed, today: TODAY, crossMatch: 'compatible', readNumber: bag.unitNumber };
  const of = (fields: Partial<WindowFacts>, changed: Partial<Bag> = {}) =>
    said(checkIssue({ ...bag, ...changed }, { ...facts, ...fields }));

  it('goes out with its own number and a cross-match that fits', () => expect(of({})).to.deep.equal([]));

  it('stays with another number, a failed cross-match, after its last day, or when the group came into doubt', () => {
    expect(of({ readNumber: 'SL26000124' })).to.deep.equal(['error blood_number_differs@unitNumber']);
    expect(of({ crossMatch: 'incompatible' })).to.deep.equal(['error blood_cross_match_failed@']);
    expect(of({ today: '2026-11-25' })).to.deep.equal(['error blood_expired@']);
    expect(of({ recipient: { state: 'disputed' } })).to.deep.equal(['error blood_group_disputed@encounterId']);
  });

  it('needs a reason without a cross-match, which plasma does not need', () => {
    expect(of({ crossMatch: null })).to.deep.equal(['warning blood_cross_match_missing@']);
    expect(of({ crossMatch: null }, { product: 'plasma' })).to.deep.equal([]);
  });
});

describe('the check at the bed', () => {
  it('finds another person and another bag', () => {
    const recipient = { abo: 'AB', rh: 'positive' } as const;
    expect(said(checkBedside(bag, recipient, { recipientAbo: 'AB', bagAbo: 'A' }))).to.deep.equal([]);
    expect(said(checkBedside(bag, recipient, { recipientAbo: 'A', bagAbo: 'A' }))).to.deep.equal([
      'error blood_bedside_recipient@recipientAbo',
    ]);
    expect(said(checkBedside(bag, recipient, { recipientAbo: 'AB', bagAbo: 'O' }))).to.deep.equal(['error blood_bedside_bag@bagAbo']);
  });
});

describe('a bag that came back', () => {
  const limits = { today: TODAY, minutes: 30 };
  const came = { expiresOn: TODAY, issuedAt: '2026-11-24T01:00:00Z', returnedAt: '2026-11-24T01:30:00Z', isIntact: true };
  const of = (fields: Partial<typeof came>, changed: Partial<{ today: string; minutes: number | undefined }> = {}) =>
    said(checkRestock({ ...came, ...fields }, { ...limits, ...changed }));

  it('goes back at the last minute and not after it', () => {
    expect(of({})).to.deep.equal([]);
    expect(of({ returnedAt: '2026-11-24T01:30:01Z' })).to.deep.equal(['error blood_returned_late@']);
  });

  it('does not go back broken, expired, or without a limit on file', () => {
    expect(of({ isIntact: false })).to.deep.equal(['error blood_not_intact@']);
    expect(of({}, { today: '2026-11-25' })).to.deep.equal(['error blood_expired@']);
    expect(of({}, { minutes: undefined })).to.deep.equal(['error blood_returned_late@']);
  });

  it('knows its limit by the day', () => {
    const rows = [{ code: 'blood.return_minutes', validFrom: '2026-01-01', validTo: '2026-06-30', value: 30 }];
    expect(returnMinutesAt(rows, '2026-06-30')).to.equal(30);
    expect(returnMinutesAt(rows, '2026-07-01')).to.equal(undefined);
  });
});
