import pg from 'pg';

export type JobPool = pg.Pool;

/**
 * Connections of the job library, one of which LISTENs. Ours, so that a connection that the database ends (a restart, the
 * embedded server going down last) is a line in the log and never the end of the process.
 */
export function openJobPool(connectionString: string, onLost: (code: string | undefined) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4, application_name: 'hoa-ban-his-jobs' });
  const lost = (cause: Error): void => onLost((cause as { code?: string }).code);
  pool.on('error', lost);
  // A connection in use has no listener of the pool's; without one its end would be thrown.
  pool.on('connect', (client) => void client.on('error', lost));
  return pool;
}
