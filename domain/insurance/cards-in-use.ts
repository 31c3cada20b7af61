import { type Day, type Instant, isWithin, localDay } from '../dates.ts';

interface UsedCard {
  usedFrom: Instant;
  validFrom: Day;
  validTo: Day | null;
}

/**
 * The cards that count in a visit, oldest first as given: a card that another one took over from its very first moment is left out, because no cost
 * falls under it and a claim must not name it. Source: docs/legal/insurance.md#card (NĐ 188/2025 Đ21)
 */
export function cardsInUse<T extends UsedCard>(cards: readonly T[]): T[] {
  return cards.filter((card, i) => !cards.slice(i + 1).some((later) => takesOver(later, card)));
}

function takesOver(later: UsedCard, card: UsedCard): boolean {
  const start = Date.parse(card.usedFrom);
  return Date.parse(later.usedFrom) <= start && isWithin(localDay(card.usedFrom), later.validFrom, later.validTo);
}
