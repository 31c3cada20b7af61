import { expect } from 'chai';
import { quantityForPaper, quantityInWords } from '../../../domain/prescriptions/quantity-words.ts';
import { splitDocuments } from '../../../domain/prescriptions/split-documents.ts';

const line = (name: string, prescriptionType: 'c' | 'n' | 'h' = 'c', days = 5, toxic = false) => ({ name, prescriptionType, days, toxic });
const of = (lines: ReturnType<typeof line>[]) =>
  splitDocuments(lines, '2026-11-24').map(({ type, lines: own }) => [type, own.map(({ name }) => name)]);

describe('splitDocuments', () => {
  it('makes a document for each type, the ordinary one first', () => {
    const lines = [line('diazepam', 'h'), line('paracetamol'), line('morphine', 'n'), line('amoxicillin')];
    expect(of(lines)).to.deep.equal([
      ['c', ['paracetamol', 'amoxicillin']],
      ['n', ['morphine']],
      ['h', ['diazepam']],
    ]);
  });

  it('puts toxic drugs first and leaves the rest as it was written', () => {
    expect(of([line('a'), line('b', 'c', 5, true), line('c'), line('d', 'c', 5, true)])).to.deep.equal([['c', ['b', 'd', 'a', 'c']]]);
  });

  it('divides narcotics above ten days into dated tranches, no other type', () => {
    const tranches = (days: number, type: 'c' | 'n' = 'n') => splitDocuments([line('x', type, days)], '2026-11-24')[0]?.tranches;
    expect(tranches(10)).to.deep.equal([]);
    expect(tranches(30, 'c')).to.deep.equal([]);
    expect(tranches(11)).to.deep.equal([
      { number: 1, from: '2026-11-24', until: '2026-12-03' },
      { number: 2, from: '2026-12-04', until: '2026-12-04' },
    ]);
    expect(tranches(30)?.map(({ from, until }) => `${from} ${until}`)).to.deep.equal([
      '2026-11-24 2026-12-03',
      '2026-12-04 2026-12-13',
      '2026-12-14 2026-12-23',
    ]);
  });
});

describe('a quantity on paper', () => {
  it('has a nought in front under ten', () => {
    expect(['5', '9', '10', '2.5', '0.5', '100'].map(quantityForPaper)).to.deep.equal(['05', '09', '10', '02,5', '0,5', '100']);
  });

  it('is spoken as people speak it, with a capital', () => {
    const spoken = [
      '0',
      '1',
      '5',
      '10',
      '11',
      '15',
      '20',
      '21',
      '24',
      '25',
      '100',
      '101',
      '105',
      '110',
      '115',
      '121',
      '1000',
      '1005',
      '2026',
    ];
    expect(spoken.map(quantityInWords)).to.deep.equal([
      ...['Không', 'Một', 'Năm', 'Mười', 'Mười một', 'Mười lăm', 'Hai mươi', 'Hai mươi mốt', 'Hai mươi bốn', 'Hai mươi lăm'],
      ...['Một trăm', 'Một trăm linh một', 'Một trăm linh năm', 'Một trăm mười', 'Một trăm mười lăm', 'Một trăm hai mươi mốt'],
      ...['Một nghìn', 'Một nghìn không trăm linh năm', 'Hai nghìn không trăm hai mươi sáu'],
    ]);
    expect(['2.5', '1.25', '1.05', '1000000'].map(quantityInWords)).to.deep.equal([
      'Hai phẩy năm',
      'Một phẩy hai mươi lăm',
      'Một phẩy không năm',
      'Một triệu',
    ]);
  });

  it('is refused when it is no quantity', () => {
    expect(() => quantityInWords('-1')).to.throw(RangeError);
    expect(() => quantityInWords('1e3')).to.throw(RangeError);
  });
});
