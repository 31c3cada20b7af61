import { read, type Ctx } from '../../db/doors.ts';
import { listDestinations as listStored, type Destination } from '../../db/stores/destination-store.ts';
import type { Secrets } from '../secrets.ts';
import { type Credentials, credentialsOf } from './credentials.ts';

export interface DestinationLine extends Pick<
  Destination,
  'name' | 'kind' | 'baseUrl' | 'systemFamily' | 'strategy' | 'entryLimit' | 'atomic'
> {
  /** How we show who we are; what is secret of it is never shown. */
  credentials: Credentials['kind'] | 'none';
  /** Why nothing is sent at the moment. */
  pauseReason: string | null;
}

/** The destinations in use, by name. */
export async function listDestinations(ctx: Ctx, secrets: Secrets): Promise<DestinationLine[]> {
  const stored = await read(ctx, async (tx) => await listStored(tx));
  return stored.map((one) => {
    const { name, kind, baseUrl, systemFamily, strategy, entryLimit, atomic } = one;
    const credentials = credentialsOf(secrets, one)?.kind ?? 'none';
    const pauseReason = one.pausedAt === null ? null : (one.pauseReason ?? 'paused');
    return { name, kind, baseUrl, systemFamily, strategy, entryLimit, atomic, credentials, pauseReason };
  });
}
