import { auditSubject, write } from '../../db/doors.ts';
import {
  adjustCharge,
  findCharge,
  listAdjustments,
  type AdjustableCharge,
  type ChargeFields,
} from '../../db/stores/charge-adjustment-store.ts';
import { touchEncounter } from '../../db/stores/encounter-store.ts';
import { isZero, min } from '../../domain/money.ts';
import { checkAdjustment } from '../../domain/payments/check-reduction.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { lockOpen } from '../http/lock-encounter.ts';
import type { AdjustCharge } from './reduction-schemas.ts';

/** Puts quantity or price of a charge right, or takes it out of the insurance and back, with the reason; what it was stays on file. */
export async function putChargeRight(ctx: ApiCtx, chargeId: string, input: AdjustCharge): Promise<{ id: string }> {
  return await write(ctx, 'charge.adjust', async (tx) => {
    const found = await findCharge(tx, ctx.facilityId, chargeId);
    if (found === undefined) throw notFound('charge_not_found');
    const encounter = await lockOpen(tx, ctx, found.encounterId);
    // Read again under the lock: the window may have corrected or the doctor cancelled it a moment ago.
    const charge = await findCharge(tx, ctx.facilityId, chargeId);
    if (charge === undefined) throw notFound('charge_not_found');
    const earlier = (await listAdjustments(tx, ctx.facilityId, encounter.id)).filter((one) => one.chargeLineId === chargeId);
    // How it was insured before somebody took it out by hand.
    const listed = earlier.map(({ before }) => before).find(({ listedRatio }) => !isZero(listedRatio));
    const before = { ...charge, insured: isInsured(charge), drug: charge.kind === 'drug', insurable: listed !== undefined };
    const wanted = {
      quantity: input.quantity ?? charge.quantity,
      hospitalPrice: input.price ?? charge.hospitalPrice,
      insured: input.insured ?? before.insured,
    };
    const issues = checkAdjustment(before, wanted);
    if (issues.length > 0) throw rejected(issues);
    const after = {
      ...fieldsOf(charge),
      ...termsOf(charge, wanted),
      ...(wanted.insured === before.insured ? {} : coverOf(wanted.insured, listed)),
    };
    const { id, reason } = input;
    await adjustCharge(tx, {
      ...{ facilityId: ctx.facilityId, id, encounterId: encounter.id, chargeLineId: chargeId, before: fieldsOf(charge), after, reason },
      ...{ adjustedAt: ctx.now, adjustedBy: ctx.actor.userId },
    });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId: encounter.id, objectId: chargeId, reason });
    return { id };
  });
}

const isInsured = ({ scope, listedRatio }: AdjustableCharge): boolean => scope !== '2' && !isZero(listedRatio);

const fieldsOf = (charge: AdjustableCharge): ChargeFields => {
  const { quantity, hospitalPrice, insurancePrice, scope, insuranceRatio, listedInScope, listedRatio } = charge;
  return { quantity, hospitalPrice, insurancePrice, scope, insuranceRatio, listedInScope, listedRatio };
};

/** The insurer's price never rises by hand; a lower price of the house lowers it too. */
const termsOf = (charge: AdjustableCharge, wanted: { quantity: string; hospitalPrice: string }) => ({
  quantity: wanted.quantity,
  hospitalPrice: wanted.hospitalPrice,
  insurancePrice: min(charge.insurancePrice, wanted.hospitalPrice),
});

/** The list is changed with it, so that another card does not bring the old cover back. */
function coverOf(insured: boolean, listed: ChargeFields | undefined) {
  if (!insured || listed === undefined) return { scope: '2', insuranceRatio: '0', listedInScope: false, listedRatio: '0' } as const;
  const { scope, insuranceRatio, listedInScope, listedRatio } = listed;
  return { scope, insuranceRatio, listedInScope, listedRatio };
}
