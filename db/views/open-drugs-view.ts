import type { Day } from '../../domain/dates.ts';
import { computeDailyQuantity } from '../../domain/prescriptions/dosage.ts';
import type { OpenLine } from '../../domain/prescriptions/prescribing-facts.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { Dosage } from '../../domain/visits/visit-record.ts';
import { rows, type Db } from '../knex.ts';

/** Whose drugs, without one prescription when it is the one that is looked at. */
interface WhoseDrugs {
  facilityId: string;
  patientId: string;
  withoutId?: string;
}

/**
 * What still acts in a person by what this facility knows: prescriptions whose days are not over, and what was given from a duty cabinet
 * today or the day before. A drug of `drugCodes` that the cabinet gave is left out: a dose more of it is what the doctor orders now.
 */
export async function readOpenLines(
  db: Db,
  whose: WhoseDrugs,
  { today, drugCodes }: { today: Day; drugCodes: string[] },
): Promise<OpenLine[]> {
  const prescribed = await listPrescribed(db, whose, today);
  const given = await listGiven(db, whose, today);
  return [
    ...prescribed.map(({ drugCode, dosage }) => ({ drugCode, dailyQuantity: computeDailyQuantity(dosage) })),
    ...given
      .filter(({ drugCode }) => itemKindOf(drugCode) === 'drug' && !drugCodes.includes(drugCode))
      .map(({ drugCode }) => ({ drugCode, dailyQuantity: '0' })),
  ];
}

/** The drug that was really given, neither withdrawn nor waived. */
async function listPrescribed(
  db: Db,
  { facilityId, patientId, withoutId }: WhoseDrugs,
  today: Day,
): Promise<{ drugCode: string; dosage: Dosage }[]> {
  return await rows(
    db,
    `SELECT COALESCE(w.drug_code, l.drug_code) AS drug_code, l.dosage
       FROM encounters AS e
       JOIN prescriptions AS p ON p.facility_id = e.facility_id AND p.encounter_id = e.id
       JOIN prescription_lines AS l ON l.facility_id = p.facility_id AND l.prescription_id = p.id
       LEFT JOIN dispensing_order_lines AS w ON w.facility_id = l.facility_id AND w.id = l.id
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.started_at > CAST(:today AS date) - interval '120 days'
        AND p.id IS DISTINCT FROM CAST(:withoutId AS uuid)
        AND NOT EXISTS (SELECT 1 FROM prescription_withdrawals AS x WHERE x.facility_id = p.facility_id AND x.prescription_id = p.id)
        AND ((p.signed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + l.days) > CAST(:today AS date)
        AND (w.id IS NULL OR w.waived < w.quantity)
      ORDER BY l.drug_code, l.id LIMIT 200`,
    { facilityId, patientId, withoutId: withoutId ?? null, today },
  );
}

/** Doses of a duty cabinet that were not taken back. */
async function listGiven(db: Db, { facilityId, patientId }: WhoseDrugs, today: Day): Promise<{ drugCode: string }[]> {
  return await rows(
    db,
    `SELECT DISTINCT g."drugCode" AS drug_code
       FROM encounters AS e
       JOIN cabinet_issues AS c ON c.facility_id = e.facility_id AND c.encounter_id = e.id
       JOIN stock_documents AS d ON d.facility_id = c.facility_id AND d.id = c.id
      CROSS JOIN LATERAL jsonb_to_recordset(c.lines) AS g("drugCode" text)
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.started_at > CAST(:today AS date) - interval '120 days'
        AND d.day >= CAST(:today AS date) - 1
        AND NOT EXISTS (SELECT 1 FROM stock_documents AS v WHERE v.facility_id = d.facility_id AND v.reverses_id = d.id)
      ORDER BY drug_code LIMIT 200`,
    { facilityId, patientId, today },
  );
}
