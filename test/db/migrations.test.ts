import { expect } from 'chai';
import { describeSchema } from '../../db/describe-schema.ts';
import { openPool, row, type Db } from '../../db/knex.ts';
import { migrate, migrationSource } from '../../db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';

describe('migrations', function () {
  this.timeout(120_000);

  const onEmpty = async (work: (owner: Db, ownerUrl: string) => Promise<void>) => {
    const { ownerUrl } = await emptyDatabase();
    const owner = openPool(ownerUrl, { max: 1, statementTimeoutMs: 60_000 });
    try {
      await work(owner, ownerUrl);
    } finally {
      await owner.destroy();
    }
  };
  /** A stricter check that comes back may leave out the rows that exist. */
  const lines = (schema: string) => schema.replaceAll(' NOT VALID', '').split('\n');
  const up = async (owner: Db): Promise<unknown> => await owner.migrate.up({ migrationSource });
  const down = async (owner: Db): Promise<unknown> => await owner.migrate.down({ migrationSource });

  it('go up, down and up again one by one, and each leaves the schema as it was', async () => {
    await onEmpty(async (owner) => {
      const names = await migrationSource.getMigrations([]);
      expect(names.length).to.be.greaterThan(5);
      for (const name of names) {
        const before = await describeSchema(owner);
        await up(owner);
        const after = await describeSchema(owner);
        // Structure or data, never both: only what is named after data may leave the structure alone.
        expect(after !== before, `${name} changes the structure`).to.equal(!/__(insert|update)\.ts$/.test(name));
        await down(owner);
        expect(lines(await describeSchema(owner)), `${name} down`).to.deep.equal(lines(before));
        await up(owner);
        expect((await describeSchema(owner)).split('\n'), `${name} up again`).to.deep.equal(after.split('\n'));
      }
    });
  });

  it('go down to nothing from the schema of a running system, and up again to the same', async () => {
    await onEmpty(async (owner, ownerUrl) => {
      const empty = await describeSchema(owner);
      await migrate(ownerUrl);
      const full = await describeSchema(owner);
      await owner.migrate.rollback({ migrationSource }, true);
      expect((await describeSchema(owner)).split('\n')).to.deep.equal(empty.split('\n'));
      await migrate(ownerUrl);
      expect((await describeSchema(owner)).split('\n')).to.deep.equal(full.split('\n'));
    });
  });

  it('can be run again when there is nothing to do', async () => {
    await onEmpty(async (owner, ownerUrl) => {
      await migrate(ownerUrl);
      const first = await describeSchema(owner);
      await migrate(ownerUrl);
      expect(await describeSchema(owner)).to.equal(first);
    });
  });

  it('let several processes start at once on an empty database', async () => {
    await onEmpty(async (owner, ownerUrl) => {
      await Promise.all([migrate(ownerUrl), migrate(ownerUrl), migrate(ownerUrl)]);
      const found = await row<{ names: number }>(owner, `SELECT count(*)::int AS names FROM knex_migrations`);
      expect(found?.names).to.equal((await migrationSource.getMigrations([])).length);
    });
  });

  it('go on after a process was killed while it held the lock of the migrations', async () => {
    await onEmpty(async (owner, ownerUrl) => {
      await migrate(ownerUrl);
      await down(owner);
      await owner.raw('UPDATE knex_migrations_lock SET is_locked = 1');
      await migrate(ownerUrl);
      const found = await row<{ names: number }>(owner, `SELECT count(*)::int AS names FROM knex_migrations`);
      expect(found?.names).to.equal((await migrationSource.getMigrations([])).length);
    });
  });

  it('make the months of the change log ahead', async () => {
    await onEmpty(async (owner, ownerUrl) => {
      await migrate(ownerUrl);
      const found = await row<{ months: number }>(
        owner,
        `SELECT count(*)::int AS months FROM pg_inherits WHERE inhparent = 'change_log'::regclass AND inhrelid::regclass::text ~ '_[0-9]{6}$'`,
      );
      expect(found?.months).to.equal(4);
    });
  });
});
