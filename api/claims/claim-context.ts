import type { Db } from '../../db/knex.ts';
import { findIcdEntries } from '../../db/stores/icd-catalogue-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { findCommune, findFacilityEntry } from '../../db/stores/place-catalogue-store.ts';
import type { IcdEntry } from '../../domain/catalogues/check-diagnosis.ts';
import type { ClaimContext, IcdFacts } from '../../domain/claims/checks/claim-check.ts';
import { CheckedClaim } from '../../domain/claims/checks/checked-claim.ts';
import type { ClaimTables } from '../../domain/claims/claim-definitions.ts';
import { localMinute } from '../../domain/dates.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';

/** The lists of places hold this province only: codes of others are not judged. */
const PROVINCE = '14';

/**
 * What the catalogues of the province say about the codes of a claim, read before the rules run: the legal numbers of the admission day, ICD-10 of the
 * day of discharge, the commune, the facilities that are named.
 */
export async function readNationalContext(tx: Db, tables: ClaimTables, now: string): Promise<ClaimContext> {
  const claim = new CheckedClaim(tables, {});
  const day = claim.admittedOn;
  const end = claim.endedOn ?? day;
  const parameters = day === undefined ? undefined : await parametersOrNothing(tx, day);
  const icd = end === undefined ? undefined : await findIcdEntries(tx, codesOf(claim), end);
  const commune = day === undefined ? undefined : await findCommune(tx, claim.summary.text('MAXA_CU_TRU'), day);
  const facilities = new Set<string>();
  if (day !== undefined)
    for (const code of facilityCodes(claim)) if ((await findFacilityEntry(tx, code, day)) !== undefined) facilities.add(code);
  return {
    now: localMinute(now),
    parametersAt: (asked) => (asked === day ? parameters : undefined),
    icd: (code) => (icd === undefined ? undefined : factsOf(icd.get(code))),
    commune: () => (commune === undefined ? undefined : { provinceCode: commune.provinceCode }),
    facility: (code) => (facilities.has(code) ? true : code.startsWith(PROVINCE) ? false : undefined),
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
