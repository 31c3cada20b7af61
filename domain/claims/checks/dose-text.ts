import type { Decimal } from '../../money.ts';

/** The amount a day in the brackets of a dose text `… [n unit/ngày]`; undefined when it says none. Source: docs/legal/insurance.md#checks */
export function dosePerDay(text: string): Decimal | undefined {
  return numberOf(/\[\s*(\d+(?:[.,]\d+)?)\s*[^\]\d/]*\/\s*ng/i.exec(text)?.[1]);
}

/** The days in a dose text `… * n ngày`; undefined when it says none. Source: docs/legal/insurance.md#checks */
export function daysOf(text: string): Decimal | undefined {
  return numberOf(/\*\s*(\d+)\s*ng[aà]y/i.exec(text.normalize('NFC'))?.[1]);
}

/** The unit in the brackets of a dose text; undefined when it says none. Source: docs/legal/insurance.md#checks */
export function unitOfDose(text: string): string | undefined {
  const unit = /\[\s*\d+(?:[.,]\d+)?\s*([^\]\d/]+?)\s*\//.exec(text)?.[1];
  return unit === '' ? undefined : unit;
}

const numberOf = (text: string | undefined): Decimal | undefined => text?.replace(',', '.');
