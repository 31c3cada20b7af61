import { Option, type Command } from 'commander';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { newId } from '../../domain/ids.ts';
import { createDisplay, renewDisplay } from '../displays/manage-displays.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { withRuntime } from './command.ts';

interface DisplayOptions {
  facility: string;
  name: string;
  mode: 'numbers' | 'initials';
  renew?: string;
}

/** `his display`: screens of waiting halls and kiosks. */
export function displayCommands(program: Command): void {
  program
    .command('display')
    .description('make a screen or kiosk of a facility, or give one a new key; prints its addresses once')
    .requiredOption('--facility <code>')
    .option('--name <name>', 'where it hangs', 'Màn hình')
    .addOption(new Option('--mode <mode>', 'what it shows of a person').choices(['numbers', 'initials']).default('numbers'))
    .option('--renew <id>', 'new key for this display; the old key ends')
    .action(
      withRuntime(async ({ services }, options: DisplayOptions) => {
        const facility = await findFacilityByCode(services.db, options.facility);
        if (facility === undefined) throw notFound('facility_not_found');
        const ctx = systemCtx(services, facility.id);
        const { name, mode } = options;
        const made =
          options.renew === undefined
            ? await createDisplay(ctx, services, { id: newId(), name, mode })
            : await renewDisplay(ctx, services, { id: options.renew, mode });
        return { data: made, lines: [`Display ${made.id}`, `/display#key=${made.key}`, `/kiosk#key=${made.key}`] };
      }),
    );
}
