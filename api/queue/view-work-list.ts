import { read } from '../../db/doors.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { listWork, type WorkListRow } from '../../db/views/work-list-view.ts';
import { localDay } from '../../domain/dates.ts';
import { countStates, visitStateOf } from '../../domain/encounters/visit-state.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { WorkListView } from './queue-schemas.ts';

/** A room sees well under this on a day; what is beyond is told as "more". */
const MOST = 300;

/** The doctor's list: everybody of the room's day with the state of the visit, and how many stand in each. */
export async function viewWorkList(ctx: ApiCtx, roomId: string): Promise<WorkListView> {
  return await read(ctx, async (tx) => {
    if ((await findRoom(tx, ctx.facilityId, roomId)) === undefined) throw notFound('room_not_found');
    const day = localDay(ctx.now);
    const found = await listWork(tx, { facilityId: ctx.facilityId, roomId, day }, MOST + 1);
    const items = found.slice(0, MOST).flatMap(viewItem);
    return { day, counts: countStates(items.map(({ state }) => state)), items, more: found.length > MOST };
  });
}

function viewItem(row: WorkListRow): WorkListView['items'] {
  const state = visitStateOf(row);
  if (state === undefined) return [];
  const { id, number, priority, ticket, encounterId, resultsWaiting, roomsWaiting, answeredAt, disposition, movedTo } = row;
  const { patientId, fullName, sex, birthDate, birthPrecision } = row;
  const patient = { id: patientId, fullName, sex, birthDate, birthPrecision };
  return [{ id, number, priority, ticket, state, encounterId, patient, resultsWaiting, roomsWaiting, answeredAt, disposition, movedTo }];
}
