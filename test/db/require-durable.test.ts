import { expect } from 'chai';
import { openPool, type Db } from '../../db/knex.ts';
import { requireDurable } from '../../db/require-durable.ts';
import { emptyDatabase } from '../support/database.ts';

describe('a database that may lose what it acknowledged', () => {
  let db: Db;
  before(async () => {
    // The test server keeps nothing through a crash on purpose.
    db = openPool((await emptyDatabase()).ownerUrl, { max: 1 });
  });
  after(async () => await db.destroy());

  it('is refused, with every setting that loses', async () => {
    const failure = await requireDurable(db).then(
      () => 'was taken',
      (cause: Error) => cause.message,
    );
    expect(failure).to.include('fsync = off, full_page_writes = off, synchronous_commit = off');
  });

  it('is refused for one setting of the role or the session too', async () => {
    const answers = (synchronousCommit: string, standby: string): Db =>
      ({
        raw: async () =>
          await Promise.resolve({
            rows: [
              { name: 'fsync', value: 'on' },
              { name: 'full_page_writes', value: 'on' },
              { name: 'synchronous_commit', value: synchronousCommit },
              { name: 'synchronous_standby_names', value: standby },
            ],
          }),
      }) as unknown as Db;
    const verdict = async (commit: string, standby = ''): Promise<string> =>
      await requireDurable(answers(commit, standby)).then(
        () => 'taken',
        () => 'refused',
      );
    expect([await verdict('on'), await verdict('remote_apply', 'replica'), await verdict('local')]).to.deep.equal([
      'taken',
      'taken',
      'taken',
    ]);
    expect([await verdict('off'), await verdict('local', 'replica')]).to.deep.equal(['refused', 'refused']);
  });
});
