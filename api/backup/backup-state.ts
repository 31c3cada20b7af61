import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keyFileOf } from '../../db/backup/backup-place.ts';
import { writeWhole } from '../../db/backup/base-backup.ts';
import type { Config } from '../config.ts';

const State = z.object({
  /** The newest backup that was restored and found whole. */
  name: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  /** What went wrong last, if nothing has gone well since. */
  failure: z.object({ at: z.iso.datetime(), text: z.string() }).nullable(),
});
export type BackupState = z.infer<typeof State>;

/** What people are told: `off` = none are made here, `late` = none was proved for more than 26 hours, `failed` = the last one went wrong. */
export type BackupHealth = 'off' | 'fresh' | 'late' | 'failed';

/** A night and two hours. */
const LATE_MS = 26 * 3_600_000;

const stateFile = (folder: string): string => join(folder, 'state.json');

export function readBackupState(folder: string): BackupState {
  const file = stateFile(folder);
  return existsSync(file) ? State.parse(JSON.parse(readFileSync(file, 'utf8'))) : { name: null, checkedAt: null, failure: null };
}

export async function writeBackupState(folder: string, state: BackupState): Promise<void> {
  await writeWhole(stateFile(folder), JSON.stringify(state));
}

/** How the backups of this installation stand; a new installation has its first night before it is late. */
export function backupHealth({ dataDir, backupDir }: Pick<Config, 'dataDir' | 'backupDir'>, now: Date): BackupHealth {
  if (backupDir === undefined) return 'off';
  const { checkedAt, failure } = readBackupState(backupDir);
  if (failure !== null) return 'failed';
  const keyFile = keyFileOf(dataDir);
  const since = checkedAt === null ? (existsSync(keyFile) ? statSync(keyFile).mtimeMs : now.getTime()) : Date.parse(checkedAt);
  return now.getTime() - since > LATE_MS ? 'late' : 'fresh';
}
