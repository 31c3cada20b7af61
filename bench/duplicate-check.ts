import { seededRandom } from '../seeds/demo/random.ts';
import { foldName } from '../domain/patients/fold-name.ts';
import { FIRST_HOSPITAL, FIRST_STATION } from '../seeds/volume/volume-facilities.ts';
import { provinceFolder, somePeople, type Somebody } from './province.ts';
import { openBench, send, throughput } from './support.ts';

/**
 * Likely duplicates in the province through HTTP: people of the province entered a second time with a slip and without their number
 * must be shown; people entered as they are must bring up nobody else, for everybody in the province is somebody of their own; time
 * of an answer with four desks at once.
 */
const DESKS = 4;
const SECONDS = 12;
const AIM = { found: 0.95, falseAlarms: 0.02, p95Ms: 100 };

const bench = await openBench({ dataDir: await provinceFolder(), facilityCodes: [FIRST_HOSPITAL, FIRST_STATION] });
const everybody = await somePeople(bench.runtime.ownerUrl, 2600);
const people = everybody.filter(({ birthPrecision }) => birthPrecision === 'day');
/** Many old people know the year alone: of them a name and a year must not be enough. */
const yearOnly = everybody.filter(({ birthPrecision }) => birthPrecision === 'year');
const random = seededRandom(20261125);
const times: number[] = [];

await throughput(1, DESKS, async (worker, n) => void (await ask(personAt(worker * 37 + n), worker)));
const found = await share(people, async (person, worker) => (await ask(enteredAgain(person), worker)).includes(person.id));
const alarmed = async (person: Somebody, worker: number) => (await ask(asTheyAre(person), worker)).some((id) => id !== person.id);
const alarms = await share(people, alarmed);
const yearAlarms = await share(yearOnly, alarmed);
const sorted = times.toSorted((a, b) => a - b);
const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0);
console.log(
  `likely duplicates: ${percent(found)} found (aim ≥ ${AIM.found * 100} %), ${percent(alarms)} false alarms (aim ≤ ${AIM.falseAlarms * 100} %), ` +
    `${percent(yearAlarms)} of those with a year alone, ` +
    `p50 ${at(0.5)} p95 ${at(0.95)} ms (aim ≤ ${AIM.p95Ms})`,
);
await bench.close();

interface Counted {
  asked: number;
  hits: number;
}

/** How many of the people asked about answer to the test, each at most once. */
async function share(whom: Somebody[], test: (person: Somebody, worker: number) => Promise<boolean>): Promise<Counted> {
  const counted = { asked: 0, hits: 0 };
  times.length = 0;
  await throughput(SECONDS, DESKS, async (worker, n) => {
    const person = whom[worker + n * DESKS];
    if (person === undefined) return void (await new Promise((done) => setTimeout(done, 5)));
    const isHit = await test(person, worker);
    counted.asked += 1;
    if (isHit) counted.hits += 1;
  });
  return counted;
}

function percent({ asked, hits }: Counted): string {
  return `${((hits / asked) * 100).toFixed(1)} % of ${asked}`;
}

function personAt(n: number): object {
  const person = people[n % people.length];
  if (person === undefined) throw new Error('the province is empty');
  return enteredAgain(person);
}

/** The ids that are shown for what a desk entered. */
async function ask(entered: object, worker: number): Promise<string[]> {
  const started = performance.now();
  const answer = (await send(bench, '/patients/duplicate-checks', entered, 200, worker)) as { items: { id: string }[] };
  times.push(performance.now() - started);
  return answer.items.map(({ id }) => id);
}

function asTheyAre({ fullName, sex, birthDate, birthPrecision, communeCode, phone }: Somebody): object {
  return { fullName, sex, birthDate, birthPrecision, communeCode, ...(phone === null ? {} : { phone }) };
}

/** As a desk enters the person without their papers: marks left out, i for y, or day and month exchanged. */
function enteredAgain(person: Somebody): object {
  const { fullName, birthDate } = person;
  const entered = asTheyAre(person);
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
