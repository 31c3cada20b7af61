import { byWeight, peoples } from '../../seeds/volume/names.ts';
import { seededRandom, type Random } from '../../seeds/demo/random.ts';
import { addDays } from '../../domain/dates.ts';
import type { PersonFacts } from '../../domain/patients/score-duplicate.ts';

const communes = Array.from({ length: 75 }, (_, i) => String(3600 + i * 7).padStart(5, '0'));

/** People as the province has them: names, years alone for the old, phones and numbers for most. All invented, all distinct. */
export function peopleOfTheProvince(count: number, seed: number): PersonFacts[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => aPersonOf(random, i));
}

function aPersonOf(random: Random, i: number): PersonFacts {
  const people = random.pick(peoples.flatMap((one) => Array.from({ length: one.share }, () => one)));
  const sex = random.chance(52) ? 'female' : 'male';
  const born = addDays('2026-10-31', -random.below(30_000));
  const yearOnly = born < '1962' && random.chance(40);
  return {
    fullName: `${random.pick(byWeight(people.families))} ${random.pick(byWeight(people.middle[sex]))} ${random.pick(people.given[sex].split(' '))}`,
    sex,
    birthDate: yearOnly ? `${born.slice(0, 4)}-01-01` : born,
    birthPrecision: yearOnly ? 'year' : 'day',
    communeCode: random.pick(communes),
    identifiers: random.chance(85) ? [{ system: 'citizen-id', value: `099${String(random.below(1_000_000_000)).padStart(9, '0')}` }] : [],
    cardNumbers: random.chance(90) ? [`GD4148${String(i).padStart(9, '0')}`] : [],
    ...(random.chance(70) ? { phone: `0990${String(Math.floor(i / 3)).padStart(6, '0')}` } : {}),
  };
}

const sounds: [RegExp, string][] = [
  [/^L(?=[ăâaeêioôơuưy])/i, 'N'],
  [/^S/, 'X'],
  [/^Tr/, 'Ch'],
  [/^D/, 'Gi'],
  [/y$/, 'i'],
  [/^Q/, 'K'],
];

/** The same person entered a second time: no number at hand and one or two slips, as desks make them. */
export function enteredAgain(person: PersonFacts, random: Random): PersonFacts {
  const { phone, ...rest } = person;
  const again: PersonFacts = {
    ...rest,
    identifiers: random.chance(30) ? person.identifiers : [],
    cardNumbers: random.chance(40) ? person.cardNumbers : [],
  };
  if (phone !== undefined && random.chance(60)) again.phone = phone;
  const slips = [
    () => (again.fullName = respelt(person.fullName)),
    () => (again.fullName = person.fullName.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()),
    () => slipOfDay(again),
    () => undefined,
  ];
  random.pick(slips)();
  return again;
}

function respelt(name: string): string {
  const words = name.split(' ');
  const at = words.findIndex((word) => sounds.some(([pattern]) => pattern.test(word)));
  const rule = sounds.find(([pattern]) => pattern.test(words[at] ?? ''));
  return words.map((word, i) => (i === at && rule !== undefined ? word.replace(rule[0], rule[1]) : word)).join(' ');
}

/** Two digits of the day exchanged where that is a day too; the day and the month otherwise, or the year alone. */
function slipOfDay(person: PersonFacts): void {
  const [year = '', month = '', day = ''] = (person.birthDate ?? '').split('-');
  if (person.birthPrecision === 'year') return;
  if (Number(day) <= 12) person.birthDate = `${year}-${day}-${month}`;
  else if (Number(day[1]) <= 2 && day[1] !== '0') person.birthDate = `${year}-${month}-${day[1]}${day[0]}`;
}
