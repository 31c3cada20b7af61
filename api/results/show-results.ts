import type { ReadTx } from '../../db/doors.ts';
import { listValues, type StoredValue } from '../../db/stores/result-store.ts';
import { listNotices, listResults, type NamedResult } from '../../db/views/result-view.ts';
import { showRange, showValue } from '../../domain/results/show-value.ts';
import type { ResultView, ValueView } from './result-schemas.ts';

export type ShownResult = ResultView & { orderId: string };

/** Every issue of some orders' results as screens and sheets show them, the newest of each order first. */
export async function showResults(tx: ReadTx, facilityId: string, orderIds: string[]): Promise<ShownResult[]> {
  const results = await listResults(tx, facilityId, orderIds);
  const ids = results.map(({ id }) => id);
  const values = await listValues(tx, facilityId, ids);
  const notices = await listNotices(tx, facilityId, ids);
  return results.map((result) => ({
    orderId: result.orderId,
    ...headOf(result),
    values: values.filter(({ resultId }) => resultId === result.id).map(showStored),
    told: notices
      .filter(({ resultId, kind }) => resultId === result.id && kind === 'told')
      .map(({ at, byName, toldTo, readBack }) => ({ at, byName, to: toldTo ?? '', readBack: readBack ?? false })),
    acknowledged:
      notices
        .filter(({ resultId, kind }) => resultId === result.id && kind === 'acknowledged')
        .map(({ at, byName, action }) => ({ at, byName, action: action ?? '' }))[0] ?? null,
  }));
}

function headOf(result: NamedResult): Omit<ResultView, 'values' | 'told' | 'acknowledged'> {
  const { id, version, number, kind, changeReason, description, conclusion, machineCode, collectedAt, performedAt, isCritical } = result;
  const { performedBy: performedById, performedByName, enteredAt, enteredByName, approvedAt, approvedByName } = result;
  return {
    ...{ id, version, number, kind, changeReason, description, conclusion, machineCode, collectedAt, performedAt, isCritical },
    ...{ performedById, performedByName, enteredAt, enteredByName, approvedAt, approvedByName },
  };
}

function showStored(value: StoredValue): ValueView {
  const { indicatorCode, name, unit, valueKind, flag, rangeOrigin } = value;
  return { indicatorCode, name, unit, valueKind, shown: showValue(value), flag, range: showRange(value), rangeOrigin };
}
