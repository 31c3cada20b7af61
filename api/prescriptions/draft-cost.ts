import type { ReadTx } from '../../db/doors.ts';
import { listCharges } from '../../db/stores/charge-store.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import { add, compare, type Decimal } from '../../domain/money.ts';
import type { ApiCtx } from '../http/context.ts';
import { chargesOf } from '../http/drug-charges.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import type { Prescribing } from './prescribing-facts.ts';
import type { CheckPrescription, PrescriptionIssues } from './prescription-schemas.ts';
import { signedLines } from './signed-lines.ts';

/** Charges of a bill that is only thought; no department is asked for. */
const NOWHERE = '';

/**
 * What the draft would cost, what of it the patient would pay, and what the patient would pay for the whole visit with it: the bill as it would stand
 * after the signature, computed by the same rule. Null while a line has no drug or no quantity that could be charged.
 */
export async function costOfDraft(
  tx: ReadTx,
  ctx: ApiCtx,
  encounter: Encounter,
  draft: { lines: CheckPrescription['lines']; prescribing: Prescribing },
): Promise<PrescriptionIssues['cost']> {
  const { lines, drugs } = draft.prescribing;
  if (lines.some(({ drugCode, quantity }) => !drugs.has(drugCode) || compare(quantity, '0') <= 0)) return null;
  const added = await chargesOf(tx, ctx, encounter, { lines: signedLines(draft.lines, draft.prescribing), departmentCode: NOWHERE });
  const before = await listCharges(tx, encounter.facilityId, encounter.id);
  const thought = added.map((charge, i) => ({ ...charge, id: charge.sourceId, sequence: before.length + i + 1 }));
  const bill = await computeEncounterBill(tx, encounter, [...before, ...thought]);
  const ids = new Set(thought.map(({ id }) => id));
  const ofDraft = bill.lines.filter(({ chargeId }) => ids.has(chargeId));
  return {
    amount: add('0', ...ofDraft.map(({ hospitalAmount }) => hospitalAmount)),
    patientAmount: add('0', ...ofDraft.map(paid)),
    visitPatientAmount: paid(bill.totals),
  };
}

const paid = ({ copayAmount, selfPayAmount }: { copayAmount: Decimal; selfPayAmount: Decimal }): Decimal => add(copayAmount, selfPayAmount);
