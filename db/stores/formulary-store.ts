import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export interface FormularyItem {
  id: string;
  drugCode: string;
  unitPrice: string;
  registrationNumber: string | null;
  tender: string | null;
  insuranceRatio: string;
  validFrom: Day;
  validTo: Day | null;
}

export async function insertFormularyItems(tx: WriteTx, facilityId: string, items: FormularyItem[]): Promise<void> {
  for (let i = 0; i < items.length; i += 500) {
    await tx('formularyItems').insert(items.slice(i, i + 500).map((item) => ({ ...item, facilityId })));
  }
}

/** The facility's entries for drugs in force on a day, by drug code. */
export async function findFormularyItems(db: Db, facilityId: string, drugCodes: string[], day: Day): Promise<Map<string, FormularyItem>> {
  const found = await rows<FormularyItem>(
    db,
    `SELECT DISTINCT ON (f.drug_code) f.id, f.drug_code, f.unit_price, f.registration_number, f.tender, f.insurance_ratio, f.valid_from, f.valid_to
       FROM formulary_items AS f
      WHERE f.facility_id = :facilityId AND f.drug_code = ANY (:drugCodes) AND f.valid_from <= :day AND (f.valid_to IS NULL OR f.valid_to >= :day)
      ORDER BY f.drug_code, f.valid_from DESC LIMIT 500`,
    { facilityId, drugCodes, day } as never,
  );
  return new Map(found.map((item) => [item.drugCode, item]));
}
