import { read, type Ctx } from '../../db/doors.ts';
import { listDestinations as listStored } from '../../db/stores/destination-store.ts';

export interface DestinationLine {
  name: string;
  kind: 'fhir';
  baseUrl: string;
  systemFamily: string;
  /** A token is kept; it is never shown. */
  hasToken: boolean;
  paused: boolean;
}

/** The destinations in use, by name. */
export async function listDestinations(ctx: Ctx): Promise<DestinationLine[]> {
  const stored = await read(ctx, async (tx) => await listStored(tx));
  return stored.map(({ name, kind, baseUrl, systemFamily, credentials, pausedAt }) => ({
    name,
    kind,
    baseUrl,
    systemFamily,
    hasToken: credentials !== null,
    paused: pausedAt !== null,
  }));
}
