import { z } from 'zod';
import { auditSubject, read, write, type Ctx, type ReadTx, type WriteTx } from '../../db/doors.ts';
import { queueCheckIn } from '../../db/stores/check-in-store.ts';
import { insertEligibilityCheck, queueEligibilityCheck, type EligibilityCheck } from '../../db/stores/eligibility-store.ts';
import {
  findEncounter,
  listCoverages,
  lockEncounter,
  verifyCoverage,
  type Coverage,
  type Encounter,
} from '../../db/stores/encounter-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { findPatient, type Patient } from '../../db/stores/patient-store.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import { cardRateAt } from '../../domain/insurance/card.ts';
import { numberInUse, verificationOf } from '../../domain/insurance/read-portal-answer.ts';
import type { Services } from '../http/context.ts';
import { reassessRatios } from '../http/reassess-ratios.ts';
import { systemCtx } from '../http/system-context.ts';
import { askInsurer, type Question } from './ask-insurer.ts';
import { JOB_TIMEOUT_MS } from '../http/portal/portal.ts';

const Payload = z.object({ facilityId: z.uuid(), encounterId: z.uuid(), coverageId: z.uuid(), attempt: z.coerce.number().int().min(0) });
type Payload = z.infer<typeof Payload>;

const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 30 * 60;

/** Seconds until the next question: doubling from a minute to half an hour. */
export const pauseAfter = (attempt: number): number => Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(attempt, 10));

/** Asks about a card in use that nobody could verify at the desk, until the insurer answers or the visit is closed. */
export async function recheckEligibility(services: Services, payload: unknown): Promise<void> {
  const job = Payload.parse(payload);
  const ctx = systemCtx(services, job.facilityId);
  const open = await read(ctx, async (tx) => await readOpen(tx, job));
  if (open === undefined) return;
  const check = await askInsurer(services, ctx, questionOf(open), JOB_TIMEOUT_MS);
  await write({ ...ctx, now: services.now().toISOString() }, 'eligibility.recheck', async (tx) => await record(tx, ctx, job, check));
}

interface OpenCard {
  encounter: Encounter;
  coverage: Coverage;
  patient: Patient;
}

/** Undefined when there is nothing to ask any more: the visit ended, or the card was verified or given up meanwhile. */
async function readOpen(tx: ReadTx, { facilityId, encounterId, coverageId }: Payload): Promise<OpenCard | undefined> {
  const encounter = await findEncounter(tx, facilityId, encounterId);
  const coverage = (await listCoverages(tx, facilityId, encounterId)).find(({ id }) => id === coverageId);
  if (encounter === undefined || coverage === undefined || !isOpen(encounter) || coverage.verification !== 'not-verified') return undefined;
  const patient = await findPatient(tx, encounter.patientId);
  return patient === undefined ? undefined : { encounter, coverage, patient };
}

const isOpen = ({ state, arrivalCategory }: Encounter): boolean =>
  (state === 'planned' || state === 'in-progress') && arrivalCategory !== '9';

function questionOf({ coverage, patient }: OpenCard): Question {
  const { cardNumber: number, validFrom, validTo, registeredFacilityCode, areaCode, fiveYearDate } = coverage;
  const { fullName, sex } = patient;
  const isWholeDay = patient.birthPrecision === 'day' || patient.birthPrecision === 'minute';
  const birth = isWholeDay ? patient.birthDate : patient.birthDate.slice(0, 4);
  return {
    ...{ id: newId(), patientId: patient.id, number, fullName },
    birthDate: isWholeDay ? dayForPeople(birth) : birth,
    typed: {
      ...{ number, fullName, birthDate: birth, sex, validFrom, registeredFacilityCode },
      ...{ validTo: validTo ?? undefined, areaCode: areaCode ?? undefined, fiveYearDate: fiveYearDate ?? undefined },
    },
  };
}

/** Keeps the answer, says what it means for the card, and comes back later when there was none. */
async function record(tx: WriteTx, ctx: Ctx, job: Payload, check: EligibilityCheck): Promise<void> {
  const encounter = await lockEncounter(tx, job.facilityId, job.encounterId);
  const open = encounter === undefined ? undefined : await readOpen(tx, job);
  if (open === undefined) return;
  const { coverage, patient } = open;
  await insertEligibilityCheck(tx, check);
  const { cardNumber, cardRate } = coverage;
  const number = numberInUse(cardNumber, { verdict: check.verdict, card: check.outcome.card });
  const parameters = await readInsuranceParameters(tx, localDay(open.encounter.startedAt));
  const verification = verificationOf(
    { verdict: check.verdict, resultCode: check.resultCode, newerCard: check.outcome.newerCard },
    cardNumber,
  );
  await verifyCoverage(tx, coverage, {
    verification,
    eligibilityCheckId: check.id,
    cardNumber: number,
    cardRate: number === cardNumber ? cardRate : (cardRateAt(number, parameters) ?? cardRate),
  });
  // A message that named only the person can be made now.
  if (number !== cardNumber) {
    await reassessRatios(tx, open.encounter);
    await queueCheckIn(tx, { facilityId: job.facilityId, encounterId: job.encounterId });
  }
  auditSubject(tx, { patientId: patient.id, encounterId: job.encounterId, objectId: check.id });
  if (verification !== 'not-verified') return;
  const runAt = new Date(Date.parse(ctx.now) + pauseAfter(job.attempt) * 1000).toISOString();
  await queueEligibilityCheck(
    tx,
    { facilityId: job.facilityId, encounterId: job.encounterId, coverageId: coverage.id },
    job.attempt + 1,
    runAt,
  );
}
