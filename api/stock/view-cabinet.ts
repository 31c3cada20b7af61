import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { listCabinetIssues, listCabinetLists, readAskedTopUps, readBaseList, type CabinetListView } from '../../db/stores/cabinet-store.ts';
import { findDepot } from '../../db/stores/depot-store.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { listOrders } from '../../db/stores/order-store.ts';
import { nameItems, type ItemName } from '../../db/stores/stock-item-store.ts';
import { listStock } from '../../db/views/stock-view.ts';
import { localDay } from '../../domain/dates.ts';
import { computeCabinetNeeds } from '../../domain/stock/cabinet-needs.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { CabinetIssueList, CabinetView } from './cabinet-schemas.ts';

/** More lots than this lie in no cabinet. */
const LOTS_MAX = 1000;
const DECIDED_MAX = 10;

/** A duty cabinet: its base stock, what lies there, what to top up and to return, and what is asked for. */
export async function viewCabinet(ctx: ApiCtx, depotId: string): Promise<CabinetView> {
  return await read(ctx, async (tx) => {
    const depot = await findDepot(tx, ctx.facilityId, depotId);
    if (depot?.kind !== 'cabinet') throw notFound('cabinet_not_found');
    const needs = await readNeeds(tx, ctx, depotId);
    const lists = await listCabinetLists(tx, ctx.facilityId, depotId, DECIDED_MAX + 1);
    const inForce = lists.find(({ state }) => state === 'approved');
    const codes = [...needs, ...lists.flatMap(({ lines }) => lines)].map(({ drugCode }) => drugCode);
    const names = await nameItems(tx, ctx.facilityId, codes);
    const view = (list: CabinetListView) => listView(list, names);
    const waiting = lists.find(({ state }) => state === 'submitted');
    return {
      ...{ id: depot.id, code: depot.code, name: depot.name },
      needs: needs.map((need) => ({ ...need, ...nameOf(need.drugCode, names) })),
      inForce: inForce === undefined ? null : view(inForce),
      waiting: waiting === undefined ? null : view(waiting),
      decided: lists.filter(({ state }) => state !== 'submitted').map(view),
    };
  });
}

async function readNeeds(tx: ReadTx, ctx: ApiCtx, depotId: string) {
  const asked = { depotId, query: '', expiringBy: null, idleSince: null, limit: LOTS_MAX };
  const lots = await listStock(tx, ctx.facilityId, asked);
  const base = (await readBaseList(tx, ctx.facilityId, depotId))?.lines ?? [];
  return computeCabinetNeeds(base, { lots, asked: await readAskedTopUps(tx, ctx.facilityId, depotId), day: localDay(ctx.now) });
}

type Names = Map<string, ItemName>;

/** A code the catalogue has lost keeps its code as name. */
const nameOf = (drugCode: string, names: Names) => ({
  drugName: names.get(drugCode)?.name ?? drugCode,
  unit: names.get(drugCode)?.unit ?? '',
});

const listView = ({ lines, requestedBy, ...list }: CabinetListView, names: Names) => ({
  ...list,
  requestedById: requestedBy,
  lines: lines.map((line) => ({ ...line, ...nameOf(line.drugCode, names) })),
});

/** What was taken from cabinets for a visit, taken back or not. */
export async function viewCabinetIssues(ctx: ApiCtx, encounterId: string): Promise<CabinetIssueList> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const issues = await listCabinetIssues(tx, ctx.facilityId, encounterId);
    const codes = issues.flatMap(({ lines }) => lines.map(({ drugCode }) => drugCode));
    const names = await nameItems(tx, ctx.facilityId, codes);
    const services = new Map((await listOrders(tx, ctx.facilityId, encounterId)).map(({ id, serviceName }) => [id, serviceName]));
    return {
      items: issues.map(({ lines, lots, ...issue }) => ({
        ...issue,
        lines: lines.map(({ drugCode, orderId, ...line }) => ({
          ...{ ...line, ...nameOf(drugCode, names) },
          serviceName: services.get(orderId ?? '') ?? null,
          lots: lots.filter((lot) => lot.drugCode === drugCode),
        })),
      })),
    };
  });
}
