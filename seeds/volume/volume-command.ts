import { Command } from 'commander';
import { readConfig } from '../../api/config.ts';
import { prepareData } from '../../api/prepare-data.ts';
import { openRuntime } from '../../api/runtime.ts';
import { loadMonth } from './load-visits.ts';
import { loadVolume } from './load-volume.ts';

/**
 * `npm run seeds:volume -- --people 1300000 --visits 60000`: a province of invented people in the database of the settings, and a month of their closed
 * insured visits, to measure with. One may be made without the other; the people come first.
 */
const count = (text: string): number => Number.parseInt(text, 10);
const { people, visits } = new Command()
  .option('--people <count>', 'how many people', count)
  .option('--visits <count>', 'how many closed insured visits of a month', count)
  .parse()
  .opts<{ people?: number; visits?: number }>();
if (people === undefined && visits === undefined) throw new RangeError('--people or --visits is missing');
if (people !== undefined && !(people >= 1 && people <= 5_000_000)) throw new RangeError('--people is a number from 1 to 5000000');
if (visits !== undefined && !(visits >= 1 && visits <= 1_000_000)) throw new RangeError('--visits is a number from 1 to 1000000');

const started = performance.now();
const say = (line: string): void =>
  void process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
const config = readConfig({ ...process.env, HIS_DEMO: 'off' });
const runtime = await openRuntime(config);
try {
  await prepareData(runtime, say);
  if (people !== undefined) await loadVolume(runtime, people, say);
  if (visits !== undefined) await loadMonth(runtime, { visits }, say);
  say('done');
} finally {
  await runtime.close();
}
