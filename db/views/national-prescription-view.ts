import type { NationalFacts } from '../../domain/prescriptions/build-national-prescription.ts';
import type { Tranche } from '../../domain/prescriptions/split-documents.ts';
import { row, rows, type Db } from '../knex.ts';

type Prescription = NationalFacts['prescription'];
interface Head extends Omit<Prescription, 'lines' | 'tranches'> {
  encounterId: string;
  patientId: string;
  tranches: Tranche[] | null;
  cardNumber: string | null;
  followUpOn: string | null;
}

/** A signed prescription as the national system wants to hear of it; undefined when the facility has none of that id. */
export async function readNationalFacts(db: Db, facilityId: string, prescriptionId: string): Promise<NationalFacts | undefined> {
  const head = await findHead(db, { facilityId, prescriptionId });
  if (head === undefined) return undefined;
  const { encounterId, patientId, cardNumber, followUpOn, tranches, ...prescription } = head;
  const person = await findPerson(db, patientId);
  if (person === undefined) throw new Error('the patient of a prescription is gone');
  return {
    prescription: { ...prescription, tranches: tranches ?? [], lines: await listLines(db, { facilityId, prescriptionId }) },
    person,
    cardNumber,
    followUpOn,
    diagnoses: await rows<NationalFacts['diagnoses'][number]>(
      db,
      `SELECT d.icd_code, d.name, d.text FROM diagnoses AS d
        WHERE d.facility_id = :facilityId AND d.encounter_id = :encounterId AND d.retracted_at IS NULL ORDER BY d.rank, d.id LIMIT 20`,
      { facilityId, encounterId },
    ),
  };
}

type Key = { facilityId: string; prescriptionId: string };

async function findHead(db: Db, key: Key): Promise<Head | undefined> {
  return await row<Head>(
    db,
    `SELECT p.encounter_id, e.patient_id, p.code, p.type, p.signed_at, p.advice, p.weight_kg, p.guardian_name, p.tranches,
            (SELECT c.card_number FROM encounter_coverages AS c WHERE c.facility_id = e.facility_id AND c.encounter_id = e.id
              ORDER BY c.used_from DESC, c.sequence DESC, c.id DESC LIMIT 1) AS card_number,
            (SELECT min(a.day) FROM appointments AS a WHERE a.facility_id = e.facility_id AND a.from_encounter_id = e.id AND a.state = 'booked')
              AS follow_up_on
       FROM prescriptions AS p
       JOIN encounters AS e ON e.facility_id = p.facility_id AND e.id = p.encounter_id
      WHERE p.facility_id = :facilityId AND p.id = :prescriptionId`,
    { ...key },
  );
}

async function listLines(db: Db, key: Key): Promise<Prescription['lines']> {
  return await rows<Prescription['lines'][number]>(
    db,
    // Brand and ingredient as of the day of signing; a drug that has left the catalogue keeps its printed name.
    `SELECT l.drug_code, l.registration_number, d.brand, d.ingredient, l.drug_name, l.unit, l.quantity, l.days, l.dosage_text
       FROM prescription_lines AS l
       JOIN prescriptions AS p ON p.facility_id = l.facility_id AND p.id = l.prescription_id
       LEFT JOIN LATERAL (
         SELECT x.brand, x.ingredient FROM drugs AS x
          WHERE x.code = l.drug_code AND x.valid_from <= (p.signed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY x.valid_from DESC LIMIT 1
       ) AS d ON true
      WHERE l.facility_id = :facilityId AND l.prescription_id = :prescriptionId ORDER BY l.sequence LIMIT 50`,
    { ...key },
  );
}

async function findPerson(db: Db, patientId: string): Promise<NationalFacts['person'] | undefined> {
  return await row<NationalFacts['person']>(
    db,
    `SELECT p.full_name, p.sex, p.birth_date, p.phone, p.guardian_phone,
            (SELECT i.value FROM patient_identifiers AS i WHERE i.patient_id = p.id AND i.system = 'citizen-id' AND i.valid_to IS NULL
              ORDER BY i.valid_from DESC, i.id LIMIT 1) AS citizen_id,
            NULLIF(concat_ws(', ', NULLIF(p.address_text, ''), c.name, v.full_name), '') AS address, v.full_name AS province
       FROM patients AS p
       LEFT JOIN LATERAL (SELECT x.name, x.province_code FROM communes AS x WHERE x.code = p.commune_code ORDER BY x.valid_from DESC LIMIT 1) AS c ON true
       LEFT JOIN LATERAL (SELECT x.full_name FROM provinces AS x WHERE x.code = c.province_code ORDER BY x.valid_from DESC LIMIT 1) AS v ON true
      WHERE p.id = :patientId`,
    { patientId },
  );
}
