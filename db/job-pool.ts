import pg from 'pg';

export type JobPool = pg.Pool;

const NAME = 'hoa-ban-his-jobs';

/**
 * Connections of the job library, one of which LISTENs. Ours, so that a connection that the database ends (a restart, the
 * embedded server going down last) is a line in the log and never the end of the process.
 */
export function openJobPool(connectionString: string, onLost: (code: string | undefined) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4, application_name: NAME });
  const lost = (cause: Error): void => onLost((cause as { code?: string }).code);
  pool.on('error', lost);
  // A connection in use has no listener of the pool's; without one its end would be thrown.
  pool.on('connect', (client) => void client.on('error', lost));
  return pool;
}

/**
 * Gives back the jobs that a process held when it was killed; the library would let them lie for four hours. Only where no other process works on jobs: its
 * connections would be seen. Returns how many workers had held some.
 */
export async function releaseOrphanedJobs(pool: JobPool): Promise<number> {
  const client = await pool.connect();
  try {
    const found = await client.query<{ workers: string[] | null }>(
      `SELECT array_agg(DISTINCT j.locked_by) AS workers FROM graphile_worker.jobs AS j
        WHERE j.locked_by IS NOT NULL
          AND NOT EXISTS (SELECT FROM pg_stat_activity AS a
                           WHERE a.application_name = $1 AND a.datname = current_database() AND a.pid <> pg_backend_pid())`,
      [NAME],
    );
    const workers = found.rows[0]?.workers ?? [];
    if (workers.length > 0) await client.query('SELECT graphile_worker.force_unlock_workers($1)', [workers]);
    return workers.length;
  } finally {
    client.release();
  }
}
