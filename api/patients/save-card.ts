import type { Ctx, WriteTx } from '../../db/doors.ts';
import { findSameCard, insertCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { errorsOf, under, type Issue } from '../../domain/issue.ts';
import { localDay } from '../../domain/dates.ts';
import { cardRateAt, checkInsuranceCard } from '../../domain/insurance/card.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { rejected } from '../http/errors.ts';
import type { CardData } from './patient-schemas.ts';

/** Judges a card for a visit of today; refuses an expired or malformed one. `path` is where the form has it. */
export function judgeCard(
  card: Pick<InsuranceCard, 'cardNumber' | 'validFrom' | 'validTo' | 'registeredFacilityCode'>,
  ctx: Ctx,
  parameters: InsuranceParameters,
): Issue[] {
  const { cardNumber, validFrom, validTo, registeredFacilityCode } = card;
  const issues = checkInsuranceCard(
    { cardNumber, validFrom, registeredFacilityCode, ...(validTo === null ? {} : { validTo }) },
    localDay(ctx.now),
    parameters,
  );
  if (errorsOf(issues).length > 0) throw rejected(under('card', issues));
  return under('card', issues);
}

/** Writes a card of a person; the same card shown again is the row that is there. */
export async function saveCard(tx: WriteTx, patientId: string, card: CardData): Promise<InsuranceCard> {
  const wanted = {
    id: card.id,
    patientId,
    cardNumber: card.cardNumber.trim().toUpperCase(),
    validFrom: card.validFrom,
    validTo: card.validTo ?? null,
    registeredFacilityCode: card.registeredFacilityCode,
    areaCode: card.areaCode ?? null,
    fiveYearDate: card.fiveYearDate ?? null,
    exemptFrom: null,
  };
  const same = await findSameCard(tx, wanted);
  if (same !== undefined) return same;
  await insertCard(tx, wanted);
  return { ...wanted, version: 1 };
}

/** What the card alone pays, in percent; 0 while only the portal could tell. */
export const rateOf = (card: Pick<InsuranceCard, 'cardNumber'>, parameters: InsuranceParameters): string =>
  cardRateAt(card.cardNumber, parameters) ?? '0';
