import { expect } from 'chai';
import { checkHandOver, type HandOver, type HandOverFacts } from '../../../domain/stock/check-hand-over.ts';
import { matchBox } from '../../../domain/stock/match-box.ts';
import { chargeableOf, progressOf, remainingOf } from '../../../domain/stock/order-progress.ts';

const facts: HandOverFacts = {
  ...{ today: '2026-11-24', collectUntil: '2026-11-24', prescriptionType: 'c' },
  owed: new Map([['line', { drugCode: 'T001', remaining: '10' }]]),
  lots: new Map([
    ['lot', { drugCode: 'T001', lotNumber: 'A1', expiresOn: '2026-11-24', recalled: false }],
    ['old', { drugCode: 'T001', lotNumber: 'A0', expiresOn: '2026-11-23', recalled: false }],
    ['bad', { drugCode: 'T001', lotNumber: 'A2', expiresOn: '2027-11-24', recalled: true }],
    ['other', { drugCode: 'T002', lotNumber: 'B1', expiresOn: '2027-11-24', recalled: false }],
  ]),
};
const line = (fields: object = {}) => ({ lineId: 'line', lotId: 'lot', quantity: '10', ...fields });
const findings = (handOver: Partial<HandOver>, changed: Partial<HandOverFacts> = {}) =>
  checkHandOver({ lines: [line()], ...handOver }, { ...facts, ...changed }).map(({ code, path }) => `${code}@${path}`);

describe('check what goes over the window', () => {
  it('lets what is owed go, on the last day to collect and the last day of the lot', () => {
    expect(findings({})).to.deep.equal([]);
  });

  it('wants a reason from the day after', () => {
    const late = {
      today: '2026-11-25',
      lots: new Map([['lot', { drugCode: 'T001', lotNumber: 'A', expiresOn: '2027-01-01', recalled: false }]]),
    };
    expect(findings({}, late)).to.deep.equal(['dispensing_late_reason@lateReason']);
    expect(findings({ lateReason: 'lũ' }, late)).to.deep.equal([]);
  });

  it('wants the number of who collects a controlled drug, in a form that exists', () => {
    for (const prescriptionType of ['n', 'h']) {
      expect(findings({}, { prescriptionType })).to.deep.equal(['collector_number_missing@collectorNumber']);
      for (const collectorNumber of ['014080912345', '050000001', 'B1234567'])
        expect(findings({ collectorNumber }, { prescriptionType })).to.deep.equal([]);
    }
    for (const collectorNumber of ['01408091234', '0140809123456', 'B123456', 'b1234567'])
      expect(findings({ collectorNumber })).to.deep.equal(['collector_number_format@collectorNumber']);
  });

  it('adds up several lots of a line and tells of too much once', () => {
    const two = (a: string, b: string) => ({ lines: [line({ quantity: a }), line({ quantity: b })] });
    expect(findings(two('4', '6'))).to.deep.equal([]);
    expect(findings(two('4', '6.001'))).to.deep.equal(['dispensing_too_much@lines.1.quantity']);
    expect(findings({ lines: [line({ quantity: '0' })] })).to.deep.equal(['stock_quantity_not_positive@lines.0.quantity']);
    expect(findings({ lines: [line({ quantity: '1.0001' })] })).to.deep.equal(['stock_places@lines.0.quantity']);
  });

  it('knows the line and the lot, and gives no wrong, expired or recalled box', () => {
    const of = (fields: object) => findings({ lines: [line(fields)] });
    expect(of({ lineId: 'x' })).to.deep.equal(['dispensing_line_unknown@lines.0.lineId']);
    expect(of({ lotId: 'x' })).to.deep.equal(['stock_lot_not_found@lines.0.lotId']);
    expect(of({ lotId: 'other' })).to.deep.equal(['dispensing_lot_wrong@lines.0.lotId']);
    expect(of({ lotId: 'bad' })).to.deep.equal(['dispensing_lot_recalled@lines.0.lotId']);
    expect(of({ lotId: 'old' })).to.deep.equal(['dispensing_lot_expired@lines.0.lotId']);
  });
});

describe('the progress of an order', () => {
  const owed = (quantity: string, given: string, waived = '0') => ({ quantity, given, waived });

  it('waits, is partly given, and is done when nothing remains', () => {
    expect(progressOf([owed('10', '0'), owed('5', '0')])).to.equal('waiting');
    expect(progressOf([owed('10', '0'), owed('5', '0', '5')])).to.equal('waiting');
    expect(progressOf([owed('10', '9.999')])).to.equal('partial');
    expect(progressOf([owed('10', '6', '4'), owed('5', '0', '5')])).to.equal('done');
  });

  it('charges all but what will not be given', () => {
    expect([remainingOf(owed('10', '3', '2')), chargeableOf(owed('10', '3', '2'))]).to.deep.equal(['5', '8']);
  });
});

describe('the box a scan means', () => {
  const boxes = [
    { drugCode: 'T001', lotNumber: '11000' },
    { drugCode: 'T045', lotNumber: 'L22' },
    { drugCode: 'T045', lotNumber: 'L23' },
  ];
  const lotOf = (scanned: string) => matchBox(scanned, boxes)?.lotNumber;

  it('is found by lot, by the lot inside a GS1 code with or without brackets, and by a drug that has one lot', () => {
    expect(lotOf(' l22 ')).to.equal('L22');
    expect(lotOf('0108934567890123172903311011000')).to.equal('11000');
    expect(lotOf('(01)08934567890123(17)290331(10)L23')).to.equal('L23');
    expect(lotOf(']d2010893456789012310L22\u001d21SERIAL')).to.equal('L22');
    expect(lotOf('t001')).to.equal('11000');
  });

  it('is none for what is unknown or could be two', () => {
    for (const scanned of ['', 'X9', 'T045', '0108934567890123172903311099999']) expect(lotOf(scanned), scanned).to.equal(undefined);
  });
});
