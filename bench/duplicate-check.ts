import { seededRandom } from '../seeds/demo/random.ts';
import { foldName } from '../domain/patients/fold-name.ts';
import { provinceFolder, somePeople, type Somebody } from './province.ts';
import { openBench, send, throughput } from './support.ts';

/**
 * Likely duplicates among 1.3 million through HTTP: people of the province entered a second time with a slip and without their
 * number must be shown; time of an answer with four desks at once.
 */
const DESKS = 4;
const AIM = { found: 0.95, p95Ms: 100 };

const bench = await openBench({ dataDir: await provinceFolder(), facilityCodes: ['14800', '1480B'] });
const people = (await somePeople(bench.runtime.ownerUrl, 1200)).filter(({ birthPrecision }) => birthPrecision === 'day');
const random = seededRandom(20261125);
const times: number[] = [];
let asked = 0;
let found = 0;
await throughput(1, DESKS, async (worker, n) => void (await check(people[(worker * 37 + n) % people.length], worker)));
times.length = asked = found = 0;
await throughput(8, DESKS, async (worker, n) => await check(people[(worker + n * DESKS) % people.length], worker));
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
console.log(
  `likely duplicates: ${((found / asked) * 100).toFixed(1)} % of ${asked} found (aim ≥ ${AIM.found * 100} %), p50 ${at(0.5)} p95 ${at(0.95)} ms (aim ≤ ${AIM.p95Ms})`,
);
await bench.close();

async function check(person: Somebody | undefined, worker: number): Promise<void> {
  if (person === undefined) return;
  const started = performance.now();
  const answer = (await send(bench, '/patients/duplicate-checks', enteredAgain(person), 200, worker)) as { items: { id: string }[] };
  times.push(performance.now() - started);
  asked += 1;
  if (answer.items.some(({ id }) => id === person.id)) found += 1;
}

/** As a desk enters the person without their papers: marks left out, i for y, or day and month exchanged. */
function enteredAgain({ fullName, sex, birthDate, communeCode, phone }: Somebody): object {
  const entered = { fullName, sex, birthDate, birthPrecision: 'day', communeCode, ...(phone === null ? {} : { phone }) };
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const slips = [
    {},
    { fullName: foldName(fullName) },
    { fullName: fullName.replace(/y/g, 'i').replace(/^L/, 'N') },
    Number(day) <= 12 ? { birthDate: `${year}-${day}-${month}` } : {},
    { phone: undefined },
  ];
  return { ...entered, ...random.pick(slips) };
}
