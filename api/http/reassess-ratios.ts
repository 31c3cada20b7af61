import type { WriteTx } from '../../db/doors.ts';
import { listListedRatios, setChargeRatio } from '../../db/stores/charge-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { cardOfCost } from '../../domain/insurance/card-of-cost.ts';
import { findBenefitLevel } from '../../domain/insurance/card.ts';
import { insuranceRatioFor } from '../../domain/insurance/insurance-ratio.ts';
import { compare } from '../../domain/money.ts';
import { readCards } from './encounter-bill.ts';

/**
 * Ratio limits do not touch every card: what exists already is taken anew when another card or payer counts. Every changed line leaves its
 * old ratio in the change log (docs/legal/insurance.md#card).
 */
export async function reassessRatios(tx: WriteTx, encounter: Encounter): Promise<void> {
  const visit = await readCards(tx, encounter);
  for (const charge of await listListedRatios(tx, encounter)) {
    const card = cardOfCost(charge.orderedAt, visit);
    const level = card === undefined ? undefined : findBenefitLevel(card.cardNumber, visit.parameters);
    const next = insuranceRatioFor({ inScope: charge.listedInScope, ratio: charge.listedRatio }, level);
    const isSame = next.scope === charge.scope && compare(next.insuranceRatio, charge.insuranceRatio) === 0;
    if (!isSame) await setChargeRatio(tx, encounter, charge.id, next);
  }
}
