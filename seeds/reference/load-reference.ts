import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { checkReferenceFile, type ReferenceContent } from './read-reference-file.ts';
import { referenceFiles, type ReferenceFile } from './reference-files.ts';

/** What COPY needs of knex and its types leave out. */
interface ConnectionPool {
  acquireConnection(): Promise<PoolClient>;
  releaseConnection(client: PoolClient): Promise<void>;
}

const folder = new URL('./', import.meta.url);

/**
 * Loads all catalogues in one transaction as owner of the database. Safe to repeat: a row that is the same is left alone, a
 * row that changed is updated, a row that is no longer in a file stays, because old records point to it. Rows are counted by file.
 */
export async function loadReference(ownerDb: Knex): Promise<{ table: string; rows: number }[]> {
  const contents = await Promise.all(referenceFiles.map(readContent));
  const pool = ownerDb.client as ConnectionPool;
  const client = await pool.acquireConnection();
  try {
    await client.query('BEGIN');
    // Two processes that start together load one after the other.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('hoa-ban-his.reference'))`);
    const loaded: { table: string; rows: number }[] = [];
    for (const [i, spec] of referenceFiles.entries()) {
      const content = contents[i];
      if (content === undefined) continue;
      await loadFile(client, spec, content);
      loaded.push({ table: spec.table, rows: content.rows });
    }
    await refuseOverlaps(client);
    await client.query('COMMIT');
    return loaded;
  } catch (cause) {
    await client.query('ROLLBACK');
    throw cause;
  } finally {
    await pool.releaseConnection(client);
  }
}

async function readContent(spec: ReferenceFile): Promise<ReferenceContent | undefined> {
  try {
    return checkReferenceFile(spec, await readFile(new URL(spec.file, folder), 'utf8'));
  } catch (cause) {
    if (spec.optional === true && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Names of tables and columns are those of our own files; they are quoted all the same. */
async function loadFile(client: PoolClient, { table, key }: ReferenceFile, { text, columns }: ReferenceContent): Promise<void> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const rest = columns.filter((column) => !key.includes(column)).map((column) => client.escapeIdentifier(column));
  await client.query(`CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT ${list} FROM ${table} WITH NO DATA`);
  await pipeline(Readable.from([text]), client.query(copyFrom(`COPY incoming (${list}) FROM STDIN (FORMAT csv, HEADER match)`)));
  // Only what is new or changed is written: the search columns are costly to make.
  await client.query(`
    INSERT INTO ${table} (${list}) SELECT ${list} FROM incoming EXCEPT SELECT ${list} FROM ${table}
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`);
  await client.query('DROP TABLE incoming');
}

/** Of one code only one row may be in force on a day; otherwise a lookup "as of" would depend on chance. */
async function refuseOverlaps(client: PoolClient): Promise<void> {
  const dated = new Map(referenceFiles.filter(({ key }) => key.includes('valid_from')).map((spec) => [spec.table, spec.key]));
  for (const [table, key] of dated) {
    const code = key.filter((column) => column !== 'valid_from').join(', ');
    const found = await client.query<{ key: string }>(`
      SELECT concat_ws(' ', ${code}, valid_from) AS key
        FROM (SELECT ${key.join(', ')}, lag(COALESCE(valid_to, 'infinity')) OVER (PARTITION BY ${code} ORDER BY valid_from) AS previous FROM ${table}) AS r
       WHERE previous >= valid_from ORDER BY ${key.join(', ')} LIMIT 1`);
    if (found.rows[0] !== undefined) throw new Error(`${table}: two rows are in force at once: ${found.rows[0].key}`);
  }
}
