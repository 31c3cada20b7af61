import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { isDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { newId } from '../../domain/ids.ts';
import { claimZip, getReadyExport, requestClaimExport, runClaimExport } from '../claims/export-claims.ts';
import { zipName } from '../claims/list-claims.ts';
import { malformed, notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { withRuntime } from './command.ts';

export function claimCommands(program: Command): void {
  program
    .command('claims')
    .description('insurance claims')
    .command('export')
    .description('write the claim files of a day as one ZIP')
    .requiredOption('--facility <code>')
    .requiredOption('--day <day>', 'YYYY-MM-DD')
    .option('--out <file>', 'where to; default: named by facility and day in this folder')
    .action(
      withRuntime(async ({ services }, options: { facility: string; day: string; out?: string }) => {
        if (!isDay(options.day)) throw malformed([error('day_impossible', 'day')]);
        const facility = await findFacilityByCode(services.db, options.facility);
        if (facility === undefined) throw notFound('facility_not_found');
        const ctx = systemCtx(services, facility.id);
        const { id } = await requestClaimExport(ctx, { id: newId(), day: options.day });
        await runClaimExport(ctx, id);
        const done = await getReadyExport(ctx, id);
        const file = options.out ?? zipName(facility.code, options.day);
        await pipeline(claimZip(ctx, done), createWriteStream(file));
        const { total, included, fundAmount, sha256 } = done;
        return {
          data: { id, file, total, included, fundAmount, sha256 },
          lines: [`${file}: ${included} of ${total} visits, fund ${fundAmount} đ, SHA-256 ${sha256}`],
        };
      }),
    );
}
