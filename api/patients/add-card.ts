import { auditSubject, write } from '../../db/doors.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import type { CardData } from './patient-schemas.ts';
import { judgeCard, saveCard, toCard } from './save-card.ts';
import { lockLivePatient } from './save-patient.ts';

/** Adds a card to a person without a visit. It may have ended: it is judged for its own first day, not for today. */
export async function addCard(ctx: ApiCtx, patientId: string, data: CardData): Promise<{ id: string }> {
  return await write(ctx, 'patient.card.add', async (tx) => {
    await lockLivePatient(tx, patientId);
    const card = toCard(patientId, data);
    judgeCard(card, card.validFrom, await readInsuranceParameters(tx, localDay(ctx.now)));
    const { id } = await saveCard(tx, card);
    auditSubject(tx, { patientId, objectId: id });
    return { id };
  });
}
