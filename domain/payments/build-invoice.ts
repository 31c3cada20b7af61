import type { Day } from '../dates.ts';
import { error, type Issue } from '../issue.ts';
import { add, compare, type Decimal, isZero, negate, subtract } from '../money.ts';
import { amountInWords } from './amount-in-words.ts';
import type { BillBlock } from './bill-blocks.ts';
import type { AccountState, PayMethod } from './receipt.ts';

/** Who the invoice is made out to. */
export interface InvoiceBuyer {
  name: string;
  /** Ten digits, or ten and three behind a dash. */
  taxCode?: string | undefined;
  address?: string | undefined;
  email?: string | undefined;
}

/**
 * An electronic invoice in a neutral form of ours: what every provider's interface asks for, in no provider's words. Amounts in dong; the lines add up to the
 * total. No service, drug or diagnosis is named. Source: docs/legal/payments.md#invoice
 */
export interface Invoice {
  form: 'hoa-ban-invoice-1';
  /** Ours, the same at every try, so that nothing is issued twice. */
  id: string;
  seller: { code: string; name: string; address: string | null };
  visit: string;
  day: Day;
  buyer: InvoiceBuyer;
  lines: { name: string; amount: Decimal }[];
  total: Decimal;
  totalInWords: string;
  methods: PayMethod[];
  /** Medical services are subject to no VAT. */
  tax: 'not-subject';
}

/** Papers speak Vietnamese. */
const lineNames: Record<BillBlock, string> = {
  examination: 'Tiền khám bệnh',
  bed: 'Tiền ngày giường',
  laboratory: 'Tiền xét nghiệm',
  imaging: 'Tiền chẩn đoán hình ảnh',
  function: 'Tiền thăm dò chức năng',
  procedure: 'Tiền thủ thuật, phẫu thuật',
  blood: 'Tiền máu và chế phẩm máu',
  drug: 'Tiền thuốc, dịch truyền',
  supply: 'Tiền vật tư y tế',
  transport: 'Tiền vận chuyển',
  other: 'Dịch vụ khác',
};

/** Why no invoice can be made: something is due, nothing was paid, or the buyer is not named rightly. Source: docs/legal/payments.md#invoice */
export function checkInvoice(buyer: InvoiceBuyer, state: AccountState, visit: { final: boolean }): Issue[] {
  if (!visit.final || !isZero(state.due)) return [error('invoice_not_settled', '')];
  if (isZero(state.paid)) return [error('invoice_nothing_paid', '')];
  const { taxCode } = buyer;
  return taxCode === undefined || /^\d{10}(-\d{3})?$/.test(taxCode) ? [] : [error('tax_code_format', 'buyer.taxCode')];
}

/** The invoice of a settled account; discount and rounding are lines of their own. Amounts in dong. Source: docs/legal/payments.md#invoice */
export function buildInvoice(facts: {
  id: string;
  seller: Invoice['seller'];
  visit: string;
  day: Day;
  buyer: InvoiceBuyer;
  blocks: { block: BillBlock; patientAmount: Decimal }[];
  state: AccountState;
  methods: PayMethod[];
}): Invoice {
  const { id, seller, visit, day, buyer, state } = facts;
  const lines = facts.blocks
    .filter(({ patientAmount }) => compare(patientAmount, '0') > 0)
    .map(({ block, patientAmount }) => ({ name: lineNames[block], amount: patientAmount }));
  const rounding = subtract(state.patientPart, add('0', ...lines.map(({ amount }) => amount)));
  const total = subtract(state.patientPart, state.discount);
  return {
    ...{ form: 'hoa-ban-invoice-1', id, seller, visit, day, buyer, total, totalInWords: amountInWords(total), tax: 'not-subject' },
    lines: [
      ...lines,
      ...(isZero(rounding) ? [] : [{ name: 'Làm tròn', amount: rounding }]),
      ...(isZero(state.discount) ? [] : [{ name: 'Miễn, giảm', amount: negate(state.discount) }]),
    ],
    methods: [...new Set(facts.methods)].sort(),
  };
}
