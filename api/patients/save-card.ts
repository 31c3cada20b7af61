import type { WriteTx } from '../../db/doors.ts';
import { findSameCard, insertCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { errorsOf, under, type Issue } from '../../domain/issue.ts';
import type { Day } from '../../domain/dates.ts';
import { cardRateAt, checkInsuranceCard } from '../../domain/insurance/card.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { rejected } from '../http/errors.ts';
import type { CardData } from './patient-schemas.ts';

/** A card as it will be written: the number in capitals, nothing left open. */
export const toCard = (patientId: string, card: CardData): InsuranceCard => ({
  id: card.id,
  version: 1,
  patientId,
  cardNumber: card.cardNumber.trim().toUpperCase(),
  validFrom: card.validFrom,
  validTo: card.validTo ?? null,
  registeredFacilityCode: card.registeredFacilityCode,
  areaCode: card.areaCode ?? null,
  fiveYearDate: card.fiveYearDate ?? null,
  exemptFrom: card.exemptFrom ?? null,
});

/** Judges a card for a day; refuses one that is malformed or does not hold then. Paths begin with `card`, as the form has it. */
export function judgeCard(
  card: Pick<InsuranceCard, 'cardNumber' | 'validFrom' | 'validTo' | 'registeredFacilityCode'>,
  day: Day,
  parameters: InsuranceParameters,
): Issue[] {
  const { cardNumber, validFrom, validTo, registeredFacilityCode } = card;
  const issues = checkInsuranceCard(
    { cardNumber, validFrom, registeredFacilityCode, ...(validTo === null ? {} : { validTo }) },
    day,
    parameters,
  );
  if (errorsOf(issues).length > 0) throw rejected(under('card', issues));
  return under('card', issues);
}

/** Writes a judged card of a person; the same card shown again is the row that is there. */
export async function saveCard(tx: WriteTx, card: InsuranceCard): Promise<InsuranceCard> {
  const same = await findSameCard(tx, card);
  if (same !== undefined) return same;
  const { version: _, ...fields } = card;
  await insertCard(tx, fields);
  return card;
}

/** What the card alone pays, in percent; 0 while only the portal could tell. */
export const rateOf = (card: Pick<InsuranceCard, 'cardNumber'>, parameters: InsuranceParameters): string =>
  cardRateAt(card.cardNumber, parameters) ?? '0';
