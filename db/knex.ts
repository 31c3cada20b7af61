import knex, { type Knex } from 'knex';
import pg from 'pg';

/** A pool of the application or of the owner. Reading code also accepts a transaction. */
export type Db = Knex;

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;

/**
 * Days stay text (a birthday has no time zone), instants become ISO text, numerics lose only their trailing zeros.
 * Nothing becomes a float and nothing depends on the time zone of the machine.
 */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === DATE) return (value: string) => value;
      if (oid === TIMESTAMPTZ) return (value: string) => new Date(value).toISOString();
      if (oid === NUMERIC) return trimZeros;
    }
    return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
  },
};

export interface PoolOptions {
  max?: number;
  /** Longest time a statement may run; jobs take their own. */
  statementTimeoutMs?: number;
  applicationName?: string;
}

/** Opens a pool. camelCase in TypeScript, snake_case in SQL, converted here and nowhere else. */
export function openPool(connectionString: string, options: PoolOptions = {}): Db {
  return knex({
    client: 'pg',
    connection: {
      connectionString,
      types,
      application_name: options.applicationName ?? 'hoa-ban-his',
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 30_000,
      // UTC everywhere inside: the local day is computed in domain/dates.ts only.
      options: '-c TimeZone=UTC -c default_transaction_isolation=read\\ committed',
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: options.max ?? 10 },
    acquireConnectionTimeout: 10_000,
    wrapIdentifier: (value, original) => (value === '*' ? value : original(snake(value))),
    postProcessResponse: (result) => camelRows(result),
  });
}

/** Where a pool is connected to, for a thread that opens its own. */
export function connectionOf(db: Db): string {
  const { config } = db.client as { config: { connection?: { connectionString?: string } } };
  const { connection } = config;
  if (connection?.connectionString === undefined) throw new Error('a pool without an address');
  return connection.connectionString;
}

const snakeNames = new Map<string, string>();
const camelNames = new Map<string, string>();

function snake(name: string): string {
  return remember(snakeNames, name, () => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function camel(name: string): string {
  return remember(camelNames, name, () => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}

function remember(names: Map<string, string>, name: string, make: () => string): string {
  let made = names.get(name);
  if (made === undefined) names.set(name, (made = make()));
  return made;
}

function camelRows(result: unknown): unknown {
  if (Array.isArray(result)) return result.map((row: unknown) => (isRow(row) ? camelRow(row) : row));
  if (isRow(result) && Array.isArray(result['rows'])) result['rows'] = camelRows(result['rows']);
  else if (isRow(result) && Object.getPrototypeOf(result) === Object.prototype) return camelRow(result);
  return result;
}

const isRow = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !(value instanceof Date);

function camelRow(row: Record<string, unknown>): Record<string, unknown> {
  const renamed: Record<string, unknown> = {};
  for (const name in row) renamed[camel(name)] = row[name];
  return renamed;
}

function trimZeros(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/** Rows of a query written in SQL with named bindings (`:name`). */
export async function rows<T>(db: Db, sql: string, bindings: Record<string, Knex.RawBinding> = {}): Promise<T[]> {
  const result = await db.raw<{ rows: T[] }>(sql, bindings as never);
  return result.rows;
}

/** The single row of such a query, or undefined. */
export async function row<T>(db: Db, sql: string, bindings: Record<string, Knex.RawBinding> = {}): Promise<T | undefined> {
  return (await rows<T>(db, sql, bindings))[0];
}
