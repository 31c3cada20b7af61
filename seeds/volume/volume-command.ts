import { Command } from 'commander';
import { readConfig } from '../../api/config.ts';
import { prepareData } from '../../api/prepare-data.ts';
import { openRuntime } from '../../api/runtime.ts';
import { loadVolume } from './load-volume.ts';

/** `npm run seeds:volume -- --people 1300000`: a province of invented people in the database of the settings, to measure with. */
const { people } = new Command()
  .requiredOption('--people <count>', 'how many', (text) => Number.parseInt(text, 10))
  .parse()
  .opts<{ people: number }>();
if (!(people >= 1 && people <= 5_000_000)) throw new RangeError('--people is a number from 1 to 5000000');

const started = performance.now();
const say = (line: string): void =>
  void process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
const config = readConfig({ ...process.env, HIS_DEMO: 'off' });
const runtime = await openRuntime(config);
try {
  await prepareData(runtime, say);
  await loadVolume(runtime, people, say);
  say('done');
} finally {
  await runtime.close();
}
