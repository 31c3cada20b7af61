import { expect } from 'chai';
import supertest from 'supertest';
import { routes } from '../../../api/routes.ts';
import { newId } from '../../../domain/ids.ts';
import { permissionsOf, roles, type Role } from '../../../domain/permissions.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';

/** Every guarded route, asked by everybody: what the table of roles says is what the running server does. */
describe('every guarded route', function () {
  this.timeout(90_000);
  let api: TestApi;
  const clients = new Map<Role, Client>();
  const guarded = routes.filter((route) => route.permission !== 'public');
  const addressOf = (path: string): string => `/api${path.replace(/:\w+/g, () => newId())}`;

  before(async () => {
    api = await testApi();
    const { facility } = await aFacility(api);
    for (const role of roles) clients.set(role, await aUser(api, facility, [role]));
  });

  it('answers 401 without a token, whatever is asked', async () => {
    for (const route of guarded) {
      const response = await supertest(api.app)[route.method](addressOf(route.path));
      expect(response.status, `${route.method} ${route.path}`).to.equal(401);
    }
  });

  for (const role of roles) {
    it(`lets ${role} do what the role may, and answers 403 to all else`, async () => {
      const wrong: string[] = [];
      for (const route of guarded) {
        const token = clients.get(role)?.token ?? '';
        const request = supertest(api.app)[route.method](addressOf(route.path)).set('Authorization', `Bearer ${token}`);
        const { status } = await request;
        const may = permissionsOf[role].some((permission) => permission === route.permission);
        if ((status !== 403) !== may || status === 401 || status >= 500) wrong.push(`${status} ${route.method} ${route.path}`);
      }
      expect(wrong).to.deep.equal([]);
    });
  }
});
