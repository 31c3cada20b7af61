import { createHash } from 'node:crypto';
import type { ApiCtx, Services } from '../../api/http/context.ts';
import { derivedId } from '../../domain/ids.ts';
import { permissionsOfRoles } from '../../domain/permissions.ts';
import { demoUser } from './district.ts';

/** A demo person at work at a moment of the past month. `step` makes the act repeatable, like the key a browser sends. */
export function demoCtx(services: Services, username: string, act: { at: Date; step: string }): ApiCtx {
  const user = demoUser(username);
  const facilityId = derivedId('demo', 'facility', user.facilityCode);
  return {
    services: { ...services, now: () => act.at },
    db: services.db,
    actor: { userId: user.id, facilityId },
    facilityId,
    requestId: derivedId('demo', 'request', username, act.step),
    now: act.at.toISOString(),
    roles: user.roles,
    permissions: permissionsOfRoles(user.roles),
    repeat: { key: `demo-${act.step}`, route: 'demo', bodyHash: createHash('sha256').update(act.step).digest() },
  };
}
