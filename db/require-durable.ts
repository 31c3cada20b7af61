import { rows, type Db } from './knex.ts';

/** Settings of PostgreSQL without which an answered save may be gone after a crash, and the values that lose it. */
const LOSING = { fsync: ['off'], full_page_writes: ['off'], synchronous_commit: ['off', 'local'] } as const;

/**
 * Throws when the server may lose what it has acknowledged. `synchronous_commit = local` counts where a replica is named that must have it too: a promoted
 * replica would not know what the desk was told.
 */
export async function requireDurable(db: Db): Promise<void> {
  const settings = await rows<{ name: string; value: string }>(
    db,
    `SELECT s.name, s.setting AS value FROM pg_settings AS s
      WHERE s.name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names') ORDER BY s.name`,
  );
  const valueOf = (name: string): string => settings.find((setting) => setting.name === name)?.value ?? '';
  const hasReplica = valueOf('synchronous_standby_names') !== '';
  const losing = Object.entries(LOSING).filter(([name, values]) =>
    values.some((value) => value === valueOf(name) && (value !== 'local' || hasReplica)),
  );
  if (losing.length === 0) return;
  throw new Error(
    `The database may lose what it has acknowledged: ${losing.map(([name]) => `${name} = ${valueOf(name)}`).join(', ')}. Set it in postgresql.conf, restart PostgreSQL, and start again.`,
  );
}
