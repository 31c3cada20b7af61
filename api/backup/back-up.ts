import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterOf, openBackupPlace, type BackupPlace } from '../../db/backup/backup-place.ts';
import { makeBaseBackup, pruneBackups, type BaseBackup } from '../../db/backup/base-backup.ts';
import { restoreBackup } from '../../db/backup/restore.ts';
import { shipFiles } from '../../db/backup/ship-files.ts';
import { shipWal } from '../../db/backup/ship-wal.ts';
import { DATABASE_NAME, startEmbeddedPostgres } from '../../db/embedded.ts';
import type { Services } from '../http/context.ts';
import { readBackupState, writeBackupState } from './backup-state.ts';
import { checkRestored, countRecords, type RestoredFacts } from './check-restored.ts';

const DAY_MS = 86_400_000;

/** What a backup that was proved looked like when it had come back. */
export interface ProvedBackup {
  base: BaseBackup;
  restored: RestoredFacts;
}

/** The minute's job: what the database wrote since, and the files beside it, are sealed and carried to the backups. */
export async function carryLogAway(services: Pick<Services, 'config'>): Promise<void> {
  const place = placeOf(services);
  if (place === undefined) return;
  await shipFiles(place);
  await shipWal(place);
}

/** The night's job: a backup, brought back beside the database and compared, and the old ones removed. An installation without HIS_BACKUP_DIR makes none. */
export async function backUp(services: Services): Promise<ProvedBackup | undefined> {
  const place = placeOf(services);
  if (place === undefined) return undefined;
  const { log, config } = services;
  try {
    const server = await startEmbeddedPostgres({ dataDir: clusterOf(config.dataDir) });
    const ownerUrl = server.url(DATABASE_NAME);
    const before = await countRecords(ownerUrl);
    await shipFiles(place);
    const base = await makeBaseBackup(place, ownerUrl);
    const restored = await proveBackup(services, place, { base: base.name, atLeast: before });
    await pruneBackups(place, new Date(services.now().getTime() - config.backupDays * DAY_MS).toISOString());
    await writeBackupState(place.folder, { name: base.name, checkedAt: services.now().toISOString(), failure: null });
    log.info({ backup: base.name, bytes: base.bytes, auditEntries: restored.auditEntries }, 'backup proved');
    return { base, restored };
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    log.error({ reason: text }, 'backup failed');
    await writeBackupState(place.folder, { ...readBackupState(place.folder), failure: { at: services.now().toISOString(), text } });
    throw cause;
  }
}

interface Expected {
  base?: string;
  atLeast?: Record<string, number>;
}

/** Restores a backup with the log after it beside the database, checks what came back, and removes it again. */
export async function proveBackup(services: Services, place: BackupPlace, { base, atLeast = {} }: Expected): Promise<RestoredFacts> {
  const into = join(services.config.dataDir, 'backup-check');
  await rm(into, { recursive: true, force: true });
  try {
    const { server } = await restoreBackup(place, { into, ...(base === undefined ? {} : { base }) });
    try {
      return await checkRestored(services, server.url(DATABASE_NAME), atLeast);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

export function placeOf({ config }: Pick<Services, 'config'>): BackupPlace | undefined {
  return config.backupDir === undefined ? undefined : openBackupPlace(config.dataDir, config.backupDir);
}
