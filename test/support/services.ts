import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../api/config.ts';
import type { Services } from '../../api/http/context.ts';
import type { Db } from '../../db/knex.ts';

/** What a process owns, for tests: the given pool, a cheap password hash, keys that protect nothing, lines of log to look at. */
export function servicesOn(db: Db, test: { logLines?: string[]; now?: () => Date } = {}): Services {
  return {
    db,
    config: readConfig({ HIS_BCRYPT_COST: '10', HIS_DATA_DIR: join(tmpdir(), 'hoa-ban-his-test') }),
    secrets: { accessTokenKey: 'k'.repeat(43), databasePassword: 'p'.repeat(24), fieldKey: Buffer.alloc(32, 7).toString('base64url') },
    log: pino({ level: 'info', base: null }, { write: (line: string) => void test.logLines?.push(line) }),
    now: test.now ?? (() => new Date()),
  };
}
