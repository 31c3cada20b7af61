import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, readSnapshot, write, type ReadTx } from '../../db/doors.ts';
import { insertCheckIn, listCheckIns, type CheckIn } from '../../db/stores/check-in-store.ts';
import { listCharges } from '../../db/stores/charge-store.ts';
import { findEncounter, listCoverages } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findFacilityNumber, findPatient, listIdentifiers } from '../../db/stores/patient-store.ts';
import { findPortalAccount } from '../../db/stores/portal-account-store.ts';
import { buildCheckIn, checkCheckIn, type CheckInFacts } from '../../domain/claims/build-check-in.ts';
import { addDays, startOfDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { information, type Issue } from '../../domain/issue.ts';
import type { ApiCtx, Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';
import type { CheckInList } from './eligibility-schemas.ts';
import { writeCheckIn } from './write-check-in.ts';

const Payload = z.object({ facilityId: z.uuid(), encounterId: z.uuid() });
const LIMIT = 200;

/**
 * Announces an insured visit at its first cost. The same content of a visit is made once. Without an account the simulator takes it, marked; the real
 * portal takes signed files only, so there it waits for a signature, visibly.
 */
export async function sendCheckIn(services: Services, payload: unknown): Promise<void> {
  const { facilityId, encounterId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const found = await readSnapshot(ctx, async (tx) => ({
    facts: await readFacts(tx, facilityId, encounterId),
    isConnected: (await findPortalAccount(tx, facilityId)) !== undefined,
  }));
  const { facts, isConnected } = found;
  // Paid by the person meanwhile, or cancelled: there is nothing to announce.
  if (facts === undefined) return;
  const row = buildCheckIn(facts);
  const content = writeCheckIn(row);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const source = isConnected ? 'portal' : 'simulator';
  await write(ctx, 'check-in.make', async (tx) => {
    auditSubject(tx, { encounterId });
    await insertCheckIn(tx, {
      ...{
        facilityId,
        id: derivedId(facilityId, 'check-in', encounterId, sha256),
        encounterId,
        source,
        content,
        sha256,
        createdAt: ctx.now,
      },
      ...outcomeOf(checkCheckIn(row), { source, sha256, at: ctx.now }),
    });
  });
}

type Outcome = Pick<CheckIn, 'state' | 'issues' | 'transactionCode' | 'answer' | 'sentAt'>;

function outcomeOf(issues: Issue[], { source, sha256, at }: { source: CheckIn['source']; sha256: string; at: string }): Outcome {
  const unsent = { transactionCode: null, answer: null, sentAt: null };
  if (issues.length > 0) return { ...unsent, state: 'incomplete', issues };
  if (source === 'portal') return { ...unsent, state: 'waiting-for-signature', issues: [information('check_in_needs_signature', '')] };
  const transactionCode = `MP${sha256.slice(0, 16).toUpperCase()}`;
  const answer = { simulated: true, maKetQua: '200', maGiaoDich: transactionCode };
  return { state: 'sent', issues: [information('check_in_simulated', '')], transactionCode, answer, sentAt: at };
}

/** Undefined when the visit is not insured (any more) or has no cost. */
async function readFacts(tx: ReadTx, facilityId: string, encounterId: string): Promise<CheckInFacts | undefined> {
  const encounter = await findEncounter(tx, facilityId, encounterId);
  const card = cardsInUse(await listCoverages(tx, facilityId, encounterId)).at(-1);
  const [firstCharge] = await listCharges(tx, facilityId, encounterId);
  if (encounter === undefined || card === undefined || firstCharge === undefined) return undefined;
  if (encounter.arrivalCategory === '9' || encounter.state === 'cancelled') return undefined;
  const facility = await findFacility(tx, facilityId);
  const patient = await findPatient(tx, encounter.patientId);
  if (facility === undefined || patient === undefined) throw new Error('facility or patient of a visit is gone');
  const { fullName, sex, birthDate, birthPrecision, birthTime } = patient;
  const identifiers = (await listIdentifiers(tx, patient.id)).map(({ system, value, validTo }) => ({
    ...{ system, value },
    ...(validTo === null ? {} : { until: validTo }),
  }));
  const facilityNumber = (await findFacilityNumber(tx, facilityId, patient.id)) ?? '';
  const { cardNumber, registeredFacilityCode, validFrom, validTo } = card;
  return {
    facilityCode: facility.code,
    encounter,
    patient: { facilityNumber, fullName, sex, birthDate, birthPrecision, identifiers, ...(birthTime === null ? {} : { birthTime }) },
    card: { cardNumber, registeredFacilityCode, validFrom, ...(validTo === null ? {} : { validTo }) },
    firstCharge,
  };
}

/** The check-in messages of a day and what became of them. */
export async function viewCheckIns(ctx: ApiCtx, day: string): Promise<CheckInList> {
  const range = { from: startOfDay(day), until: startOfDay(addDays(day, 1)), limit: LIMIT + 1 };
  const found = await read(ctx, async (tx) => await listCheckIns(tx, ctx.facilityId, range));
  return { day, items: found.slice(0, LIMIT), more: found.length > LIMIT };
}
