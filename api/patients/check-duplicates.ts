import { read, type ReadTx } from '../../db/doors.ts';
import { findDuplicateCandidates, listCandidateNumbers, type Candidate } from '../../db/views/duplicate-candidates-view.ts';
import { findPatientIdsByNumber, summarisePatients } from '../../db/views/patient-search-view.ts';
import { isDay } from '../../domain/dates.ts';
import { foldName } from '../../domain/patients/fold-name.ts';
import {
  DUPLICATE_SCORE_MIN,
  isExactDay,
  scoreDuplicate,
  type DuplicateScore,
  type PersonFacts,
} from '../../domain/patients/score-duplicate.ts';
import { similarDays } from '../../domain/patients/similar-days.ts';
import type { ApiCtx } from '../http/context.ts';
import type { DuplicateCheck, DuplicateCheckAnswer } from './duplicate-schemas.ts';
import { toPhone } from './patient-fields.ts';

const SHOWN_MAX = 5;
/** Numbers are looked up only for the best by everything else, and for whoever shares one. */
const CLOSE_MAX = 20;

type Scored = { id: string } & DuplicateScore;

/** People on record who may be the one at the desk, best first. Nothing is opened or written. */
export async function checkDuplicates(ctx: ApiCtx, check: DuplicateCheck): Promise<DuplicateCheckAnswer> {
  const facts = factsOf(check);
  return await read(ctx, async (tx) => {
    const candidates = (await findDuplicateCandidates(tx, queryOf(facts))).filter(({ id }) => id !== check.exceptId);
    const scored = await scoreAll(tx, facts, candidates);
    const shown = await summarisePatients(
      tx,
      scored.map(({ id }) => id),
    );
    return {
      items: shown.flatMap((summary) => {
        const found = scored.find(({ id }) => id === summary.id);
        return found === undefined ? [] : [{ ...summary, score: found.score, reasons: found.reasons }];
      }),
    };
  });
}

function factsOf(check: DuplicateCheck): PersonFacts {
  const phone = toPhone(check.phone);
  return {
    fullName: check.fullName,
    identifiers: check.identifiers ?? [],
    cardNumbers: check.cardNumber === undefined || check.cardNumber === '' ? [] : [check.cardNumber.toUpperCase()],
    ...(check.sex === undefined ? {} : { sex: check.sex }),
    ...(check.birthDate === undefined || !isDay(check.birthDate) ? {} : { birthDate: check.birthDate }),
    ...(check.birthPrecision === undefined ? {} : { birthPrecision: check.birthPrecision }),
    ...(phone === null ? {} : { phone }),
    ...(check.communeCode === undefined ? {} : { communeCode: check.communeCode }),
  };
}

function queryOf(facts: PersonFacts): Parameters<typeof findDuplicateCandidates>[1] {
  return {
    nameFolded: foldName(facts.fullName),
    birthDate: facts.birthDate,
    exactDay: isExactDay(facts.birthPrecision),
    similarDays: facts.birthDate === undefined ? [] : similarDays(facts.birthDate),
    phone: facts.phone,
    communeCode: facts.communeCode,
    numbers: numbersOf(facts),
  };
}

/** The last ten characters of a card are the social-insurance number, which the new card prints alone. */
const numbersOf = ({ identifiers, cardNumbers }: PersonFacts): string[] => [
  ...identifiers.map(({ value }) => value),
  ...cardNumbers.flatMap((number) => [number, number.slice(-10)]),
];

async function scoreAll(tx: ReadTx, facts: PersonFacts, candidates: Candidate[]): Promise<Scored[]> {
  const people = new Map(candidates.map((candidate) => [candidate.id, personOf(candidate)]));
  const rough = best([...people].map(([id, person]) => ({ id, ...scoreDuplicate(facts, person) })));
  const scored = numbersOf(facts).length === 0 ? rough : await scoreWithNumbers(tx, facts, { people, rough });
  return scored.filter(({ score }) => score >= DUPLICATE_SCORE_MIN).slice(0, SHOWN_MAX);
}

/** The best once more by their numbers, with whoever has one of them in common, whatever name and birth date say. */
async function scoreWithNumbers(
  tx: ReadTx,
  facts: PersonFacts,
  { people, rough }: { people: Map<string, PersonFacts>; rough: Scored[] },
): Promise<Scored[]> {
  const sharing = await findPatientIdsByNumber(tx, numbersOf(facts));
  const ids = [...new Set([...rough.slice(0, CLOSE_MAX).map(({ id }) => id), ...sharing])];
  return best(
    (await listCandidateNumbers(tx, ids)).flatMap(({ patientId, identifiers, cardNumbers }) => {
      const person = people.get(patientId);
      return person === undefined ? [] : [{ id: patientId, ...scoreDuplicate(facts, { ...person, identifiers, cardNumbers }) }];
    }),
  );
}

const best = (scored: Scored[]): Scored[] => scored.toSorted((a, b) => b.score - a.score || a.id.localeCompare(b.id));

const personOf = ({ fullName, sex, birthDate, birthPrecision, phone, communeCode }: Candidate): PersonFacts => ({
  ...{ fullName, sex, birthDate, birthPrecision, identifiers: [], cardNumbers: [] },
  ...(phone === null ? {} : { phone }),
  ...(communeCode === null ? {} : { communeCode }),
});
