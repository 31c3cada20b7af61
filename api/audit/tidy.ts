import { read } from '../../db/doors.ts';
import { removeOldKeys } from '../../db/stores/audit-store.ts';
import { listFacilityIds } from '../../db/stores/facility-store.ts';
import { removeEndedAssertions } from '../../db/stores/fhir-client-store.ts';
import { removeExpiredTokens } from '../../db/stores/session-store.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** A station may be without a link for days: the answer to a repeated request is kept for a week. */
const KEY_DAYS = 7;

/** Removes what only serves for a time: repeat keys and ended sessions. */
export async function tidy(services: Services): Promise<void> {
  const now = services.now().getTime();
  await removeExpiredTokens(services.db, new Date(now - 86_400_000).toISOString());
  await removeEndedAssertions(services.db, new Date(now).toISOString());
  for (const facilityId of await listFacilityIds(services.db)) {
    await read(
      systemCtx(services, facilityId),
      async (tx) => await removeOldKeys(tx, facilityId, new Date(now - KEY_DAYS * 86_400_000).toISOString()),
    );
  }
}
