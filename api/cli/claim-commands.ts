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
    .description('write the claim files of a day, or of some days, as one ZIP')
    .requiredOption('--facility <code>')
    .option('--day <day>', 'YYYY-MM-DD; the same as --from and --until of that day')
    .option('--from <day>', 'the first day of closing')
    .option('--until <day>', 'the last day of closing')
    .option('--resume <export>', 'go on with an export that stopped')
    .option('--out <file>', 'where to; default: named by facility and days in this folder')
    .action(
      withRuntime(async ({ services }, options: ExportOptions) => {
        const facility = await findFacilityByCode(services.db, options.facility);
        if (facility === undefined) throw notFound('facility_not_found');
        const ctx = systemCtx(services, facility.id);
        const id = options.resume ?? (await requestClaimExport(ctx, { id: newId(), ...spanOfOptions(options) })).id;
        await runClaimExport(services, ctx, id, { onProgress: progressLine(id) });
        const done = await getReadyExport(ctx, id);
        const file = options.out ?? zipName(facility.code, { from: done.fromDay, until: done.untilDay });
        await pipeline(claimZip(ctx, done), createWriteStream(file));
        const { total, included, fundAmount, sha256 } = done;
        return {
          data: { id, file, total, included, fundAmount, sha256, signed: done.signingKeyId !== null },
          lines: [`${file}: ${included} of ${total} visits, fund ${fundAmount} đ, SHA-256 ${sha256}`],
        };
      }),
    );
}

interface ExportOptions {
  facility: string;
  day?: string;
  from?: string;
  until?: string;
  resume?: string;
  out?: string;
}

function spanOfOptions({ day, from = day, until = day ?? from }: ExportOptions): { from: string; until: string } {
  if (from === undefined || until === undefined || !isDay(from))
    throw malformed([error('day_impossible', day === undefined ? 'from' : 'day')]);
  if (!isDay(until)) throw malformed([error('day_impossible', 'until')]);
  return { from, until };
}

/** One line on the error output that is written over; where nobody looks, nothing. */
function progressLine(id: string): (done: number, total: number) => void {
  const started = performance.now();
  let first: number | undefined;
  return (done, total) => {
    if (!process.stderr.isTTY || total === 0) return;
    first ??= done;
    const pace = (done - first) / ((performance.now() - started) / 1000);
    const left = pace > 0 ? `, ${Math.ceil((total - done) / pace)} s left` : '';
    process.stderr.write(`\r${id}  ${Math.floor((done * 100) / total)} %  ${done} of ${total}${left}   ${done >= total ? '\n' : ''}`);
  };
}
