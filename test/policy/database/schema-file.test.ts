import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describeSchema } from '../../../db/describe-schema.ts';
import { testDatabase } from '../../support/database.ts';

describe('db/schema.sql', () => {
  it('is the schema that the migrations make (npm run db:describe)', async () => {
    const { owner } = await testDatabase();
    const committed = readFileSync(new URL('../../../db/schema.sql', import.meta.url), 'utf8');
    expect((await describeSchema(owner)).split('\n')).to.deep.equal(committed.split('\n'));
  });
});
