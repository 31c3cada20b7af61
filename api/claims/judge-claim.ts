import { readSnapshot, type Ctx, type ReadTx } from '../../db/doors.ts';
import { listRuleDecisions } from '../../db/stores/claim-check-store.ts';
import { readParameters, type ParameterEntry } from '../../db/stores/code-catalogue-store.ts';
import { readClaimFactsOf } from '../../db/views/claim-facts-view.ts';
import { readLicences, readNeighbours } from '../../db/views/claim-neighbours-view.ts';
import { readFacilityCatalogue } from '../../db/views/facility-catalogue-view.ts';
import { buildClaim } from '../../domain/claims/build-claim.ts';
import { checkClaim, type ClaimRuleSettings } from '../../domain/claims/checks/check-claim.ts';
import type { CardAnswer, ClaimContext, ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import type { TableCode, VisitTables } from '../../domain/claims/claim-definitions.ts';
import { OUTSIDE_LIST } from '../../domain/claims/claim-line.ts';
import { claimSettingsAt } from '../../domain/claims/claim-settings.ts';
import { isWithin, localDay } from '../../domain/dates.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { readNationalContexts, type NationalKnowledge } from './claim-context.ts';

/** Results of the portal that stand for what a visit keeps of them: not found, and never asked. */
const REFUSED = '050';
const NOT_ASKED = '9999';

export interface JudgedClaim {
  tables: VisitTables;
  findings: ClaimFinding[];
}

/** What is the same for every visit of a run, read once: how the facility decided, and what the catalogues say. */
export interface ClaimRun {
  national: NationalKnowledge;
  decided?: { rules: ClaimRuleSettings; parameters: ParameterEntry[] };
}

export const newClaimRun = (): ClaimRun => ({ national: new Map() });

/** The tables of a visit as they would be sent, and what speaks against sending them. */
export async function judgeClaim(ctx: Ctx, visit: VisitRecord): Promise<JudgedClaim> {
  return await readSnapshot(ctx, async (tx) => await judgeIn(tx, ctx, visit));
}

/** The same inside a transaction that is open already. */
export async function judgeIn(tx: ReadTx, ctx: Pick<Ctx, 'facilityId' | 'now'>, visit: VisitRecord): Promise<JudgedClaim> {
  const [judge] = await prepareJudging(tx, ctx, { visits: [visit], run: newClaimRun() });
  if (judge === undefined) throw new Error('a visit was not judged');
  return judge();
}

/**
 * Reads what is needed to judge a page of visits, with as many questions as for one. The answers judge them in the order given; they need the
 * transaction no more.
 */
export async function prepareJudging(
  tx: ReadTx,
  ctx: Pick<Ctx, 'facilityId' | 'now'>,
  { visits, run }: { visits: readonly VisitRecord[]; run: ClaimRun },
): Promise<(() => JudgedClaim)[]> {
  run.decided ??= { rules: await readRuleSettings(tx, ctx.facilityId), parameters: await readParameters(tx, 'claim.') };
  const { rules, parameters } = run.decided;
  const facts = await readClaimFactsOf(tx, ctx.facilityId, visits);
  const claims = visits.map((visit) =>
    buildClaim(visit, facts.get(visit.encounter.id) ?? {}, claimSettingsAt(parameters, localDay(visit.encounter.endedAt))),
  );
  const national = await readNationalContexts(tx, claims, { now: ctx.now, known: run.national });
  const approved = await readFacilityCatalogue(tx, ctx.facilityId, {
    drugs: codesIn(claims, 'XML2', 'MA_THUOC').filter((code) => code !== OUTSIDE_LIST),
    services: codesIn(claims, 'XML3', 'MA_DICH_VU'),
    supplies: codesIn(claims, 'XML3', 'MA_VAT_TU'),
    machines: codesIn(claims, 'XML3', 'MA_MAY'),
  });
  const own = await ownContexts(tx, ctx, visits);
  return claims.map((tables, i) => () => ({ tables, findings: checkClaim(tables, { ...national[i], ...approved, ...own[i] }, rules) }));
}

/** What these claims say in a field of a table, each value once. */
function codesIn(claims: readonly VisitTables[], table: TableCode, field: string): string[] {
  const said = claims.flatMap((tables) => (tables[table] ?? []).flatMap((row) => (row[field] ?? '').split(';')));
  // A service that was broken off is priced as the service itself.
  return [...new Set(said.map((code) => code.trim().replace(/_TB$/, '')))].filter((code) => code !== '');
}

/** What the facility made of the rules. */
export async function readRuleSettings(tx: ReadTx, facilityId: string): Promise<ClaimRuleSettings> {
  const decided = await listRuleDecisions(tx, facilityId);
  return Object.fromEntries(decided.flatMap(({ rule, severity }) => (severity === null ? [] : [[rule, severity]])));
}

/** What this facility knows of its own visits beside the files: its staff, its cards' answers, the persons' other visits. */
async function ownContexts(tx: ReadTx, ctx: Pick<Ctx, 'facilityId'>, visits: readonly VisitRecord[]): Promise<ClaimContext[]> {
  const licences = await readLicences(tx, [
    ...new Set(visits.flatMap(({ practitioners }) => practitioners.flatMap(({ licence }) => (licence === undefined ? [] : [licence])))),
  ]);
  const at = visits.map(({ encounter, patient }) => ({
    ...{ encounterId: encounter.id, patientId: patient.id, from: encounter.startedAt, until: encounter.endedAt },
  }));
  const neighbours = await readNeighbours(tx, ctx.facilityId, at);
  return visits.map((visit) => {
    const answer = cardAnswer(visit);
    const own = new Set(visit.practitioners.map(({ licence }) => licence));
    return {
      ...(answer === undefined ? {} : { cardAnswer: answer }),
      earlierClaims: neighbours.get(visit.encounter.id) ?? [],
      staff: (licence, day) => {
        const days = own.has(licence) ? licences.get(licence) : undefined;
        // Somebody from outside signs a paper now and then: only our own staff is judged.
        return days === undefined ? undefined : { isValid: isWithin(day, days.from, days.until) };
      },
    };
  });
}

function cardAnswer({ coverages }: VisitRecord): CardAnswer | undefined {
  const answers = coverages.map(({ verification }) => verification);
  if (answers.includes('refused')) return { resultCode: REFUSED, differingFields: [] };
  return answers.includes('not-verified') ? { resultCode: NOT_ASKED, differingFields: [] } : undefined;
}
