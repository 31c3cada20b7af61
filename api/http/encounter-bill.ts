import type { ReadTx } from '../../db/doors.ts';
import { findBill, listCharges } from '../../db/stores/charge-store.ts';
import { findClosure, listCoverages, type Closure, type Encounter } from '../../db/stores/encounter-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { listReductions, reducedBy } from '../../db/stores/receipt-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { CardsOfVisit } from '../../domain/insurance/card-of-cost.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { computeBill, type BillCard } from '../../domain/insurance/compute-bill.ts';
import { isZero } from '../../domain/money.ts';
import { shareSupport } from '../../domain/payments/share-support.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';

/** The shares of a visit as the law of the admission day gives them, from what has been done so far and who else pays. */
export async function computeEncounterBill(tx: ReadTx, encounter: Encounter, charges: ChargeLine[]): Promise<Bill> {
  const input = { ...(await readCards(tx, encounter)), careType: encounter.careType };
  const bill = computeBill({ ...input, lines: charges });
  const support = reducedBy(await listReductions(tx, encounter.facilityId, encounter.id), 'support');
  return isZero(support) ? bill : computeBill({ ...input, lines: shareSupport(charges, bill, support) });
}

export interface EncounterBill {
  bill: Bill;
  charges: ChargeLine[];
  /** The closing whose stored bill this is; undefined while the bill is live. */
  closure: Closure | undefined;
}

/** The stored bill of a closed visit, or the bill as it stands now. */
export async function readEncounterBill(tx: ReadTx, encounter: Encounter): Promise<EncounterBill> {
  const charges = await listCharges(tx, encounter.facilityId, encounter.id);
  const closure = await findClosure(tx, encounter.facilityId, encounter.id);
  const stored = closure === undefined ? undefined : await findBill(tx, encounter.facilityId, closure.id);
  if (stored !== undefined) return { bill: stored, charges, closure };
  return { bill: await computeEncounterBill(tx, encounter, charges), charges, closure: undefined };
}

/** The cards of a visit as costs fall under them, with the parameters of its first day. */
export async function readCards(tx: ReadTx, encounter: Encounter): Promise<CardsOfVisit<BillCard & { cardNumber: string }>> {
  const coverages = cardsInUse(await listCoverages(tx, encounter.facilityId, encounter.id));
  return {
    parameters: await readInsuranceParameters(tx, localDay(encounter.startedAt)),
    arrivalCategory: encounter.arrivalCategory,
    cards: coverages.map(({ cardNumber, validFrom, validTo, exemptFrom, cardRate, usedFrom, sequence }) => ({
      cardNumber,
      validFrom,
      cardRate,
      ...(validTo === null ? {} : { validTo }),
      ...(exemptFrom === null ? {} : { exemptFrom }),
      // The card shown on arrival covers the visit from its beginning.
      ...(sequence === 1 ? {} : { usedFrom }),
    })),
  };
}
