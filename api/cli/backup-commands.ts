import type { Command } from 'commander';
import { clusterOf, readKey } from '../../db/backup/backup-place.ts';
import { listBases } from '../../db/backup/base-backup.ts';
import { restoreBackup } from '../../db/backup/restore.ts';
import { backUp, placeOf, proveBackup } from '../backup/back-up.ts';
import { backupHealth, readBackupState } from '../backup/backup-state.ts';
import type { Runtime } from '../runtime.ts';
import { print, withRuntime, type Printable } from './command.ts';

const OFF = 'backups are off: set HIS_BACKUP_DIR (docs/runbooks/backup.md)';

/** `his backup make|list|prove` and `his restore`. */
export function backupCommands(program: Command): void {
  const backup = program.command('backup').description('encrypted backups of an installation with a database of its own');
  backup
    .command('make')
    .description('make one now, restore it beside the database, check it, and remove what is too old')
    .action(withRuntime(make));
  backup.command('list').description('the backups there are, the newest first').action(withRuntime(list));
  backup
    .command('prove')
    .description('restore one beside the database and check the audit trail of every facility')
    .option('--base <name>', 'this one; left out, the newest')
    .action(withRuntime(prove));
  program
    .command('restore')
    .description('make a data folder out of a backup, as of a moment')
    .requiredOption('--from <folder>', 'the folder of backups (HIS_BACKUP_DIR)')
    .requiredOption('--key <file>', 'the key file (backup.key)')
    .requiredOption('--into <folder>', 'the new data folder; must be empty')
    .option('--until <time>', 'as of this moment, e.g. 2026-11-30T09:15:00+07:00; left out, the newest')
    .option('--base <name>', 'from this backup')
    .action(restore);
}

async function make({ services }: Runtime): Promise<Printable> {
  const proved = await backUp(services);
  if (proved === undefined) throw new Error(OFF);
  const { base, restored } = proved;
  return {
    data: proved,
    lines: [
      `${base.name}  ${megabytes(base.bytes)}  restored and whole: ${restored.facilities} facilities, ${restored.auditEntries} audit entries`,
      'It can be read only with backup.key of the data folder: keep a copy of that key where the backups are not.',
    ],
  };
}

async function list({ services }: Runtime): Promise<Printable> {
  const place = placeOf(services);
  if (place === undefined) throw new Error(OFF);
  const bases = await listBases(place);
  const state = readBackupState(place.folder);
  const health = backupHealth(services.config, services.now());
  const lines = bases.map(
    ({ name, finishedAt, bytes }) => `${name}  ${finishedAt}  ${megabytes(bytes)}${name === state.name ? '  proved' : ''}`,
  );
  const failure = state.failure === null ? [] : [`${state.failure.at}  ${state.failure.text}`];
  return { data: { health, ...state, bases }, lines: [health, ...lines, ...failure] };
}

async function prove({ services }: Runtime, { base }: { base?: string }): Promise<Printable> {
  const place = placeOf(services);
  if (place === undefined) throw new Error(OFF);
  const facts = await proveBackup(services, place, base === undefined ? {} : { base });
  return { data: facts, lines: [`whole: ${facts.facilities} facilities, ${facts.auditEntries} audit entries`] };
}

interface RestoreCommand {
  from: string;
  key: string;
  into: string;
  until?: string;
  base?: string;
}

async function restore({ from, key, into, until, base }: RestoreCommand, command: Command): Promise<void> {
  if (until !== undefined && Number.isNaN(Date.parse(until))) throw new Error('--until is no moment');
  const moment = until === undefined ? {} : { until };
  const found = await restoreBackup({ folder: from, key: readKey(key) }, { into, ...moment, ...(base === undefined ? {} : { base }) });
  await found.server.stop();
  const said = `restored from ${found.base.name} into ${clusterOf(into)}; start it with HIS_DATA_DIR=${into}`;
  print({ data: { base: found.base.name, into }, lines: [said] }, command.optsWithGlobals<{ json?: boolean }>().json === true);
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
