import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createApp } from '../../api/app.ts';
import { createFacility } from '../../api/administration/create-facility.ts';
import type { Services } from '../../api/http/context.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { startSession } from '../../api/auth/session.ts';
import { write } from '../../db/doors.ts';
import type { Facility, Room } from '../../db/stores/facility-store.ts';
import { insertFormularyItems } from '../../db/stores/formulary-store.ts';
import { listWorkplaces } from '../../db/stores/session-store.ts';
import { findUser, grantRoles, insertUser } from '../../db/stores/user-store.ts';
import { newId } from '../../domain/ids.ts';
import type { Role } from '../../domain/permissions.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { servicesOn } from './services.ts';

/** The real application on a real database of its own, with lines of its log kept for looking at. */
export interface TestApi {
  database: TestDatabase;
  services: Services;
  app: ReturnType<typeof createApp>;
  logLines: string[];
  /** Moves the clock of the server; undefined = the real one. */
  setNow(now: string | undefined): void;
}

export async function testApi(given?: TestDatabase): Promise<TestApi> {
  const database = given ?? (await testDatabase());
  const logLines: string[] = [];
  let fixed: string | undefined;
  const services = servicesOn(database.app, { logLines, now: () => (fixed === undefined ? new Date() : new Date(fixed)) });
  return { database, services, app: createApp(services), logLines, setNow: (now) => (fixed = now) };
}

/** Four digits, for nineteen hundred facilities of a process. */
let nextCode = 8100;

/** A facility of its own for a test, with one room; a commune station unless told. */
export async function aFacility(
  api: Pick<TestApi, 'services'>,
  fields: Partial<Facility> = {},
): Promise<{ facility: Facility; room: Room }> {
  nextCode += 1;
  const code = fields.code ?? `9${nextCode}`;
  const facility: Facility = {
    id: newId(),
    code,
    name: `Trạm y tế thử ${code}`,
    kind: 'commune-station',
    level: 'primary',
    formerTier: 'commune',
    points: null,
    priceClass: 'station',
    prescriptionLinkCode: `t${nextCode}`,
    gln: null,
    provinceCode: '14',
    communeCode: '04105',
    address: null,
    phone: null,
    signerNumber: null,
    parentId: null,
    isDemo: true,
    ...fields,
  };
  const room: Room = {
    id: newId(),
    code: 'P1',
    name: 'Phòng khám 1',
    departmentCode: 'K01',
    examinationServiceCode: '02.03',
    packageServiceCodes: [],
  };
  await createFacility(api.services, facility, [room]);
  return { facility, room };
}

/** Puts drugs into a facility's formulary at a price. */
export async function stock(
  api: TestApi,
  facility: Facility,
  prices: Record<string, string>,
  fields: { insuranceRatio?: string } = {},
): Promise<void> {
  await write(systemCtx(api.services, facility.id), 'formulary.load', async (tx) => {
    const items = Object.entries(prices).map(([drugCode, unitPrice]) => ({
      ...{ id: newId(), drugCode, unitPrice, registrationNumber: null, tender: '1/QĐ;G1;N4;2026', insuranceRatio: '100' },
      ...{ validFrom: '2020-01-01', validTo: null, ...fields },
    }));
    await insertFormularyItems(tx, facility.id, items);
  });
}

/** A person at work: sends requests as them, each write with a key of its own unless one is given. */
export interface Client {
  userId: string;
  token: string;
  get(path: string): supertest.Test;
  post(path: string, body?: object, key?: string): supertest.Test;
  put(path: string, body: object, key?: string): supertest.Test;
}

/** Somebody with roles at a facility, logged in. Doctors, nurses, pharmacists and laboratory staff have a licence. */
export async function aUser(api: TestApi, facility: Facility, roles: Role[], fields: { licence?: string | null } = {}): Promise<Client> {
  const userId = newId();
  const licensed = roles.some((role) =>
    ['doctor', 'nurse', 'pharmacist', 'laboratory', 'laboratory-head', 'imaging', 'imaging-doctor'].includes(role),
  );
  const licence = fields.licence === undefined ? (licensed ? `${String(nextCode).padStart(6, '0')}/SL-GPHN` : null) : fields.licence;
  const token = await write(systemCtx(api.services, facility.id), 'user.create', async (tx) => {
    const username = `u${userId.replaceAll('-', '').slice(-20)}`;
    await insertUser(tx, {
      id: userId,
      username,
      fullName: 'Người Thử Nghiệm',
      passwordHash: '-',
      licence,
      staffNumber: null,
      isDemo: true,
    });
    await grantRoles(
      tx,
      roles.map((role) => ({ id: newId(), userId, facilityId: facility.id, role })),
    );
    const account = await findUser(tx, userId);
    const [workplace] = await listWorkplaces(tx, userId);
    if (account === undefined || workplace === undefined) throw new Error('a test user is missing');
    return (await startSession(tx, api.services, { account, workplace })).answer.accessToken;
  });
  return clientOf(api, userId, token);
}

export function clientOf(api: TestApi, userId: string, token: string): Client {
  const send = (method: 'post' | 'put', path: string, body: object, key: string) =>
    supertest(api.app)[method](`/api${path}`).set('Authorization', `Bearer ${token}`).set('Idempotency-Key', key).send(body);
  return {
    userId,
    token,
    get: (path) => supertest(api.app).get(`/api${path}`).set('Authorization', `Bearer ${token}`),
    post: (path, body = {}, key = randomUUID()) => send('post', path, body, key),
    put: (path, body, key = randomUUID()) => send('put', path, body, key),
  };
}

/** The issue codes of a problem answer, for short expectations. */
export const codesOf = (response: supertest.Response): string[] =>
  (response.body as { issues?: { code: string }[] }).issues?.map((issue) => issue.code) ?? [];
