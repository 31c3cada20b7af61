import { readSnapshot, type Ctx, type ReadTx } from '../../db/doors.ts';
import { listRuleDecisions } from '../../db/stores/claim-check-store.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { readClaimFacts } from '../../db/views/claim-facts-view.ts';
import { readLicences, readNeighbours } from '../../db/views/claim-neighbours-view.ts';
import { buildClaim } from '../../domain/claims/build-claim.ts';
import { checkClaim, type ClaimRuleSettings } from '../../domain/claims/checks/check-claim.ts';
import type { CardAnswer, ClaimContext, ClaimFinding } from '../../domain/claims/checks/claim-check.ts';
import type { VisitTables } from '../../domain/claims/claim-definitions.ts';
import { claimSettingsAt } from '../../domain/claims/claim-settings.ts';
import { isWithin, localDay } from '../../domain/dates.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { readNationalContext } from './claim-context.ts';

/** Results of the portal that stand for what a visit keeps of them: not found, and never asked. */
const REFUSED = '050';
const NOT_ASKED = '9999';

export interface JudgedClaim {
  tables: VisitTables;
  findings: ClaimFinding[];
}

/** The tables of a visit as they would be sent, and what speaks against sending them. */
export async function judgeClaim(ctx: Ctx, visit: VisitRecord): Promise<JudgedClaim> {
  return await readSnapshot(ctx, async (tx) => await judgeIn(tx, ctx, visit));
}

/** The same inside a transaction that is open already. */
export async function judgeIn(tx: ReadTx, ctx: Pick<Ctx, 'facilityId' | 'now'>, visit: VisitRecord): Promise<JudgedClaim> {
  const facts = await readClaimFacts(tx, visit);
  const settings = claimSettingsAt(await readParameters(tx, 'claim.'), localDay(visit.encounter.endedAt));
  const tables = buildClaim(visit, facts, settings);
  const context = { ...(await readNationalContext(tx, tables, ctx.now)), ...(await ownContext(tx, ctx, visit)) };
  return { tables, findings: checkClaim(tables, context, await readRuleSettings(tx, ctx.facilityId)) };
}

/** What the facility made of the rules. */
export async function readRuleSettings(tx: ReadTx, facilityId: string): Promise<ClaimRuleSettings> {
  const decided = await listRuleDecisions(tx, facilityId);
  return Object.fromEntries(decided.flatMap(({ rule, severity }) => (severity === null ? [] : [[rule, severity]])));
}

/** What this facility knows of its own visit beside the file: its staff, its cards' answers, the person's other visits. */
async function ownContext(tx: ReadTx, ctx: Pick<Ctx, 'facilityId'>, visit: VisitRecord): Promise<ClaimContext> {
  const { encounter, patient } = visit;
  const licences = await readLicences(
    tx,
    visit.practitioners.flatMap(({ licence }) => (licence === undefined ? [] : [licence])),
  );
  const at = { encounterId: encounter.id, patientId: patient.id, from: encounter.startedAt, until: encounter.endedAt };
  const answer = cardAnswer(visit);
  return {
    ...(answer === undefined ? {} : { cardAnswer: answer }),
    earlierClaims: await readNeighbours(tx, ctx.facilityId, at),
    staff: (licence, day) => {
      const days = licences.get(licence);
      // Somebody from outside signs a paper now and then: only our own staff is judged.
      return days === undefined ? undefined : { isValid: isWithin(day, days.from, days.until) };
    },
  };
}

function cardAnswer({ coverages }: VisitRecord): CardAnswer | undefined {
  const answers = coverages.map(({ verification }) => verification);
  if (answers.includes('refused')) return { resultCode: REFUSED, differingFields: [] };
  return answers.includes('not-verified') ? { resultCode: NOT_ASKED, differingFields: [] } : undefined;
}
