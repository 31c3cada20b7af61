import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { findBill, listCharges } from '../../db/stores/charge-store.ts';
import { findCode } from '../../db/stores/code-catalogue-store.ts';
import { findClosure, findEncounter, listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { listPayerChanges } from '../../db/stores/payer-change-store.ts';
import { localDay } from '../../domain/dates.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import type { Bill } from '../../domain/visits/visit-record.ts';
import type { ApiCtx } from '../http/context.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import { notFound } from '../http/errors.ts';
import type { CoverageView, Shares } from './coverage-schemas.ts';

/** Who pays for a visit: its cards, the category, the shares as they stand now, and who changed the payer before. */
export async function viewCoverage(ctx: ApiCtx, encounterId: string): Promise<CoverageView> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    await openRecord(tx, ctx, { patientId: encounter.patientId, encounterId });
    const { id, version, code, state, startedAt, patientId, arrivalCategory, arrivalReason } = encounter;
    const named = await findCode(tx, 'MA_DOITUONG_KCB', { code: arrivalCategory, day: localDay(startedAt) });
    return {
      ...{ encounterId: id, version, code, state, startedAt, patientId, arrivalCategory, arrivalReason },
      arrivalCategoryName: named?.name ?? arrivalCategory,
      patientName: (await findPatient(tx, patientId))?.fullName ?? '',
      roomName: (await findRoom(tx, ctx.facilityId, encounter.roomId))?.name ?? '',
      cards: await viewCards(tx, encounter),
      shares: await viewShares(tx, encounter),
      changes: await listPayerChanges(tx, ctx.facilityId, encounterId),
    };
  });
}

async function viewCards(tx: ReadTx, encounter: Encounter): Promise<CoverageView['cards']> {
  const cards = await listCoverages(tx, encounter.facilityId, encounter.id);
  const counting = new Set(cardsInUse(cards).map(({ id }) => id));
  return cards.map((card) => ({ ...card, counts: counting.has(card.id) }));
}

/** The stored bill of a closed visit, or the bill as it stands now. */
async function viewShares(tx: ReadTx, encounter: Encounter): Promise<Shares> {
  const closure = await findClosure(tx, encounter.facilityId, encounter.id);
  const stored = closure === undefined ? undefined : await findBill(tx, encounter.facilityId, closure.id);
  if (stored !== undefined) return sharesOf(stored);
  return sharesOf(await computeEncounterBill(tx, encounter, await listCharges(tx, encounter.facilityId, encounter.id)));
}

/** What a bill says of who pays how much. */
export const sharesOf = ({ benefitRate, rateReason, totals }: Bill): Shares => ({ benefitRate, rateReason, ...totals });
