import { createHash, randomBytes } from 'node:crypto';
import { read, type Ctx } from '../../db/doors.ts';
import { findDisplayByKey, type Display } from '../../db/stores/display-store.ts';
import { findFacilityByCode, type Facility } from '../../db/stores/facility-store.ts';
import type { PublicCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';

/** 128 random bits behind the facility's code, so that the look-up stays inside the facility's fence. */
export const newDisplayKey = (facilityCode: string): string => `${facilityCode}-${randomBytes(16).toString('base64url')}`;

/** A key of 128 random bits needs no salt and no slow hash. */
export const hashDisplayKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Who holds the key acts as the system at this facility, and only where this is called. */
export interface AtDisplay {
  ctx: Ctx;
  facility: Facility;
  display: Display;
}

/** The display of a key. A wrong key and one that was renewed look the same. */
export async function openDisplay({ services, requestId }: PublicCtx, key: string): Promise<AtDisplay> {
  const facility = await findFacilityByCode(services.db, key.slice(0, 5));
  if (facility === undefined) throw notFound('display_not_found');
  const ctx = systemCtx(services, facility.id, requestId);
  const display = await read(ctx, async (tx) => await findDisplayByKey(tx, facility.id, hashDisplayKey(key)));
  if (display === undefined) throw notFound('display_not_found');
  return { ctx, facility, display };
}
