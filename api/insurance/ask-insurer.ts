import type { Ctx, ReadTx } from '../../db/doors.ts';
import type { EligibilityCheck } from '../../db/stores/eligibility-store.ts';
import { findFacilityEntry } from '../../db/stores/place-catalogue-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { PortalVisit } from '../../domain/insurance/portal-answer.ts';
import { isAnswered, readPortalAnswer } from '../../domain/insurance/read-portal-answer.ts';
import type { Services } from '../http/context.ts';
import type { EligibilityCheckView } from './eligibility-schemas.ts';
import type { CardQuestion } from '../http/portal/portal.ts';
import { portalOf } from '../http/portal/portal-account.ts';

export interface Question extends CardQuestion {
  id: string;
  patientId: string | null;
}

/** Asks the insurer of the facility, outside of any transaction, and reads what comes back. Never throws for anything the portal does. */
export async function askInsurer(services: Services, ctx: Ctx, question: Question, timeoutMs: number): Promise<EligibilityCheck> {
  const portal = await portalOf(services, ctx);
  const began = performance.now();
  const found = await portal.lookUp(question, timeoutMs);
  const silence = found.kind === 'unavailable' ? found.silence : undefined;
  const answer = found.kind === 'answered' ? found.answer : silence === 'login-refused' ? loginRefused : undefined;
  const reading = readPortalAnswer(answer, question.typed);
  const { resultCode, verdict, action, sentence, card, newerCard, differences } = reading;
  services.log.info({ source: portal.source, silence, resultCode, ms: Math.round(performance.now() - began) }, 'insurer asked');
  return {
    ...{ facilityId: ctx.facilityId, id: question.id, patientId: question.patientId },
    ...{ askedNumber: question.number, askedName: question.fullName, askedBirth: question.birthDate },
    ...{ askedAt: ctx.now, askedBy: ctx.actor.userId, source: portal.source, state: isAnswered(verdict) ? 'answered' : 'not-answered' },
    ...{ resultCode, verdict, action, sentence },
    outcome: { card, newerCard, differences, history: answer?.history ?? [], audits: answer?.audits ?? [], note: answer?.note ?? null },
    raw: found.kind === 'answered' ? found.raw : null,
  };
}

/** A refused log-in is no silence: somebody must mend the account. */
const loginRefused = { resultCode: '401', note: null, card: null, newerCard: null, history: [], audits: [] };

/** A stored answer as the desk reads it, with names for codes. */
export async function viewCheck(tx: ReadTx, check: EligibilityCheck): Promise<EligibilityCheckView> {
  const { id, source, state, resultCode, verdict, sentence, action, askedAt, askedBy, outcome } = check;
  return {
    ...{ id, source, state, resultCode, verdict, sentence, action, askedAt },
    ...outcome,
    history: await named(tx, outcome.history.slice(0, 50), localDay(askedAt)),
    askedBy: (await findPractitioner(tx, askedBy))?.fullName ?? '',
  };
}

async function named(tx: ReadTx, visits: PortalVisit[], day: string): Promise<PortalVisit[]> {
  const names = new Map<string, string | null>();
  for (const { facilityCode } of visits)
    if (!names.has(facilityCode)) names.set(facilityCode, (await findFacilityEntry(tx, facilityCode, day))?.name ?? null);
  return visits.map((visit) => ({ ...visit, facilityName: visit.facilityName ?? names.get(visit.facilityCode) ?? null }));
}
