import { useState } from 'react';
import type { NewOrderPrint, OrderPrintAnswer } from '../../api/orders/order-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { change } from './http.ts';

/** A sheet on its way to the printer. The server counts each print, so that a second one is marked as a copy. */
export function useSheet() {
  const [sheet, setSheet] = useState<OrderPrintAnswer | undefined>(undefined);
  const print = async (encounterId: string, of: Pick<NewOrderPrint, 'kind' | 'subjectId'>): Promise<void> => {
    const id = newId();
    setSheet(await change<OrderPrintAnswer>('POST', `/encounters/${encounterId}/order-prints`, { id, ...of }, id));
  };
  return { sheet, print, printed: () => setSheet(undefined) };
}
