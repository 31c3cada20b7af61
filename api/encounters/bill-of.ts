import type { ReadTx } from '../../db/doors.ts';
import type { Encounter } from '../../db/stores/encounter-store.ts';
import type { Bill, ChargeLine } from '../../domain/visits/visit-record.ts';
import { readEncounterBill } from '../http/encounter-bill.ts';
import type { BillView } from './encounter-schemas.ts';

/** The stored bill of a closed visit, or the bill as it stands now. */
export async function viewBill(tx: ReadTx, encounter: Encounter): Promise<BillView> {
  const { bill, charges, closure } = await readEncounterBill(tx, encounter);
  return billView(encounter.id, charges, bill, closure !== undefined);
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
