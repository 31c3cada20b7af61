import type { Command } from 'commander';
import { findFacilityByCode } from '../../db/stores/facility-store.ts';
import { isDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import { malformed, notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { writeHandOver } from '../interop/hand-over.ts';
import { readNdjson } from '../interop/ndjson-files.ts';
import { print, withRuntime } from './command.ts';

interface WriteOptions {
  facility: string;
  destination: string;
  from?: string;
  until?: string;
  out: string;
}

/** Records as files, where the line is too weak or a system is handed over; docs/how-to/fhir-sending.md. */
export function handOverCommands(program: Command): void {
  const handOver = program.command('hand-over').description('closed visits as NDJSON files');
  handOver
    .command('write')
    .description('write what a destination would be sent as files, one a type, with a manifest')
    .requiredOption('--facility <code>')
    .requiredOption('--destination <name>', 'whose rules hold: code systems, and what it may learn')
    .requiredOption('--out <folder>', 'a folder that is not there yet')
    .option('--from <day>', 'YYYY-MM-DD, the first day of closing')
    .option('--until <day>', 'the last day of closing')
    .action(
      withRuntime(async ({ services }, { facility: code, destination, from, until, out }: WriteOptions) => {
        for (const [name, day] of Object.entries({ from, until }))
          if (day !== undefined && !isDay(day)) throw malformed([error('day_impossible', name)]);
        const facility = await findFacilityByCode(services.db, code);
        if (facility === undefined) throw notFound('facility_not_found');
        const days = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
        const done = await writeHandOver(systemCtx(services, facility.id), { destination, folder: out, ...days });
        const { manifest, visits, leftOut } = done;
        const lines = [
          `${out}: ${visits} visits, ${leftOut.length} left out`,
          ...manifest.output.map(({ type, count, sha256 }) => `${type}  ${count}  ${sha256}`),
          ...leftOut.map(({ encounterId, codes }) => `left out: ${encounterId}  ${codes.join(', ')}`),
        ];
        return { data: done, lines };
      }),
    );
  handOver
    .command('check')
    .description('read files back and compare them with their manifest')
    .argument('<folder>')
    .action(async (folder: string, _: object, command: Command) => {
      const { manifest, resources, issues } = await readNdjson(folder);
      const lines =
        issues.length === 0 ? [`${resources.length} resources as the manifest says`] : issues.map(({ code, path }) => `${code} ${path}`);
      const data = { transactionTime: manifest?.transactionTime, resources: resources.length, issues };
      print({ data, lines, failed: issues.length > 0 }, command.optsWithGlobals<{ json?: boolean }>().json === true);
    });
}
