import type { ReadTx } from '../../db/doors.ts';
import { listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { CardsOfVisit } from '../../domain/insurance/card-of-cost.ts';
import { cardsInUse } from '../../domain/insurance/cards-in-use.ts';
import { computeBill, type BillCard } from '../../domain/insurance/compute-bill.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';

/** The shares of a visit as the law of the admission day gives them, from what has been done so far. */
export async function computeEncounterBill(tx: ReadTx, encounter: Encounter, charges: ChargeLine[]): Promise<Bill> {
  return computeBill({ ...(await readCards(tx, encounter)), careType: encounter.careType, lines: charges });
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
