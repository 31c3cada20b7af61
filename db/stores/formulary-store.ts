import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';
import { searchWords } from './search-words.ts';

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

export interface FormularyEntry extends FormularyItem {
  version: number;
}

/** The facility's entries in force on a day or later, by drug; `query` narrows by code or words of the name. */
export async function listFormulary(
  db: Db,
  facilityId: string,
  asked: { query: string; day: Day; limit: number },
): Promise<FormularyEntry[]> {
  const words = searchWords(asked.query);
  return await rows<FormularyEntry>(
    db,
    `SELECT f.id, f.version, f.drug_code, f.unit_price, f.registration_number, f.tender, f.insurance_ratio, f.valid_from, f.valid_to
       FROM formulary_items AS f
      WHERE f.facility_id = :facilityId AND (f.valid_to IS NULL OR f.valid_to >= :day)
        ${words === undefined ? '' : `AND f.drug_code IN (SELECT d.code FROM drugs AS d WHERE d.code LIKE :code OR (d.tokens @> CAST(:whole AS text[]) AND ' ' || d.name_folded LIKE :last))`}
      ORDER BY f.drug_code, f.valid_from LIMIT :limit`,
    { ...words, facilityId, day: asked.day, limit: asked.limit } as never,
  );
}

export async function lockFormularyItem(tx: WriteTx, facilityId: string, id: string): Promise<FormularyEntry | undefined> {
  return await tx<FormularyEntry & { facilityId: string }>('formularyItems').where({ facilityId, id }).forUpdate().first();
}

/** All entries of a drug, held until commit, so that two people cannot make periods that overlap. */
export async function lockFormularyOf(tx: WriteTx, facilityId: string, drugCode: string): Promise<FormularyEntry[]> {
  return await tx<FormularyEntry & { facilityId: string }>('formularyItems')
    .where({ facilityId, drugCode })
    .orderBy('validFrom')
    .limit(500)
    .forUpdate();
}

export async function endFormularyItem(tx: WriteTx, item: { facilityId: string; id: string }, validTo: Day): Promise<void> {
  await tx('formularyItems').where(item).update({ validTo });
}
