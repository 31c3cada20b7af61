import { numberForPeople, places, roundAmount, type Decimal } from '../../domain/money.ts';

export { numberForPeople };

/** An amount in dong, `1.234.500 đ`; hundredths are shown only where there are any. */
export const moneyForPeople = (amount: Decimal): string => `${numberForPeople(places(amount) > 2 ? roundAmount(amount) : amount)} đ`;
