import type { Command } from 'commander';
import { openPool } from '../../db/knex.ts';
import { loadReference } from '../../seeds/reference/load-reference.ts';
import { withRuntime } from './command.ts';

export function catalogueCommands(program: Command): void {
  const catalogue = program.command('catalogue').description('official catalogues');
  catalogue
    .command('load')
    .description('load all catalogues of this release; rows that are the same are left alone')
    .action(
      withRuntime(async (runtime) => {
        const owner = openPool(runtime.ownerUrl, { max: 1, statementTimeoutMs: 600_000 });
        try {
          const loaded = await loadReference(owner);
          return { data: loaded, lines: loaded.map(({ table, rows }) => `${table.padEnd(28)} ${rows}`) };
        } finally {
          await owner.destroy();
        }
      }),
    );
}
