import type { Logger } from 'pino';
import type { Ctx } from '../../db/doors.ts';
import type { Db } from '../../db/knex.ts';
import type { Permission, Role } from '../../domain/permissions.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../secrets.ts';

/** What the process owns once and every request borrows. */
export interface Services {
  db: Db;
  config: Config;
  secrets: Secrets;
  log: Logger;
  /** The clock; tests set it. */
  now: () => Date;
}

/** The context of an authenticated request: the doors' context and what the person may do. */
export interface ApiCtx extends Ctx {
  services: Services;
  roles: Role[];
  permissions: Set<Permission>;
}

/** The context of a request nobody has logged in for. */
export interface PublicCtx {
  services: Services;
  requestId: string;
  now: string;
}
