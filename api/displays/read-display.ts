import { read, type Ctx } from '../../db/doors.ts';
import { listDisplays, type Display } from '../../db/stores/display-store.ts';
import { listDisplayDesks, listDisplayRooms, type DisplayDesk, type DisplayRoom } from '../../db/views/display-view.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { localDay } from '../../domain/dates.ts';
import { initialsOf } from '../../domain/queue/initials-of.ts';
import type { DisplayMode, DisplayView } from './display-schemas.ts';

/** What one look at the facility found; every screen of it is painted from this. */
export interface Look {
  at: string;
  rooms: DisplayRoom[];
  desks: DisplayDesk[];
  displays: Display[];
}

/** One look at a facility's queues. Names leave the database only when one of its screens may show initials. */
export async function lookAt(ctx: Ctx): Promise<Look> {
  return await read(ctx, async (tx) => {
    const displays = await listDisplays(tx, ctx.facilityId);
    const day = localDay(ctx.now);
    const names = displays.some(({ mode }) => mode === 'initials');
    const rooms = await listDisplayRooms(tx, ctx.facilityId, { day, names });
    return { at: ctx.now, rooms, desks: await listDisplayDesks(tx, ctx.facilityId, day), displays };
  });
}

/** The look as one kind of screen may show it. */
export function paint(facility: Pick<Facility, 'name'>, mode: DisplayMode, { at, rooms, desks }: Look): DisplayView {
  const shown = <T extends { fullName: string | null }>({ fullName, ...rest }: T) => ({
    ...rest,
    initials: mode === 'initials' && fullName !== null ? initialsOf(fullName) : null,
  });
  return {
    facilityName: facility.name,
    mode,
    at,
    rooms: rooms.map(({ called, next, ...room }) => ({ ...room, called: called && shown(called), next: next.map(shown) })),
    desks,
  };
}
