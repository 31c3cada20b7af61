import { compare, type Decimal } from '../money.ts';

/** Groups that a cashier must see, because other rules of payment hold for them. */
export type PayerGroup = 'poor' | 'near-poor' | 'ethnic-minority' | 'hard-area' | 'protected' | 'merit' | 'child' | 'full-cover';

/** Object code of a card of fifteen characters. Source: docs/legal/payments.md#groups */
const groupOfCode: Record<string, PayerGroup> = {
  ...{
    HN: 'poor',
    CN: 'near-poor',
    DT: 'ethnic-minority',
    DK: 'hard-area',
    XD: 'hard-area',
    BT: 'protected',
    TE: 'child',
    CC: 'merit',
    CK: 'merit',
  },
};

/** What the card says of the person, in the order of the letters and then the rate in percent. */
export function payerGroups(card: { cardNumber: string; cardRate: Decimal }): PayerGroup[] {
  const group = groupOfCode[card.cardNumber.slice(0, 2)];
  const full: PayerGroup[] = compare(card.cardRate, '100') >= 0 ? ['full-cover'] : [];
  return group === undefined ? full : [group, ...full];
}
