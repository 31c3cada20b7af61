import type { Instant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/money.ts';
import type { ClinicalDispensing } from '../../domain/visits/clinical-findings.ts';
import type { ReadTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { rows } from '../knex.ts';
import { present } from '../present.ts';

interface HeldRow {
  encounterId: string;
  prescriptionLineId: string;
  quantity: Decimal;
  handedOverAt: Instant;
  dispensedById: string;
  isSubstitute: boolean;
  substituteName: string;
  atcCode: string | null;
  ingredientCode: string | null;
  registrationNumber: string | null;
  reason: string | null;
}

/** What went over the window for each line of a prescription in force, less what came back, with the last hand-over; by visit. */
export async function readDispensings(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, ClinicalDispensing[]>> {
  const found = await rows<HeldRow>(
    tx,
    `SELECT p.encounter_id, l.id AS prescription_line_id, sum(CASE d.kind WHEN 'dispense' THEN i.quantity ELSE -i.quantity END) AS quantity,
            g.posted_at AS handed_over_at, g.posted_by AS dispensed_by_id, g.drug_code <> l.drug_code AS is_substitute,
            COALESCE(n.name, g.drug_code) AS substitute_name, n.atc_code, n.insurance_code AS ingredient_code, g.registration_number, s.reason
       FROM prescriptions AS p
       JOIN prescription_lines AS l ON l.facility_id = p.facility_id AND l.prescription_id = p.id
       JOIN stock_document_lines AS i ON i.facility_id = l.facility_id AND i.prescription_line_id = l.id
       JOIN stock_documents AS d ON d.facility_id = i.facility_id AND d.id = i.document_id AND d.state = 'posted'
       JOIN LATERAL (
         SELECT c.posted_at, c.posted_by, o.drug_code, o.registration_number
           FROM stock_document_lines AS h
           JOIN stock_documents AS c ON c.facility_id = h.facility_id AND c.id = h.document_id AND c.kind = 'dispense' AND c.state = 'posted'
           JOIN stock_lots AS o ON o.facility_id = h.facility_id AND o.id = h.lot_id
          WHERE h.facility_id = l.facility_id AND h.prescription_line_id = l.id ORDER BY c.posted_at DESC, h.id DESC LIMIT 1
       ) AS g ON true
       LEFT JOIN LATERAL (
         SELECT concat_ws(' ', u.ingredient, '(' || u.brand || ')', u.strength) AS name, u.atc_code, u.insurance_code FROM drugs AS u
          WHERE u.code = g.drug_code ORDER BY u.valid_from DESC LIMIT 1
       ) AS n ON true
       LEFT JOIN LATERAL (
         SELECT b.reason FROM drug_substitutions AS b WHERE b.facility_id = l.facility_id AND b.line_id = l.id ORDER BY b.recorded_at DESC LIMIT 1
       ) AS s ON true
      WHERE p.facility_id = :facilityId AND p.encounter_id = ANY (CAST(:encounterIds AS uuid[]))
        AND NOT EXISTS (SELECT FROM prescription_withdrawals AS w WHERE w.facility_id = p.facility_id AND w.prescription_id = p.id)
      GROUP BY p.encounter_id, l.id, l.sequence, l.drug_code, p.signed_at, g.posted_at, g.posted_by, g.drug_code, g.registration_number, n.name, n.atc_code,
               n.insurance_code, s.reason
      ORDER BY p.signed_at, l.sequence, l.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 200 * encounterIds.length } as never,
  );
  const made = groupRows(found, ({ encounterId }) => encounterId);
  return new Map([...made].map(([id, own]) => [id, own.map(toDispensing)]));
}

function toDispensing(row: HeldRow): ClinicalDispensing {
  const { prescriptionLineId, quantity, handedOverAt, dispensedById } = row;
  const { substituteName: name, atcCode, ingredientCode, registrationNumber, reason } = row;
  const substitute = { name, ...present({ atcCode, ingredientCode, registrationNumber, reason }) };
  return { prescriptionLineId, quantity, handedOverAt, dispensedById, ...(row.isSubstitute ? { substitute } : {}) };
}
