import type { Encounter } from '../../db/stores/encounter-store.ts';
import { isZero } from '../../domain/money.ts';
import { settledAt } from '../../domain/payments/receipt.ts';
import { blocksOf, type Account, type AccountBlock } from '../http/account.ts';
import type { AccountView } from './cashier-schemas.ts';

/** The account as the desk shows it. */
export function accountView(encounter: Encounter, account: Account, bankAccount: AccountView['bankAccount']): AccountView {
  const { bill, state, closure, receipts, reductions, sequence } = account;
  const settled = closure === undefined ? undefined : settledAt(state, closure.closedAt, [...receipts, ...reductions]);
  return {
    ...{ encounterId: encounter.id, code: encounter.code, state: encounter.state, final: closure !== undefined },
    ...{ benefitRate: bill.benefitRate, rateReason: bill.rateReason, totals: bill.totals },
    blocks: blocksOf(account).map(({ block, patientAmount, lines }) => ({ block, patientAmount, lines: lines.map(lineView) })),
    ...{ patientPart: state.patientPart, discount: state.discount, paid: state.paid, due: state.due },
    ...{ advances: state.advances, collected: state.collected, settledAt: settled ?? null, sequence },
    ...{ receipts, reductions, bankAccount },
  };
}

function lineView({ charge, share, patientAmount }: AccountBlock['lines'][number]): AccountView['blocks'][number]['lines'][number] {
  const { id: chargeId, name, unit, quantity, hospitalPrice: price } = charge;
  const { hospitalAmount, fundAmount, otherSourceAmount } = share;
  return {
    ...{ chargeId, name, unit, quantity, price, insured: !isZero(share.insuranceAmount) },
    ...{ hospitalAmount, fundAmount, otherSourceAmount, patientAmount },
  };
}
