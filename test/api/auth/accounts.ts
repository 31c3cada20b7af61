import supertest, { type Response, type Test } from 'supertest';
import { createUser, grantUserRoles } from '../../../api/administration/create-user.ts';
import type { Facility } from '../../../db/stores/facility-store.ts';
import type { Role } from '../../../domain/permissions.ts';
import type { TestApi } from '../../support/api.ts';

export const PASSWORD = 'Hoa-Ban-Nở-2026';
let last = 0;

/** An account with a password, working at one or more facilities. */
export async function anAccount(api: TestApi, facilities: Facility[], roles: Role[] = ['reception'], password = PASSWORD) {
  last += 1;
  const username = `nguoi.thu.${last}`;
  const [first, ...others] = facilities;
  const fields = { username, fullName: 'Người Thử Nghiệm', password, roles };
  const { id } = await createUser(api.services, { ...fields, facilityCode: first?.code ?? '' });
  for (const { code } of others) await grantUserRoles(api.services, { username, facilityCode: code, roles });
  return { id, username };
}

export const logIn = (api: TestApi, username: string, password = PASSWORD, fields: object = {}): Test =>
  supertest(api.app)
    .post('/api/auth/login')
    .send({ username, password, ...fields });

/** The refresh cookie of an answer as a browser would send it back. */
export const cookieOf = (response: Response): string => (response.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';

export const refresh = (api: TestApi, cookie: string): Test => supertest(api.app).post('/api/auth/refresh').set('Cookie', cookie);

export const session = (api: TestApi, accessToken: string): Test =>
  supertest(api.app).get('/api/session').set('Authorization', `Bearer ${accessToken}`);
