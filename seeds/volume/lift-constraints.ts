import { rows, type Db } from '../../db/knex.ts';

interface Definition {
  tableName: string;
  name: string;
  definition: string;
}

/**
 * Takes indexes, foreign keys, triggers and the fence off the tables while `work` fills them, and puts back exactly what was there.
 * For the owner, in one transaction: nobody sees the tables in between.
 */
export async function withoutConstraints(tx: Db, tables: string[], work: () => Promise<void>): Promise<void> {
  const keys = await foreignKeys(tx, tables);
  const indexes = await plainIndexes(tx, tables);
  for (const { tableName, name } of keys) await tx.raw('ALTER TABLE ?? DROP CONSTRAINT ??', [tableName, name]);
  for (const { name } of indexes) await tx.raw('DROP INDEX ??', [name]);
  await withoutTriggers(tx, tables, work);
  for (const { definition } of indexes) await tx.raw(definition);
  for (const { tableName, name, definition } of keys) await tx.raw(`ALTER TABLE ?? ADD CONSTRAINT ?? ${definition}`, [tableName, name]);
}

/** Takes triggers and the fence off the tables while `work` fills them: for a load that is small beside what lies in them. */
export async function withoutTriggers(tx: Db, tables: string[], work: () => Promise<void>): Promise<void> {
  for (const table of tables) await tx.raw('ALTER TABLE ?? DISABLE TRIGGER USER', [table]);
  const fenced = await fencedTables(tx, tables);
  for (const table of fenced) await tx.raw('ALTER TABLE ?? NO FORCE ROW LEVEL SECURITY', [table]);
  await work();
  for (const table of fenced) await tx.raw('ALTER TABLE ?? FORCE ROW LEVEL SECURITY', [table]);
  for (const table of tables) await tx.raw('ALTER TABLE ?? ENABLE TRIGGER USER', [table]);
}

async function foreignKeys(tx: Db, tables: string[]): Promise<Definition[]> {
  return await rows<Definition>(
    tx,
    `SELECT c.relname AS table_name, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
      WHERE k.contype = 'f' AND c.relname = ANY (:tables) AND c.relnamespace = 'public'::regnamespace ORDER BY k.conname`,
    { tables },
  );
}

/** Indexes that no constraint stands on. */
async function plainIndexes(tx: Db, tables: string[]): Promise<Definition[]> {
  return await rows<Definition>(
    tx,
    `SELECT i.tablename AS table_name, i.indexname AS name, i.indexdef AS definition FROM pg_indexes AS i
      WHERE i.schemaname = 'public' AND i.tablename = ANY (:tables)
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = format('%I', i.indexname)::regclass AND k.contype IN ('p', 'u', 'x'))
      ORDER BY i.indexname`,
    { tables },
  );
}

async function fencedTables(tx: Db, tables: string[]): Promise<string[]> {
  const found = await rows<{ name: string }>(
    tx,
    `SELECT c.relname AS name FROM pg_class AS c
      WHERE c.relname = ANY (:tables) AND c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity ORDER BY c.relname`,
    { tables },
  );
  return found.map(({ name }) => name);
}
