import type { Instant } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

/** How resources of ours are named at a destination: under our ids, or under its own, found by an identifier. */
export type IdentityStrategy = 'client-ids' | 'conditional';

export interface Destination {
  id: string;
  version: number;
  name: string;
  kind: 'fhir' | 'health-book' | 'health-check-hub';
  /** Empty where the facility's own account says where to send. */
  baseUrl: string;
  systemFamily: string;
  credentials: Buffer | null;
  strategy: IdentityStrategy | null;
  entryLimit: number | null;
  atomic: boolean | null;
  pausedAt: string | null;
  pauseReason: string | null;
  throttledUntil: string | null;
  /** Special categories it may be told of. */
  permitted: string[];
  /** It gets nothing of a person who has not said yes. */
  consentRequired: boolean;
}

export type NewDestinationRow = Omit<Destination, 'version' | 'atomic' | 'pausedAt' | 'pauseReason' | 'throttledUntil'>;

export async function insertDestination(tx: WriteTx, destination: NewDestinationRow): Promise<void> {
  await tx('destinations').insert({ ...destination, baseUrl: destination.baseUrl === '' ? null : destination.baseUrl });
}

export async function listDestinations(db: Db): Promise<Destination[]> {
  return await rows<Destination>(
    db,
    `SELECT d.id, d.version, d.name, d.kind, COALESCE(d.base_url, '') AS base_url, d.system_family, d.credentials, d.strategy, d.entry_limit, d.atomic,
            d.paused_at, d.pause_reason, d.throttled_until, d.permitted, d.consent_required
       FROM destinations AS d WHERE d.removed_at IS NULL ORDER BY d.name LIMIT 50`,
  );
}

export async function findDestination(db: Db, id: string): Promise<Destination | undefined> {
  return (await listDestinations(db)).find((destination) => destination.id === id);
}

export async function findDestinationByName(db: Db, name: string): Promise<Destination | undefined> {
  return (await listDestinations(db)).find((destination) => destination.name === name);
}

type Learnt = Pick<Destination, 'strategy' | 'entryLimit' | 'atomic' | 'pausedAt' | 'pauseReason' | 'throttledUntil' | 'credentials'>;

/** Keeps what a self-test found. */
export async function saveTest(tx: WriteTx, id: string, testedAt: Instant, issues: Issue[]): Promise<void> {
  await tx('destinations')
    .where({ id })
    .update({ testedAt, testIssues: JSON.stringify(issues) });
}

/** Keeps what was learnt of a destination or decided about it. */
export async function updateDestination(tx: WriteTx, id: string, changes: Partial<Learnt>): Promise<void> {
  await tx('destinations').where({ id }).update(changes);
}

export async function removeDestination(tx: WriteTx, name: string, at: string): Promise<boolean> {
  return (
    (await tx('destinations')
      .where({ name })
      .whereNull('removedAt')
      .update({ removedAt: at, name: tx.raw(`name || ' ' || id`) })) === 1
  );
}
