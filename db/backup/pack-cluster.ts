import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack, type Pack } from 'tar-stream';
import { clusterOf, passwordFileOf, secretsFileOf } from './backup-place.ts';

/** What a base backup leaves out: files of the running server, and what it makes anew (PostgreSQL manual, 26.3.4). */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|recovery\.signal|standby\.signal|backup_label.*|tablespace_map.*)$|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init)$/;
const EMPTY = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);

/**
 * The files of a database while it runs, between the start and the end of a base backup, and what the installation needs beside them. `labels` are asked for
 * when the last file is in: only then does the server say what stands in them.
 */
export function packInstallation(dataDir: string, labels: () => Promise<Record<string, string>>): Readable {
  const tar = pack();
  const fill = async (): Promise<void> => {
    await packFolder(tar, clusterOf(dataDir), '');
    await packFile(tar, passwordFileOf(dataDir), '.postgres.password');
    await packFile(tar, secretsFileOf(dataDir), 'secrets.json');
    for (const [name, text] of Object.entries(await labels())) if (text !== '') tar.entry({ name: `postgres/${name}`, mode: 0o600 }, text);
    tar.finalize();
  };
  fill().catch((cause: unknown) => tar.destroy(cause as Error));
  return Readable.from(tar);
}

async function packFolder(tar: Pack, root: string, inside: string): Promise<void> {
  tar.entry({ name: join('postgres', inside, '/'), type: 'directory', mode: 0o700 });
  for await (const entry of await opendir(join(root, inside))) {
    const path = join(inside, entry.name);
    if (LEFT_OUT.test(path)) continue;
    if (entry.isSymbolicLink()) throw new Error('a database with tablespaces is backed up by the tools of PostgreSQL');
    if (entry.isFile()) await packFile(tar, join(root, path), join('postgres', path));
    else if (EMPTY.has(path)) packEmpty(tar, path);
    else if (entry.isDirectory()) await packFolder(tar, root, path);
  }
}

function packEmpty(tar: Pack, path: string): void {
  tar.entry({ name: join('postgres', path, '/'), type: 'directory', mode: 0o700 });
  if (path === 'pg_wal') tar.entry({ name: 'postgres/pg_wal/archive_status/', type: 'directory', mode: 0o700 });
}

const READ_BYTES = 1 << 18;

/** As long as it was when it was opened: what a running server changes meanwhile, its log puts right. One that is gone by then is not needed. */
async function packFile(tar: Pack, file: string, name: string): Promise<void> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    const entry = tar.entry({ name, size, mode: 0o600 });
    for (let at = 0; at < size;) {
      const piece = Buffer.alloc(Math.min(READ_BYTES, size - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, at);
      // Cut off since: noughts stand where it was.
      at += bytesRead === 0 ? piece.length : bytesRead;
      if (!entry.write(bytesRead === 0 ? piece : piece.subarray(0, bytesRead)))
        await new Promise<void>((done) => entry.once('drain', () => done()));
    }
    entry.end(null);
  } finally {
    await handle.close();
  }
}
