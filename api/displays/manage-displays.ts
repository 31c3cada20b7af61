import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import { insertDisplay, listDisplays, lockDisplay, MOST_DISPLAYS, updateDisplay } from '../../db/stores/display-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { error } from '../../domain/issue.ts';
import type { Services } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { seal, unseal } from '../http/seal.ts';
import { hashDisplayKey, newDisplayKey } from './display-key.ts';
import type { DisplayKey, DisplayList, NewDisplay, RenewDisplay } from './display-schemas.ts';

/** The answer is kept for repeats of the request: sealed, so that no key lies readable in the database. */
interface Kept {
  id: string;
  sealed: string;
}

/** Makes a screen or a kiosk; its key is told this once. */
export async function createDisplay(ctx: Ctx, services: Services, input: NewDisplay): Promise<DisplayKey> {
  const kept = await write(ctx, 'display.create', async (tx): Promise<Kept> => {
    const facility = await findFacility(tx, ctx.facilityId);
    if (facility === undefined) throw notFound('facility_not_found');
    if ((await listDisplays(tx, ctx.facilityId)).length >= MOST_DISPLAYS)
      throw rejected([error('displays_too_many', '', { max: MOST_DISPLAYS })]);
    const key = newDisplayKey(facility.code);
    const stamp = { createdAt: ctx.now, createdBy: ctx.actor.userId };
    await insertDisplay(tx, { ...input, ...stamp, facilityId: ctx.facilityId, keyHash: hashDisplayKey(key) });
    auditSubject(tx, { objectId: input.id });
    return { id: input.id, sealed: seal(services.secrets, input.id, key).toString('base64') };
  });
  return opened(services, kept);
}

/** Gives a display a new key, for one that was photographed or lost; streams on the old key end within a second. */
export async function renewDisplay(ctx: Ctx, services: Services, asked: { id: string } & RenewDisplay): Promise<DisplayKey> {
  const kept = await write(ctx, 'display.renew', async (tx): Promise<Kept> => {
    const display = await lockDisplay(tx, ctx.facilityId, asked.id);
    const facility = await findFacility(tx, ctx.facilityId);
    if (display === undefined || facility === undefined) throw notFound('display_not_found');
    const key = newDisplayKey(facility.code);
    await updateDisplay(tx, display, { keyHash: hashDisplayKey(key), mode: asked.mode ?? display.mode, renewedAt: ctx.now });
    auditSubject(tx, { objectId: display.id });
    return { id: display.id, sealed: seal(services.secrets, display.id, key).toString('base64') };
  });
  return opened(services, kept);
}

const opened = ({ secrets }: Services, { id, sealed }: Kept): DisplayKey => ({
  id,
  key: unseal(secrets, id, Buffer.from(sealed, 'base64')),
});

/** The displays of the facility, without their keys. */
export async function viewDisplays(ctx: Ctx): Promise<DisplayList> {
  return await read(ctx, async (tx) => ({ items: await listDisplays(tx, ctx.facilityId) }));
}
