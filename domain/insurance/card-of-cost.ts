import { type Instant, isWithin, localDay } from '../dates.ts';
import type { VisitCoverage } from '../visits/visit-record.ts';
import { coveredUntil } from './card.ts';
import type { InsuranceParameters } from './insurance-parameters.ts';

export interface UsedCard extends Pick<VisitCoverage, 'validFrom' | 'validTo'> {
  /** Costs ordered before do not fall under the card; absent = from its first day. */
  usedFrom?: Instant;
}

export interface CardsOfVisit<Card extends UsedCard> {
  /** Of the admission day. */
  parameters: InsuranceParameters;
  /** MA_DOITUONG_KCB. */
  arrivalCategory: string;
  /** Oldest first; empty = not insured. */
  cards: Card[];
}

/**
 * The card a cost ordered at an instant falls under: the newest in force on that day, since a changed rate counts from the day the new card is valid;
 * undefined = nobody's. Source: docs/legal/insurance.md#card (NĐ 188/2025 Đ21)
 */
export function cardOfCost<Card extends UsedCard>(orderedAt: Instant, visit: CardsOfVisit<Card>): Card | undefined {
  return newestOn(localDay(orderedAt), {
    ...visit,
    cards: visit.cards.filter(({ usedFrom }) => usedFrom === undefined || Date.parse(usedFrom) <= Date.parse(orderedAt)),
  });
}

/** The newest card in force on the admission day. */
export function cardOfAdmission<Card extends UsedCard>(visit: CardsOfVisit<Card>): Card | undefined {
  return newestOn(visit.parameters.day, visit);
}

function newestOn<Card extends UsedCard>(day: string, { cards, arrivalCategory, parameters }: CardsOfVisit<Card>): Card | undefined {
  if (arrivalCategory === '9') return undefined;
  const inForce = cards.filter((card) => isWithin(day, card.validFrom, card.validTo));
  const inGrace = cards.filter((card) => isGrace(card, day, parameters));
  return inForce.at(-1) ?? inGrace.at(-1);
}

/** A card that held on admission covers a while beyond its last day (`coveredUntil`). */
function isGrace({ validFrom, validTo }: UsedCard, day: string, parameters: InsuranceParameters): boolean {
  return isWithin(parameters.day, validFrom, validTo) && isWithin(day, validFrom, coveredUntil(validTo, parameters));
}
