import type { ReadTx } from '../../db/doors.ts';
import { findBill, listCharges } from '../../db/stores/charge-store.ts';
import { findClosure, listCoverages, type Encounter } from '../../db/stores/encounter-store.ts';
import { readInsuranceParameters } from '../../db/stores/parameter-store.ts';
import { localDay } from '../../domain/dates.ts';
import { computeBill, type BillCard } from '../../domain/insurance/compute-bill.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';
import type { BillView } from './encounter-schemas.ts';

/** The shares of a visit as the law of the admission day gives them, from what has been done so far. */
export async function computeEncounterBill(tx: ReadTx, encounter: Encounter, charges: ChargeLine[]): Promise<Bill> {
  const coverages = await listCoverages(tx, encounter.facilityId, encounter.id);
  return computeBill({
    parameters: await readInsuranceParameters(tx, localDay(encounter.startedAt)),
    careType: encounter.careType,
    arrivalCategory: encounter.arrivalCategory,
    cards: coverages.map(({ validFrom, validTo, exemptFrom, cardRate }): BillCard => ({
      validFrom,
      cardRate,
      ...(validTo === null ? {} : { validTo }),
      ...(exemptFrom === null ? {} : { exemptFrom }),
    })),
    lines: charges,
  });
}

/** The stored bill of a closed visit, or the bill as it stands now. */
export async function viewBill(tx: ReadTx, encounter: Encounter): Promise<BillView> {
  const charges = await listCharges(tx, encounter.facilityId, encounter.id);
  const closure = await findClosure(tx, encounter.facilityId, encounter.id);
  const stored = closure === undefined ? undefined : await findBill(tx, encounter.facilityId, closure.id);
  return billView(encounter.id, charges, stored ?? (await computeEncounterBill(tx, encounter, charges)), stored !== undefined);
}

export function billView(encounterId: string, charges: ChargeLine[], bill: Bill, final: boolean): BillView {
  const byId = new Map(charges.map((charge) => [charge.id, charge]));
  return {
    encounterId,
    final,
    benefitRate: bill.benefitRate,
    rateReason: bill.rateReason,
    totals: bill.totals,
    lines: bill.lines.map((line) => {
      const charge = byId.get(line.chargeId);
      if (charge === undefined) throw new Error('a bill line without its charge');
      const { kind, name, unit, quantity, hospitalPrice, insurancePrice, serviceRatio, insuranceRatio } = charge;
      return { ...line, kind, name, unit, quantity, hospitalPrice, insurancePrice, serviceRatio, insuranceRatio };
    }),
  };
}
