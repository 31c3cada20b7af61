import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { runMigrations as runJobMigrations } from 'graphile-worker';
import { openPool, row, rows, type Db } from './knex.ts';

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));

interface Migration {
  up(knex: Knex): Promise<unknown>;
  down(knex: Knex): Promise<unknown>;
}

const source = {
  async getMigrations() {
    return (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  },
  getMigrationName: (name: string) => name,
  getMigration: async (name: string) => (await import(pathToFileURL(join(folder, name)).href)) as Migration,
};

/** The schema as the code expects it. Also the knexfile's source. */
export const migrationSource: Knex.MigrationSource<string> = source;

/**
 * Brings a database up to the code: our migrations, the job library's, months of the change log ahead, and the rights of
 * the application role. Runs as owner; safe to repeat and safe when several processes start at once.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const owner = openPool(ownerUrl, { max: 2, statementTimeoutMs: 600_000, applicationName: 'hoa-ban-his-migrate' });
  try {
    await requireModernServer(owner);
    await owner.transaction(async (tx) => {
      // One process at a time: of several that start together the others wait for the first, however long it takes. Only this
      // connection holds the lock; the libraries work through their own.
      await tx.raw(`SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`);
      await tx.raw(`SELECT pg_advisory_xact_lock(hashtext('hoa-ban-his.migrate'))`);
      // A process that was killed in the middle leaves knex's own lock behind; under ours nobody else can be holding it.
      await owner.migrate.forceFreeMigrationsLock({ migrationSource: source });
      await owner.migrate.latest({ migrationSource: source });
      await runJobMigrations({ connectionString: ownerUrl });
      await tx.raw(`SELECT ensure_month_partitions('change_log', 3)`);
      await grantJobs(tx);
    });
  } finally {
    await owner.destroy();
  }
}

async function requireModernServer(owner: Db): Promise<void> {
  const found = await row<{ version: number }>(owner, `SELECT current_setting('server_version_num')::int AS version`);
  if (found === undefined || found.version < 150000) throw new Error('PostgreSQL 15 or newer is needed.');
}

/** The job library fences its tables by row security without a policy; the application role may use all of them. */
async function grantJobs(tx: Knex.Transaction): Promise<void> {
  await tx.raw(`GRANT USAGE ON SCHEMA graphile_worker TO his_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO his_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO his_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO his_app`);
  const bare = await rows<{ name: string }>(
    tx,
    `SELECT c.relname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = 'graphile_worker' AND c.relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid AND p.polname = 'his_app_jobs')
      ORDER BY c.relname`,
  );
  for (const { name } of bare) {
    await tx.raw('CREATE POLICY his_app_jobs ON graphile_worker.?? TO his_app USING (true) WITH CHECK (true)', [name]);
  }
}

/**
 * The login role of the application for this database, a member of his_app. Its password is set anew each time, so that a
 * lost secrets file never locks an installation out. Returns the application's URL.
 */
export async function ensureAppLogin(ownerUrl: string, password: string): Promise<string> {
  const owner = openPool(ownerUrl, { max: 1 });
  try {
    const name = `his_app_${decodeURIComponent(new URL(ownerUrl).pathname.slice(1)).replace(/[^A-Za-z0-9_]/g, '_')}`.slice(0, 60);
    const exists = await row(owner, 'SELECT 1 AS found FROM pg_roles WHERE rolname = :name', { name });
    // Only what may change is set again: an owner that is no superuser may not even repeat the other attributes.
    const attributes = exists === undefined ? 'CREATE ROLE ?? LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE' : 'ALTER ROLE ??';
    await setLogin(owner, name, `${attributes} PASSWORD '${quote(password)}'`);
    const url = new URL(ownerUrl);
    url.username = name;
    url.password = encodeURIComponent(password);
    return url.href;
  } finally {
    await owner.destroy();
  }
}

/** The error of the database quotes the statement, and with it the password: only its code is passed on. */
async function setLogin(owner: Db, name: string, statement: string): Promise<void> {
  try {
    await owner.raw(statement, [name]);
    await owner.raw('GRANT his_app TO ??', [name]);
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? 'unknown';
    throw new Error(
      `The owner of the database may not make the login role ${name} (${code}). Give it CREATEROLE, or set DATABASE_APP_URL to a login role that is a member of his_app.`,
    );
  }
}

// A role's password cannot be a bind parameter; it is our own random text, and quoted all the same.
const quote = (text: string): string => text.replaceAll("'", "''");

/** Refuses to go on when the application's role could see through the fences. */
export async function requireFencedRole(app: Db): Promise<void> {
  const role = await row<{ super: boolean; bypass: boolean; owns: boolean; member: boolean }>(
    app,
    `SELECT r.rolsuper AS super, r.rolbypassrls AS bypass, pg_has_role(current_user, 'his_app', 'MEMBER') AS member,
            EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                     WHERE pg_has_role(current_user, c.relowner, 'USAGE') AND n.nspname = 'public' AND c.relkind IN ('r', 'p')) AS owns
       FROM pg_roles AS r WHERE r.rolname = current_user`,
  );
  if (role === undefined || role.super || role.bypass || role.owns || !role.member) {
    throw new Error(
      'The database role of the application is a superuser, bypasses row security, owns tables or is not in his_app. Give DATABASE_APP_URL a plain login role that is a member of his_app.',
    );
  }
}
