import type { ReadTx } from '../../db/doors.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { listReceipts, listReductions, reducedBy, type ReceiptRow, type ReductionRow } from '../../db/stores/receipt-store.ts';
import { add, type Decimal } from '../../domain/money.ts';
import { billBlocks, blockOf, type BillBlock } from '../../domain/payments/bill-blocks.ts';
import { computeAccount, payableOf, type AccountState } from '../../domain/payments/receipt.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';
import { readEncounterBill, type EncounterBill } from './encounter-bill.ts';

export interface Account extends EncounterBill {
  state: AccountState;
  receipts: ReceiptRow[];
  reductions: ReductionRow[];
  /** Last row of the ledger. */
  sequence: number;
}

/** The account of a visit as it stands in this transaction; who changes it holds the encounter. */
export async function readAccount(tx: ReadTx, encounter: Encounter): Promise<Account> {
  const { facilityId, id } = encounter;
  const found = await readEncounterBill(tx, encounter);
  const receipts = await listReceipts(tx, facilityId, id);
  const reductions = await listReductions(tx, facilityId, id);
  const state = computeAccount({
    patientPart: payableOf(found.bill.totals),
    discount: reducedBy(reductions, 'discount'),
    ledger: receipts.map(({ kind, amount, cancels }) => ({ kind, amount, cancels: cancels !== null })),
  });
  return { ...found, state, receipts, reductions, sequence: receipts.at(-1)?.sequence ?? 0 };
}

export interface AccountBlock {
  block: BillBlock;
  /** Co-payment and own part of the block, with hundredths. */
  patientAmount: Decimal;
  lines: { charge: ChargeLine; share: Bill['lines'][number]; patientAmount: Decimal }[];
}

/** The bill in the blocks of the cost sheet; empty ones are left out. */
export function blocksOf({ bill, charges }: Pick<Account, 'bill' | 'charges'>): AccountBlock[] {
  const shares = new Map(bill.lines.map((line) => [line.chargeId, line]));
  const lines = charges.flatMap((charge) => {
    const share = shares.get(charge.id);
    return share === undefined ? [] : [{ charge, share, patientAmount: add(share.copayAmount, share.selfPayAmount) }];
  });
  return billBlocks
    .map((block) => ({ block, lines: lines.filter(({ charge }) => blockOf(charge.costGroup) === block) }))
    .filter((one) => one.lines.length > 0)
    .map((one) => ({ ...one, patientAmount: add('0', ...one.lines.map(({ patientAmount }) => patientAmount)) }));
}
