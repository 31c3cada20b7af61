import type { ReadTx } from '../../db/doors.ts';
import { findBill, listCharges } from '../../db/stores/charge-store.ts';
import { findClosure, type Encounter } from '../../db/stores/encounter-store.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';
import { computeEncounterBill } from '../http/encounter-bill.ts';
import type { BillView } from './encounter-schemas.ts';

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
