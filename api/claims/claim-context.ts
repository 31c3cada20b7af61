import type { Db } from '../../db/knex.ts';
import { findIcdEntries } from '../../db/stores/icd-catalogue-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { findKnownFacilities, findProvincesOf } from '../../db/stores/place-catalogue-store.ts';
import type { IcdEntry } from '../../domain/catalogues/check-diagnosis.ts';
import type { ClaimContext, IcdFacts } from '../../domain/claims/checks/claim-check.ts';
import { CheckedClaim } from '../../domain/claims/checks/checked-claim.ts';
import type { ClaimTables } from '../../domain/claims/claim-definitions.ts';
import { localMinute, type Day } from '../../domain/dates.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';

/** The lists of places hold this province only: codes of others are not judged. */
const PROVINCE = '14';

/** What the lists of one day say of the codes that were asked for so far; a code without an answer stands there as null or false. */
interface DayKnowledge {
  parameters: InsuranceParameters | undefined;
  icd: Map<string, IcdFacts | null>;
  provinces: Map<string, string | null>;
  facilities: Map<string, boolean>;
}

/**
 * What a run has learnt from the catalogues, by day. It lives as long as the run: a month asks for the same few hundred codes again and again, and a list
 * that changes meanwhile counts from the next run.
 */
export type NationalKnowledge = Map<Day, DayKnowledge>;

/**
 * What the catalogues of the province say about the codes of claims, read before the rules run: the legal numbers of the admission day, ICD-10 of the
 * day of discharge, the commune, the facilities that are named.
 */
export async function readNationalContexts(
  tx: Db,
  claims: readonly ClaimTables[],
  { now, known = new Map<Day, DayKnowledge>() }: { now: string; known?: NationalKnowledge },
): Promise<ClaimContext[]> {
  const asked = claims.map(questionsOf);
  await learn(tx, asked, known);
  return asked.map((questions) => contextOf(questions, known, now));
}

interface Questions {
  admittedOn: Day | undefined;
  endedOn: Day | undefined;
  icdCodes: string[];
  commune: string;
  facilityCodes: string[];
}

function questionsOf(tables: ClaimTables): Questions {
  const claim = new CheckedClaim(tables, {});
  const { admittedOn, endedOn = admittedOn, summary } = claim;
  return { admittedOn, endedOn, icdCodes: codesOf(claim), commune: summary.text('MAXA_CU_TRU'), facilityCodes: facilityCodes(claim) };
}

/** Asks for what is not known yet, a few questions for each day. */
async function learn(tx: Db, asked: readonly Questions[], known: NationalKnowledge): Promise<void> {
  const days = new Set(asked.flatMap(({ admittedOn, endedOn }) => [admittedOn, endedOn]).filter((day) => day !== undefined));
  for (const day of days) {
    const admitted = asked.filter(({ admittedOn }) => admittedOn === day);
    const of: DayKnowledge = known.get(day) ?? {
      ...{ parameters: await parametersOrNothing(tx, day), icd: new Map(), provinces: new Map(), facilities: new Map() },
    };
    known.set(day, of);
    await fill(
      of.icd,
      asked.filter(({ endedOn }) => endedOn === day).flatMap(({ icdCodes }) => icdCodes),
      async (codes) => {
        const found = await findIcdEntries(tx, codes, day);
        return (code) => factsOf(found.get(code));
      },
    );
    await fill(
      of.provinces,
      admitted.map(({ commune }) => commune),
      async (codes) => {
        const found = await findProvincesOf(tx, codes, day);
        return (code) => found.get(code) ?? null;
      },
    );
    await fill(
      of.facilities,
      admitted.flatMap(({ facilityCodes: codes }) => codes),
      async (codes) => {
        const found = await findKnownFacilities(tx, codes, day);
        return (code) => found.has(code);
      },
    );
  }
}

/** Adds the answers for codes that have none yet. */
async function fill<T>(
  answers: Map<string, T>,
  codes: readonly string[],
  ask: (codes: string[]) => Promise<(code: string) => T>,
): Promise<void> {
  const missing = [...new Set(codes)].filter((code) => !answers.has(code));
  if (missing.length === 0) return;
  const answer = await ask(missing);
  for (const code of missing) answers.set(code, answer(code));
}

/** Only what the claim itself names is answered, whatever others in the run have asked. */
function contextOf(
  { admittedOn, endedOn, icdCodes, commune, facilityCodes: codes }: Questions,
  known: NationalKnowledge,
  now: string,
): ClaimContext {
  const [admission, end] = [admittedOn, endedOn].map((day) => (day === undefined ? undefined : known.get(day)));
  const [own, named] = [new Set(icdCodes), new Set(codes)];
  const provinceCode = admission?.provinces.get(commune) ?? undefined;
  return {
    now: localMinute(now),
    parametersAt: (asked) => (asked === admittedOn ? admission?.parameters : undefined),
    icd: (code) => (end === undefined ? undefined : own.has(code) ? (end.icd.get(code) ?? null) : null),
    commune: () => (provinceCode === undefined ? undefined : { provinceCode }),
    facility: (code) =>
      named.has(code) && admission?.facilities.get(code) === true ? true : code.startsWith(PROVINCE) ? false : undefined,
  };
}

/** A day before the first act on file has no parameters: the rules that need them keep silent. */
async function parametersOrNothing(tx: Db, day: string): Promise<InsuranceParameters | undefined> {
  try {
    return await readInsuranceParameters(tx, day);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** Every code with its category, as the rules ask for both. */
function codesOf(claim: CheckedClaim): string[] {
  const named = [...claim.diseases, ...claim.rows('XML3').flatMap((row) => row.list('MA_BENH'))].map((code) =>
    code.toUpperCase().replace(/[†*+]$/, ''),
  );
  return [...new Set(named.flatMap((code) => [code, code.slice(0, 3)]))].filter(Boolean).slice(0, 100);
}

const facilityCodes = ({ summary }: CheckedClaim): string[] => [
  ...new Set([...summary.list('MA_DKBD'), ...['MA_NOI_DI', 'MA_NOI_DEN', 'MA_CSKCB'].map((field) => summary.text(field))].filter(Boolean)),
];

function factsOf(entry: IcdEntry | undefined): IcdFacts | null {
  if (entry === undefined) return null;
  const { notPrimary, notRecommendedPrimary, hasSubcodes, mortalityOnly, dualMark, sexOnly } = entry;
  return { notPrimary, notRecommendedPrimary, hasSubcodes, mortalityOnly, asterisk: dualMark === 'asterisk', sexOnly };
}
