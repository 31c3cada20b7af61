import type { WriteTx } from '../../db/doors.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import { listCoverages, listObservations, type Diagnosis, type Encounter } from '../../db/stores/encounter-store.ts';
import { listOrders } from '../../db/stores/order-store.ts';
import { listPapers, type VisitPaper } from '../../db/stores/paper-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { listVisitRooms } from '../../db/views/visit-room-view.ts';
import { localDay } from '../../domain/dates.ts';
import { checkClosure, type ClosureFacts } from '../../domain/encounters/check-closure.ts';
import { openRoomsOf } from '../../domain/encounters/open-rooms.ts';
import { dispositionOf, type Disposition } from '../../domain/encounters/visit-state.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkLicencePeriod } from '../../domain/users/licence.ts';
import type { ApiCtx } from '../http/context.ts';
import type { CloseEncounter } from './encounter-schemas.ts';

interface Closing {
  encounter: Encounter;
  diagnoses: Diagnosis[];
  input: CloseEncounter;
}

interface JudgedClosing {
  issues: Issue[];
  /** Codes of rooms that have not finished with the person. */
  openRooms: string[];
  disposition: Disposition;
  referredTo: string | null;
}

/** What speaks against ending a visit as asked, and what the visit itself says where the request does not. */
export async function judgeClosing(tx: WriteTx, ctx: ApiCtx, { encounter, diagnoses, input }: Closing): Promise<JudgedClosing> {
  const openRooms = openRoomsOf(await listVisitRooms(tx, ctx.facilityId, encounter.id));
  const papers = (await listPapers(tx, ctx.facilityId, encounter.id)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const disposition = input.disposition ?? dispositionOf(input);
  const facts = {
    ...(await readFacts(tx, ctx, encounter)),
    diagnoses: diagnoses.length,
    ...{ openRooms, leaveRooms: input.leaveRooms, papers: papers.map(({ kind }) => kind) },
    ending: { disposition, dischargeType: input.dischargeType, followUpOn: input.followUpOn },
  };
  const lapsed = checkLicencePeriod(await findPractitioner(tx, ctx.actor.userId), localDay(ctx.now));
  const issues = [...checkClosure(facts), ...lapsed, ...(await judgeCodes(tx, ctx, input))];
  return { issues, openRooms, disposition, referredTo: input.referredTo ?? referredBy(papers) };
}

/** Where the referral paper leads: nobody types it twice. */
const referredBy = (papers: VisitPaper[]): string | null =>
  papers.flatMap(({ content }) => (content.kind === 'referral' ? [content.referredTo] : [])).at(-1) ?? null;

async function readFacts(tx: WriteTx, ctx: ApiCtx, encounter: Encounter): Promise<Omit<ClosureFacts, 'diagnoses'>> {
  const orders = await listOrders(tx, ctx.facilityId, encounter.id);
  const observations = await listObservations(tx, ctx.facilityId, encounter.id);
  const cards = encounter.arrivalCategory === '9' ? [] : cardsInUse(await listCoverages(tx, ctx.facilityId, encounter.id));
  return {
    insured: cards.length > 0,
    verifications: cards.map((card) => card.verification),
    openOrders: orders.filter((order) => order.state === 'ordered').length,
    weightKnown: observations.some((one) => one.kind === 'weight'),
    practitionerLicensed: (await findPractitioner(tx, ctx.actor.userId))?.licence != null,
  };
}

async function judgeCodes(tx: WriteTx, ctx: ApiCtx, input: CloseEncounter): Promise<Issue[]> {
  const day = localDay(ctx.now);
  const outcome = await findCode(tx, 'KET_QUA_DTRI', { code: input.outcome, day });
  const discharge = await findCode(tx, 'MA_LOAI_RV', { code: input.dischargeType, day });
  return [
    ...(outcome === undefined ? [error('code_unknown', 'outcome')] : []),
    ...(discharge === undefined ? [error('code_unknown', 'dischargeType')] : []),
    // Day 1 of a follow-up is tomorrow: an appointment in the past is a slip.
    ...(input.followUpOn !== undefined && input.followUpOn <= day ? [error('follow_up_in_past', 'followUpOn')] : []),
  ];
}
