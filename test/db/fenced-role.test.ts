import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { openPool, type Db } from '../../db/knex.ts';
import { ensureAppLogin, requireFencedRole } from '../../db/migrate.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { refusal } from './at-facility.ts';

describe('requireFencedRole', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });

  /** A pool as a new role that is made the given way; the role is dropped afterwards. */
  const asRole = async (make: (role: string) => string, work: (pool: Db) => Promise<void>) => {
    const role = `his_test_role_${randomBytes(4).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await database.owner.raw(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'; ${make(role)}`);
    const url = new URL(database.ownerUrl);
    url.username = role;
    url.password = password;
    const pool = openPool(url.href, { max: 1 });
    try {
      await work(pool);
    } finally {
      await pool.destroy();
      await database.owner.raw(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  };
  const refused = async (pool: Db): Promise<void> => {
    expect((await refusal(requireFencedRole(pool))).message).to.contain('DATABASE_APP_URL');
  };

  it('takes a plain member of his_app', async () => {
    await requireFencedRole(database.app);
    await asRole((role) => `GRANT his_app TO ${role}`, requireFencedRole);
  });

  it('refuses the owner, who is a superuser here', async () => {
    await refused(database.owner);
  });

  it('refuses a superuser', async () => {
    await asRole((role) => `GRANT his_app TO ${role}; ALTER ROLE ${role} SUPERUSER`, refused);
  });

  it('refuses a role that bypasses row security', async () => {
    await asRole((role) => `GRANT his_app TO ${role}; ALTER ROLE ${role} BYPASSRLS`, refused);
  });

  it('refuses a role that owns a table, itself or through another', async () => {
    await asRole((role) => `GRANT his_app TO ${role}; ALTER TABLE rooms OWNER TO ${role}`, refused);
  });

  it('refuses a role that is not in his_app', async () => {
    await asRole(() => '', refused);
  });
});

describe('ensureAppLogin', () => {
  it('gives a login that works again after the password was lost, and the old one no longer', async () => {
    const { ownerUrl } = await testDatabase();
    const first = openPool(await ensureAppLogin(ownerUrl, "first'password"), { max: 1 });
    await requireFencedRole(first);
    await first.destroy();
    const old = openPool(await ensureAppLogin(ownerUrl, "first'password"), { max: 1 });
    const renewed = openPool(await ensureAppLogin(ownerUrl, 'second password'), { max: 1 });
    await requireFencedRole(renewed);
    expect((await refusal(requireFencedRole(old))).code).to.equal('28P01');
    await Promise.all([old.destroy(), renewed.destroy()]);
  });
});
