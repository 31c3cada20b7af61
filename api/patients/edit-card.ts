import { auditSubject, write } from '../../db/doors.ts';
import { findSameCard, lockCard, updateCard } from '../../db/stores/insurance-card-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound } from '../http/errors.ts';
import type { EditCard, EditedCard } from './coverage-schemas.ts';
import { judgeCard, toCard } from './save-card.ts';
import { lockLivePatient } from './save-patient.ts';

/** Corrects a card against the version that was seen; visits keep the card as they used it. */
export async function editCard(
  ctx: ApiCtx,
  at: { patientId: string; cardId: string },
  { version, ...data }: EditCard,
): Promise<EditedCard> {
  return await write(ctx, 'patient.card.edit', async (tx) => {
    await lockLivePatient(tx, at.patientId);
    const card = await lockCard(tx, at.patientId, at.cardId);
    if (card === undefined) throw notFound('card_not_found');
    if (card.version !== version) throw conflict('stale_version', 'version');
    const { id: _, version: __, patientId: ___, ...fields } = toCard(at.patientId, { ...data, id: card.id });
    const issues = judgeCard(fields, fields.validFrom, await readInsuranceParameters(tx, localDay(ctx.now)));
    const same = await findSameCard(tx, { patientId: at.patientId, ...fields });
    if (same !== undefined && same.id !== card.id) throw conflict('card_exists', 'card.cardNumber');
    auditSubject(tx, { patientId: at.patientId, objectId: card.id });
    return { id: card.id, version: await updateCard(tx, card, fields), issues };
  });
}
