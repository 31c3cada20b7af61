import type { DisplayView } from '../../api/displays/display-schemas.ts';

export interface DisplayChange {
  at: string;
  rooms: DisplayView['rooms'];
  desks?: DisplayView['desks'];
}

/** The view after a change: rooms that changed take their places, everything else stays. */
export function mergeChange(view: DisplayView, change: DisplayChange): DisplayView {
  const changed = new Map(change.rooms.map((room) => [room.id, room]));
  return { ...view, at: change.at, rooms: view.rooms.map((room) => changed.get(room.id) ?? room), desks: change.desks ?? view.desks };
}

/** What was called between two views, to be said aloud: a first call or a repeated one. */
export function newCalls(before: DisplayView, now: DisplayView): string[] {
  const rooms = now.rooms.flatMap(({ id, name, called }) => {
    const old = before.rooms.find((room) => room.id === id)?.called;
    return called !== null && (old?.number !== called.number || old.times !== called.times) ? [`Mời số ${called.number} vào ${name}`] : [];
  });
  const desks = now.desks.flatMap(({ desk, series, number, times }) => {
    const old = before.desks.find((one) => one.desk === desk);
    const same = old?.number === number && old.series === series && old.times === times;
    return same ? [] : [`Mời số ${series} ${number} đến quầy ${desk}`];
  });
  return [...rooms, ...desks];
}
