import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { listCoverages, touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findCard, type InsuranceCard } from '../../db/stores/insurance-card-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { localDay, startOfDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { lockOpen } from '../http/lock-encounter.ts';
import { reassessRatios } from '../http/reassess-ratios.ts';
import type { ChangeCard, ChangedCard } from './coverage-schemas.ts';
import { judgeCard, saveCard, toCard } from './save-card.ts';
import { useCard } from './use-card.ts';

const UNINSURED = '9';

/** Another card in mid-visit: both stay, and each cost follows the card in force when it was ordered. */
export async function changeCard(ctx: ApiCtx, encounterId: string, input: ChangeCard): Promise<ChangedCard> {
  return await write(ctx, 'coverage.add', async (tx) => {
    const encounter = await lockOpen(tx, ctx, encounterId);
    // Who pays for the visit changes by its own act, with the category.
    if (encounter.arrivalCategory === UNINSURED) throw conflict('encounter_not_insured');
    const parameters = await readInsuranceParameters(tx, localDay(ctx.now));
    const shown = await shownCard(tx, encounter, input);
    const usedFrom = startOf(encounter, shown, input.usedFrom, ctx.now);
    const found = judgeCard(shown, localDay(usedFrom), parameters);
    const card = input.card.kind === 'new-card' ? await saveCard(tx, shown) : shown;
    const used = await listCoverages(tx, ctx.facilityId, encounterId);
    const sequence = Math.max(...used.map((one) => one.sequence), 0) + 1;
    const { id, reason, eligibilityCheckId: checkId } = input;
    const issues = await useCard(tx, ctx, { id, encounterId, card, parameters, usedFrom, sequence, checkId, reason });
    await reassessRatios(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id, reason });
    return { id, cardId: card.id, usedFrom, version: await touchEncounter(tx, encounter), issues: [...found, ...issues] };
  });
}

async function shownCard(tx: WriteTx, encounter: Encounter, { card }: ChangeCard): Promise<InsuranceCard> {
  if (card.kind === 'new-card') return toCard(encounter.patientId, card.card);
  const known = await findCard(tx, encounter.patientId, card.cardId);
  if (known === undefined) throw notFound('card_not_found');
  return known;
}

/** From its first valid day, or from the beginning of the visit when that is later (NĐ 188/2025 Đ21). */
function startOf(encounter: Encounter, { validFrom }: InsuranceCard, given: string | undefined, now: string): string {
  const begun = Date.parse(encounter.startedAt);
  const at = given === undefined ? Math.max(begun, Date.parse(startOfDay(validFrom))) : Date.parse(given);
  if (at < begun || at > Date.parse(now)) throw rejected([error('card_use_outside_visit', 'usedFrom')]);
  return new Date(at).toISOString();
}
