import type { Ctx } from '../../db/doors.ts';
import type { Db } from '../../db/knex.ts';
import type { Facility, Room } from '../../db/stores/facility-store.ts';
import { newId } from '../../domain/ids.ts';
import { aFacility, testApi } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

/** Two facilities in a database of its own, each with one room. */
export interface Neighbours {
  database: TestDatabase;
  here: { facility: Facility; room: Room };
  there: { facility: Facility; room: Room };
}

export async function neighbours(): Promise<Neighbours> {
  const database = await testDatabase();
  const api = await testApi(database);
  return { database, here: await aFacility(api), there: await aFacility(api) };
}

/** The context of somebody who works at a facility. */
export const ctxAt = (db: Db, facilityId: string, fields: Partial<Ctx> = {}): Ctx => ({
  db,
  actor: { userId: newId(), facilityId, device: 'desk-1' },
  facilityId,
  requestId: newId(),
  now: '2026-11-24T01:30:00.000Z',
  ...fields,
});

/** What a promise was refused with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (cause) {
    return cause as Error;
  }
  throw new Error('it was allowed');
}
