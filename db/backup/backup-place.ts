import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chooseAccount } from '../embedded-programs.ts';

/** An installation with a database of its own, and where its backups go. */
export interface BackupPlace {
  dataDir: string;
  /** Holds `base/`, `wal/` and the state; best on another disk. */
  folder: string;
  /** 32 bytes; without them no backup can be read. */
  key: Buffer;
}

export const clusterOf = (dataDir: string): string => join(dataDir, 'postgres');
export const passwordFileOf = (dataDir: string): string => join(dataDir, '.postgres.password');
export const secretsFileOf = (dataDir: string): string => join(dataDir, 'secrets.json');
export const keyFileOf = (dataDir: string): string => join(dataDir, 'backup.key');
/** Where PostgreSQL lays down its log, piece by piece, until it is sealed and carried away. */
export const spoolOf = (dataDir: string): string => join(dataDir, 'wal-spool');
export const baseFolder = ({ folder }: Pick<BackupPlace, 'folder'>): string => join(folder, 'base');
export const walFolder = ({ folder }: Pick<BackupPlace, 'folder'>): string => join(folder, 'wal');

/** The place of an installation's backups; makes its folders and, once, its key. */
export function openBackupPlace(dataDir: string, folder: string): BackupPlace {
  const place = { dataDir: resolve(dataDir), folder: resolve(folder) };
  for (const path of [baseFolder(place), walFolder(place)]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const keyFile = keyFileOf(dataDir);
  if (!existsSync(keyFile)) writeFileSync(keyFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return { ...place, key: readKey(keyFile) };
}

/** The key of backups from its file. */
export function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length !== 32) throw new Error(`${file} holds no backup key`);
  return key;
}

/** A desk that saved a moment ago may lose at most this and the minute until the log is carried away. */
const SWITCH_SECONDS = 240;

/**
 * Settings under which PostgreSQL lays every finished piece of its log into the spool, at the latest after four minutes in which something was written.
 * The piece is on the disk before it has its name, and a piece that comes twice is the same one. An installation that once kept its log
 * goes on keeping it, `wanted` or not: a command that starts the database without the setting must not tear a hole into the log.
 */
export function archiveSettings(dataDir: string, wanted = true): Record<string, string> {
  const spool = spoolOf(resolve(dataDir));
  if (!wanted && !existsSync(spool)) return {};
  // The path stands inside a shell command, and PostgreSQL reads % as a sign of its own.
  if (/["$`\\%]/.test(spool)) throw new Error('HIS_DATA_DIR: backups need a path without " $ ` \\ and %');
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  const { uid, gid } = chooseAccount(spool);
  if (uid !== undefined && gid !== undefined) chownSync(spool, uid, gid);
  const to = `${spool}/%f`;
  return {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_timeout: String(SWITCH_SECONDS),
    archive_command: `cp "%p" "${to}.part" && sync "${to}.part" && mv "${to}.part" "${to}"`,
  };
}
