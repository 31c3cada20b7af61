import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { queueCheckIn } from '../../db/stores/check-in-store.ts';
import { listCharges } from '../../db/stores/charge-store.ts';
import { listCoverages, updateEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { findCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { insertPayerChange } from '../../db/stores/payer-change-store.ts';
import { findSlipById } from '../../db/stores/slip-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { InsuranceParameters } from '../../domain/insurance/insurance-parameters.ts';
import { error, type Issue } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { lockOpen } from '../http/lock-encounter.ts';
import { reassessRatios } from '../http/reassess-ratios.ts';
import type { ChangePayer, PayerChangeView } from './coverage-schemas.ts';
import { proposeFor, toArea } from './propose-arrival.ts';
import { judgeCard } from './save-card.ts';
import { useCard } from './use-card.ts';
import { sharesOf } from './view-coverage.ts';

type ToCard = Extract<ChangePayer, { kind: 'card' }>;
const UNINSURED = '9';

/** Changes who pays for an open visit; the bill is computed anew and what it did to the shares is kept with who and why. */
export async function changePayer(ctx: ApiCtx, encounterId: string, input: ChangePayer): Promise<PayerChangeView> {
  return await write(ctx, 'payer.change', async (tx) => {
    const encounter = await lockOpen(tx, ctx, encounterId);
    const charges = await listCharges(tx, ctx.facilityId, encounterId);
    const before = sharesOf(await computeEncounterBill(tx, encounter, charges));
    const { arrivalCategory, issues } = await apply(tx, ctx, encounter, input);
    const version = await updateEncounter(tx, encounter, { arrivalCategory, arrivalReason: input.reason });
    if (input.kind === 'card' && charges.length > 0) await queueCheckIn(tx, { facilityId: ctx.facilityId, encounterId });
    const changed = { ...encounter, arrivalCategory };
    await reassessRatios(tx, changed);
    const after = sharesOf(await computeEncounterBill(tx, changed, await listCharges(tx, ctx.facilityId, encounterId)));
    await insertPayerChange(tx, {
      ...{ facilityId: ctx.facilityId, id: input.id, encounterId, kind: input.kind, reason: input.reason },
      cardId: input.kind === 'card' ? input.cardId : null,
      ...{ categoryBefore: encounter.arrivalCategory, categoryAfter: arrivalCategory, sharesBefore: before, sharesAfter: after },
      ...{ changedAt: ctx.now, changedBy: ctx.actor.userId },
    });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id, reason: input.reason });
    return { id: input.id, encounterId, version, arrivalCategory, before, after, changedAt: ctx.now, issues };
  });
}

async function apply(
  tx: WriteTx,
  ctx: ApiCtx,
  encounter: Encounter,
  input: ChangePayer,
): Promise<{ arrivalCategory: string; issues: Issue[] }> {
  if (input.kind === 'card') return await payByCard(tx, ctx, encounter, input);
  if (encounter.arrivalCategory === UNINSURED) throw conflict('payer_is_the_same');
  return { arrivalCategory: UNINSURED, issues: [] };
}

async function payByCard(
  tx: WriteTx,
  ctx: ApiCtx,
  encounter: Encounter,
  input: ToCard,
): Promise<{ arrivalCategory: string; issues: Issue[] }> {
  const parameters = await readInsuranceParameters(tx, localDay(encounter.startedAt));
  const card = await findCard(tx, encounter.patientId, input.cardId);
  if (card === undefined) throw notFound('card_not_found');
  const used = await listCoverages(tx, ctx.facilityId, encounter.id);
  if (encounter.arrivalCategory !== UNINSURED && used.at(-1)?.cardId === card.id) return await changeCategory(tx, encounter, input);
  // Shown before the account is settled, a card counts for the whole visit unless the desk says since when (docs/legal/insurance.md#payer).
  const usedFrom = input.usedFrom ?? encounter.startedAt;
  const isOutside = Date.parse(usedFrom) < Date.parse(encounter.startedAt) || Date.parse(usedFrom) > Date.parse(ctx.now);
  if (isOutside) throw rejected([error('card_use_outside_visit', 'usedFrom')]);
  const found = judgeCard(card, localDay(usedFrom), parameters);
  const arrivalCategory = await categoryFor(tx, encounter, { input, card, parameters });
  const issues = await useCard(tx, ctx, {
    ...{ id: derivedId(ctx.facilityId, 'coverage', input.id), encounterId: encounter.id, card, parameters },
    ...{ usedFrom: new Date(usedFrom).toISOString(), sequence: Math.max(...used.map((one) => one.sequence), 1) + 1 },
    ...{ checkId: input.eligibilityCheckId, reason: input.reason },
  });
  return { arrivalCategory, issues: [...found, ...issues] };
}

/** The card in use stays; only by which door the insurance sees the visit is another. */
async function changeCategory(tx: WriteTx, encounter: Encounter, input: ToCard): Promise<{ arrivalCategory: string; issues: Issue[] }> {
  const chosen = input.arrivalCategory;
  if (chosen === undefined || chosen === encounter.arrivalCategory || input.usedFrom !== undefined) throw conflict('payer_is_the_same');
  checkCategory(await readInsuranceParameters(tx, localDay(encounter.startedAt)), chosen);
  return { arrivalCategory: chosen, issues: [] };
}

function checkCategory({ arrivalCategories }: InsuranceParameters, chosen: string): void {
  if (!Object.hasOwn(arrivalCategories, chosen)) throw rejected([error('arrival_category_unknown', 'arrivalCategory')]);
  if (chosen === UNINSURED) throw rejected([error('arrival_category_mismatch', 'arrivalCategory', { proposed: '' })]);
}

async function categoryFor(
  tx: WriteTx,
  encounter: Encounter,
  { input, card, parameters }: { input: ToCard; card: InsuranceCard; parameters: InsuranceParameters },
): Promise<string> {
  const chosen = input.arrivalCategory;
  if (chosen !== undefined) {
    checkCategory(parameters, chosen);
    return chosen;
  }
  const proposed = await propose(tx, encounter, card);
  if (proposed === undefined) throw rejected([error('arrival_category_needed', 'arrivalCategory')]);
  return proposed;
}

async function propose(tx: WriteTx, encounter: Encounter, card: InsuranceCard): Promise<string | undefined> {
  const facility = await findFacility(tx, encounter.facilityId);
  if (facility === undefined) throw notFound();
  const patient = await findPatient(tx, encounter.patientId);
  const slip = encounter.slipId === null ? undefined : await findSlipById(tx, encounter.facilityId, encounter.slipId);
  // A paper that counted on arrival left its number with the visit.
  const counts = slip !== undefined && encounter.referralNumber === slip.number ? slip.kind : undefined;
  const proposal = await proposeFor(tx, facility, {
    ...{ insured: true, emergency: encounter.class === 'emergency', day: localDay(encounter.startedAt), slip: counts },
    ...{ registeredFacilityCode: card.registeredFacilityCode, areaCode: toArea(card.areaCode), birthDate: patient?.birthDate },
    ...{ referredFrom: encounter.referredFrom ?? undefined, icdCode: slip?.icdCode ?? undefined },
  });
  return proposal?.code;
}
