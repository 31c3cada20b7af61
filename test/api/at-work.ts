import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Facility, Room } from '../../db/stores/facility-store.ts';
import { row } from '../../db/knex.ts';
import { aFacility, aUser, type Client, type TestApi } from '../support/api.ts';

/** A facility with somebody of every role that works with patients. */
export interface Workplace {
  facility: Facility;
  room: Room;
  roomId: string;
  reception: Client;
  nurse: Client;
  doctor: Client;
  cashier: Client;
  officer: Client;
  laboratory: Client;
  pharmacist: Client;
}

export async function aWorkplace(api: TestApi, fields: Partial<Facility> = {}): Promise<Workplace> {
  const { facility, room } = await aFacility(api, fields);
  return {
    facility,
    room,
    roomId: room.id,
    reception: await aUser(api, facility, ['reception']),
    nurse: await aUser(api, facility, ['nurse']),
    doctor: await aUser(api, facility, ['doctor']),
    cashier: await aUser(api, facility, ['cashier']),
    officer: await aUser(api, facility, ['insurance-officer']),
    laboratory: await aUser(api, facility, ['laboratory']),
    pharmacist: await aUser(api, facility, ['pharmacist']),
  };
}

/** A hospital of the basic level, where the card's rate and the threshold of low cost count. */
export const aHospital = { kind: 'hospital', level: 'basic', formerTier: 'district', points: 45, priceClass: 'class-3' } as const;

/** All that a write leaves behind in the whole database: changed rows, audit, repeat keys, numbers taken, jobs, record openings. */
export async function footprint(api: TestApi): Promise<Record<string, number>> {
  const counted = await row<Record<string, number>>(
    api.database.owner,
    `SELECT (SELECT count(*)::int FROM change_log) AS changes,
            (SELECT count(*)::int FROM audit_events) AS audited,
            (SELECT count(*)::int FROM idempotency_keys) AS keys,
            (SELECT COALESCE(sum(c.last), 0)::int FROM counters AS c) AS numbers,
            (SELECT count(*)::int FROM graphile_worker.jobs) AS jobs,
            (SELECT count(*)::int FROM access_events) AS openings`,
  );
  if (counted === undefined) throw new Error('a count returned no row');
  return counted;
}

/** Does what is refused and proves that nothing is left of it. */
export async function refusedWithoutTrace(api: TestApi, request: () => PromiseLike<Response>, status: number): Promise<Response> {
  const before = await footprint(api);
  const response = await request();
  expect(response.status, JSON.stringify(response.body)).to.equal(status);
  expect(await footprint(api)).to.deep.equal(before);
  return response;
}

/** `code@path` of every issue, the shortest way to say what was found and where. */
export const findings = (response: Response): string[] =>
  (response.body as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => `${code}@${path}`);
