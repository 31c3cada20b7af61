import { dayForPeople, localDay, localTime, type Day, type Instant } from '../../domain/dates.ts';
import { numberForPeople, places, roundAmount, type Decimal } from '../../domain/money.ts';

export { numberForPeople };

/** An amount in dong, `1.234.500 đ`; hundredths are shown only where there are any. */
export const moneyForPeople = (amount: Decimal): string => `${numberForPeople(places(amount) > 2 ? roundAmount(amount) : amount)} đ`;

/** `24/11/2026 08:05`. */
export const momentForPeople = (instant: Instant): string => `${dayForPeople(localDay(instant))} ${localTime(instant)}`;

export const timeForPeople = localTime;

/** A birth date as precisely as it is known: `1960`, `02/1960`, `01/02/1960`. */
export function birthForPeople(birthDate: Day, precision: string): string {
  if (precision === 'year') return birthDate.slice(0, 4);
  return precision === 'month' ? `${birthDate.slice(5, 7)}/${birthDate.slice(0, 4)}` : dayForPeople(birthDate.slice(0, 10));
}

/** What a person types for a number, `37,5` or `37.5`, as the wire wants it; undefined when it is none. */
export function readDecimal(typed: string): Decimal | undefined {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,9}(\.\d{1,3})?$/.test(text) ? text : undefined;
}
