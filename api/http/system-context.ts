import { randomUUID } from 'node:crypto';
import type { Ctx } from '../../db/doors.ts';
import type { Services } from './context.ts';

/** The system itself as an actor, for jobs and the command line; it stands in the audit under this id. */
export const SYSTEM_USER = '00000000-0000-7000-8000-000000000001';

export function systemCtx(services: Services, facilityId: string, requestId: string = randomUUID()): Ctx {
  return { db: services.db, actor: { userId: SYSTEM_USER, facilityId }, facilityId, requestId, now: services.now().toISOString() };
}
