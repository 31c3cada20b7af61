import { expect } from 'chai';
import { add } from '../../../domain/money.ts';
import { buildInvoice, checkInvoice } from '../../../domain/payments/build-invoice.ts';
import { afterInvoiceTry, invoiceStates, standsAgainstMoney } from '../../../domain/payments/invoice-state.ts';
import { computeAccount } from '../../../domain/payments/receipt.ts';

const paid = (patientPart: string, amount: string, discount = '0') =>
  computeAccount({ patientPart, discount, ledger: [{ kind: 'collection', amount, cancels: false }] });
const buyer = { name: 'Lò Thị Ngần' };

describe('buildInvoice', () => {
  const build = (patientPart: string, amount: string, discount = '0') =>
    buildInvoice({
      ...{
        id: 'an-id',
        seller: { code: '14901', name: 'Bệnh viện thử', address: null },
        visit: '14901.26.000123',
        day: '2026-11-24',
        buyer,
      },
      blocks: [
        { block: 'examination', patientAmount: '7960' },
        { block: 'laboratory', patientAmount: '0' },
        { block: 'drug', patientAmount: '5252.25' },
      ],
      ...{ state: paid(patientPart, amount, discount), methods: ['vietqr', 'cash', 'cash'] },
    });

  it('has lines that add up to the total, with rounding and discount as lines of their own', () => {
    const invoice = build('13212', '12212', '1000');
    expect(invoice.lines).to.deep.equal([
      { name: 'Tiền khám bệnh', amount: '7960' },
      { name: 'Tiền thuốc, dịch truyền', amount: '5252.25' },
      { name: 'Làm tròn', amount: '-0.25' },
      { name: 'Miễn, giảm', amount: '-1000' },
    ]);
    expect(add('0', ...invoice.lines.map(({ amount }) => amount))).to.equal('12212');
    expect(invoice).to.include({ total: '12212', totalInWords: 'Mười hai nghìn hai trăm mười hai đồng', tax: 'not-subject' });
    expect(invoice.methods).to.deep.equal(['cash', 'vietqr']);
  });
});

describe('checkInvoice', () => {
  const codes = (state: ReturnType<typeof paid>, final = true, taxCode?: string) =>
    checkInvoice({ ...buyer, taxCode }, state, { final }).map(({ code }) => code);

  it('wants a closed and settled visit with something paid', () => {
    expect(codes(paid('100', '100'))).to.deep.equal([]);
    expect(codes(paid('100', '99'))).to.deep.equal(['invoice_not_settled']);
    expect(codes(paid('100', '100'), false)).to.deep.equal(['invoice_not_settled']);
    expect(codes(computeAccount({ patientPart: '0', discount: '0', ledger: [] }))).to.deep.equal(['invoice_nothing_paid']);
  });

  it('wants a tax code of ten digits, or of ten and three', () => {
    expect(codes(paid('1', '1'), true, '0101234567')).to.deep.equal([]);
    expect(codes(paid('1', '1'), true, '0101234567-001')).to.deep.equal([]);
    expect(codes(paid('1', '1'), true, '010123456')).to.deep.equal(['tax_code_format']);
  });
});

describe('the state of an invoice', () => {
  it('follows from the try, and a cancel that is refused leaves it issued', () => {
    expect(['done', 'refused', 'passing'].map((tried) => afterInvoiceTry('waiting', tried as 'done'))).to.deep.equal([
      ...['issued', 'refused', 'waiting'],
    ]);
    expect(['done', 'refused', 'passing'].map((tried) => afterInvoiceTry('cancelling', tried as 'done'))).to.deep.equal([
      ...['cancelled', 'issued', 'cancelling'],
    ]);
    expect(invoiceStates.filter(standsAgainstMoney)).to.deep.equal(['waiting', 'issued', 'cancelling']);
  });
});
