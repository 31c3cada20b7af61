import type { CabinetView } from '../../../api/stock/cabinet-schemas.ts';
import type { StockRow } from '../../../api/stock/stock-schemas.ts';
import type { Day } from '../../../domain/dates.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { isZero, subtract } from '../../../domain/money.ts';
import { isUsable } from '../../../domain/stock/choose-lots.ts';
import { emptyForm, emptyLine, type DocumentForm, type LineRow } from './document-form.ts';

const typed = (quantity: string): string => quantity.replace('.', ',');
const rowOf = (drug: { drugCode: string; drugName: string; unit: string }, quantity: string): LineRow => ({
  ...emptyLine({ code: drug.drugCode, name: drug.drugName, unit: drug.unit }),
  quantity: typed(quantity),
});

/** A top-up from the main depot up to the base stock; the lots are chosen when it is booked. */
export function topUpForm(cabinet: CabinetView, fromDepotId: string): DocumentForm {
  const lines = cabinet.needs.filter(({ missing }) => !isZero(missing)).map((need) => rowOf(need, need.missing));
  return { ...emptyForm('cabinet-top-up', fromDepotId), toDepotId: cabinet.id, lines };
}

/** What goes back to the main depot: every lot that may not be used any more by its name, and what is more than the base stock. */
export function returnForm(cabinet: CabinetView, lots: StockRow[], to: { toDepotId: string; day: Day }): DocumentForm {
  const unusable = lots
    .filter((lot) => !isUsable(lot, to.day))
    .map((lot) => ({ ...rowOf(lot, lot.onHand), lotId: lot.lotId, lotNumber: lot.lotNumber, expiresOn: dayForPeople(lot.expiresOn) }));
  const over = cabinet.needs
    .map((need) => ({ need, quantity: subtract(need.surplus, need.unusable) }))
    .filter(({ quantity }) => !isZero(quantity))
    .map(({ need, quantity }) => rowOf(need, quantity));
  return { ...emptyForm('cabinet-return', cabinet.id), toDepotId: to.toDepotId, lines: [...unusable, ...over] };
}
