import { isNegative, places, roundAmount, type Decimal } from '../../domain/money.ts';

/** `1234500` → `1.234.500`, `0.5` → `0,5`. */
export function numberForPeople(value: Decimal): string {
  const [whole = '', fraction] = value.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return (isNegative(value) ? '-' : '') + (fraction === undefined ? grouped : `${grouped},${fraction}`);
}

/** An amount in dong, `1.234.500 đ`; hundredths are shown only where there are any. */
export const moneyForPeople = (amount: Decimal): string => `${numberForPeople(places(amount) > 2 ? roundAmount(amount) : amount)} đ`;
