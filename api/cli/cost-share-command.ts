import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Day } from '../../domain/dates.ts';
import { type InsuranceParameters, insuranceParametersAt } from '../../domain/insurance/insurance-parameters.ts';
import { type JudgedExample, judgeExamples } from '../../domain/insurance/judge-examples.ts';
import { error } from '../../domain/issue.ts';
import { readSeedParameters } from '../../seeds/reference/read-parameters.ts';
import { malformed } from '../http/errors.ts';
import { print, type Printable } from './command.ts';

/** Needs no database: the parameters are those an installation starts with. */
export function costShareCommand(program: Command): void {
  program
    .command('cost-share')
    .description('run worked cost-sharing examples through the rules that bill every visit; exit code 1 when an answer differs')
    .argument('<file>', 'JSON with cost_share and other, as test/domain/insurance/worked-examples.json')
    .action(async (file: string, _options: unknown, command: Command) => {
      const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
      print(report(file, judgeExamples(await readJson(file), parametersByDay())), json);
    });
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw malformed([error('not_json', 'file')]);
  }
}

function parametersByDay(): (day: Day) => InsuranceParameters {
  const rows = readSeedParameters();
  const known = new Map<Day, InsuranceParameters>();
  return (day) => {
    const found = known.get(day) ?? insuranceParametersAt(rows, day);
    known.set(day, found);
    return found;
  };
}

function report(file: string, examples: JudgedExample[]): Printable {
  const count = (outcome: JudgedExample['outcome']): number => examples.filter((one) => one.outcome === outcome).length;
  const totals = { agrees: count('agrees'), differs: count('differs'), unreadable: count('unreadable') };
  return {
    data: { file, ...totals, examples },
    lines: [...examples.flatMap(linesOf), `${totals.agrees} agree, ${totals.differs} differ, ${totals.unreadable} unreadable`],
    failed: totals.differs + totals.unreadable > 0,
  };
}

function linesOf({ id, title, outcome, differences, reason }: JudgedExample): string[] {
  const head = `${outcome.padEnd(10)} ${id} ${title}`;
  const details = differences.map(
    ({ path, expected, computed }) => `           ${path}: expected ${shown(expected)}, computed ${shown(computed)}`,
  );
  return [head, ...details, ...(reason === undefined ? [] : [`           ${reason.replaceAll('\n', '\n           ')}`])];
}

const shown = (value: unknown): string => JSON.stringify(value ?? null);
