import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, readSnapshot, write, type ReadTx } from '../../db/doors.ts';
import { insertCheckIn, listCheckIns, queueTransmission } from '../../db/stores/check-in-store.ts';
import { listCharges } from '../../db/stores/charge-store.ts';
import { findEncounter, listCoverages } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findFacilityNumber, findPatient, listIdentifiers } from '../../db/stores/patient-store.ts';
import { findPortalAccount } from '../../db/stores/portal-account-store.ts';
import { buildCheckIn, checkCheckIn, type CheckInFacts } from '../../domain/claims/build-check-in.ts';
import { addDays, startOfDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import type { ApiCtx, Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';
import type { CheckInList } from './eligibility-schemas.ts';
import { writeCheckIn } from './write-check-in.ts';

const Payload = z.object({ facilityId: z.uuid(), encounterId: z.uuid() });
const LIMIT = 200;

/** Makes the announcement of an insured visit at its first cost and puts it in line to be signed and sent. The same content of a visit is made once. */
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
  const issues = checkCheckIn(row);
  const id = derivedId(facilityId, 'check-in', encounterId, sha256);
  await write(ctx, 'check-in.make', async (tx) => {
    auditSubject(tx, { encounterId });
    const made = await insertCheckIn(tx, {
      ...{ facilityId, id, encounterId, source, content, sha256, issues, createdAt: ctx.now },
      ...{ state: issues.length > 0 ? 'incomplete' : 'waiting', transactionCode: null, answer: null, sentAt: null },
    });
    if (made && issues.length === 0) await queueTransmission(tx, { facilityId, checkInId: id });
  });
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
