import type { Issue } from '../../domain/issue.ts';
import { derivedId } from '../../domain/ids.ts';
import type { Tranche } from '../../domain/prescriptions/split-documents.ts';
import type { Dosage, VisitPrescription, VisitPrescriptionLine } from '../../domain/visits/visit-record.ts';
import type { WriteTx } from '../doors.ts';
import { groupRows } from '../group-rows.ts';
import { row, rows, type Db } from '../knex.ts';
import type { Encounter } from './encounter-store.ts';

export type LinePayer = 'insurance' | 'self-pay' | 'programme' | 'outside';
export interface SignedLine extends VisitPrescriptionLine {
  dosageForm: string;
  payer: LinePayer;
  toxic: boolean;
}
export interface SignedPrescription extends Omit<VisitPrescription, 'lines'> {
  /** Common to the documents of one signing. */
  signingId: string;
  tranches: Tranche[];
  /** Of a small child, as the sheet must tell. */
  weightKg: string | null;
  guardianName: string | null;
  advice: string | null;
  /** Of the interaction catalogue the check ran against. */
  knowledgeVersion: string;
  lines: SignedLine[];
  overrides: { issue: Issue; reason: string }[];
}

/** Writes the signed document. There is no update: a prescription is only replaced. */
export async function insertPrescription(tx: WriteTx, encounter: Encounter, prescription: SignedPrescription): Promise<void> {
  const { facilityId } = encounter;
  const { lines, overrides, practitionerId, tranches, ...head } = prescription;
  await tx('prescriptions').insert({
    ...{ ...head, facilityId, encounterId: encounter.id, signedBy: practitionerId },
    tranches: tranches.length === 0 ? null : JSON.stringify(tranches),
  });
  await tx('prescriptionLines').insert(
    lines.map(({ dosage, ...line }) => ({
      ...line,
      facilityId,
      prescriptionId: prescription.id,
      dosage: JSON.stringify(dosage),
      days: dosage.days,
    })),
  );
  if (overrides.length === 0) return;
  await tx('prescriptionOverrides').insert(
    overrides.map(({ issue, reason }, i) => ({
      facilityId,
      id: derivedId(facilityId, 'override', prescription.id, String(i)),
      prescriptionId: prescription.id,
      issueCode: issue.code,
      issuePath: issue.path,
      issueParams: JSON.stringify(issue.params ?? {}),
      reason,
    })),
  );
}

export async function isCodeTaken(db: Db, facilityId: string, code: string): Promise<boolean> {
  return (
    (await row(db, `SELECT 1 AS one FROM prescriptions AS p WHERE p.facility_id = :facilityId AND p.code = :code`, {
      facilityId,
      code,
    })) !== undefined
  );
}

interface LineRow extends Omit<VisitPrescriptionLine, 'dosage' | 'ingredientCode' | 'registrationNumber' | 'atcCode'> {
  prescriptionId: string;
  dosage: Dosage;
  ingredientCode: string | null;
  registrationNumber: string | null;
  atcCode: string | null;
  payer: LinePayer;
  toxic: boolean;
}

export interface ReadPrescription extends Omit<VisitPrescription, 'lines'> {
  signingId: string;
  advice: string | null;
  prescriberName: string;
  tranches: Tranche[];
  weightKg: string | null;
  guardianName: string | null;
  withdrawnAt: string | null;
  withdrawnReason: string | null;
  lines: (VisitPrescriptionLine & { payer: LinePayer; toxic: boolean })[];
}

/** The prescriptions of a visit with their lines, in the order of signing; withdrawn ones too. */
export async function listPrescriptions(db: Db, facilityId: string, encounterId: string): Promise<ReadPrescription[]> {
  return (await listPrescriptionsOf(db, facilityId, [encounterId])).get(encounterId) ?? [];
}

interface HeadRow extends Omit<ReadPrescription, 'lines' | 'tranches'> {
  encounterId: string;
  tranches: Tranche[] | null;
}

/** The same of many visits; a visit without prescriptions is absent. */
export async function listPrescriptionsOf(db: Db, facilityId: string, encounterIds: string[]): Promise<Map<string, ReadPrescription[]>> {
  const heads = await rows<HeadRow>(
    db,
    `SELECT p.id, p.encounter_id, p.signing_id, p.code, p.type, p.signed_at, p.signed_by AS practitioner_id, p.advice, u.full_name AS prescriber_name,
            p.tranches, p.weight_kg, p.guardian_name, w.withdrawn_at, w.reason AS withdrawn_reason
       FROM prescriptions AS p
       JOIN users AS u ON u.id = p.signed_by
       LEFT JOIN prescription_withdrawals AS w ON w.facility_id = p.facility_id AND w.prescription_id = p.id
      WHERE p.facility_id = :facilityId AND p.encounter_id = ANY (CAST(:encounterIds AS uuid[]))
      ORDER BY p.signed_at, p.signing_id, array_position(ARRAY['c', 'n', 'h', 'y', 't'], p.type), p.id LIMIT :limit`,
    { facilityId, encounterIds, limit: 50 * encounterIds.length } as never,
  );
  const ids = heads.map(({ id }) => id);
  const found = await rows<LineRow>(
    db,
    `SELECT l.id, l.prescription_id, l.sequence, l.drug_code, l.drug_name, l.ingredient_code, l.registration_number, l.atc_code, l.strength,
            l.unit, l.route_code, l.route_name, l.quantity, l.dosage, l.dosage_text, l.payer, l.toxic
       FROM prescription_lines AS l
      WHERE l.facility_id = :facilityId AND l.prescription_id = ANY (CAST(:ids AS uuid[])) ORDER BY l.prescription_id, l.sequence LIMIT :limit`,
    { facilityId, ids, limit: 500 * encounterIds.length } as never,
  );
  const lines = groupRows(found, ({ prescriptionId }) => prescriptionId);
  const made = groupRows(heads, (head) => head.encounterId);
  return new Map([...made].map(([id, own]) => [id, own.map((head) => toPrescription(head, lines.get(head.id) ?? []))]));
}

const toPrescription = ({ encounterId: _, tranches, ...head }: HeadRow, lines: LineRow[]): ReadPrescription => ({
  ...head,
  tranches: tranches ?? [],
  lines: lines.map(toLine),
});

/** Which visit a document belongs to, whether it was taken back, and its lines: what withdrawing needs. */
export async function findPrescription(
  db: Db,
  facilityId: string,
  id: string,
): Promise<{ encounterId: string; withdrawn: boolean; lineIds: string[] } | undefined> {
  return await row(
    db,
    `SELECT p.encounter_id, w.id IS NOT NULL AS withdrawn,
            ARRAY(SELECT l.id FROM prescription_lines AS l WHERE l.facility_id = p.facility_id AND l.prescription_id = p.id) AS line_ids
       FROM prescriptions AS p
       LEFT JOIN prescription_withdrawals AS w ON w.facility_id = p.facility_id AND w.prescription_id = p.id
      WHERE p.facility_id = :facilityId AND p.id = :id`,
    { facilityId, id },
  );
}

/** Notes a print under the locked encounter; returns which copy it is, 0 for the first. */
export async function insertPrescriptionPrint(
  tx: WriteTx,
  print: { facilityId: string; id: string; prescriptionId: string; printedAt: string; printedBy: string },
): Promise<number> {
  const earlier = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM prescription_prints AS p WHERE p.facility_id = :facilityId AND p.prescription_id = :prescriptionId`,
    { facilityId: print.facilityId, prescriptionId: print.prescriptionId },
  );
  const copy = earlier?.count ?? 0;
  await tx('prescriptionPrints').insert({ ...print, copy });
  return copy;
}

export async function insertWithdrawal(
  tx: WriteTx,
  withdrawal: { facilityId: string; id: string; prescriptionId: string; reason: string; withdrawnAt: string; withdrawnBy: string },
): Promise<void> {
  await tx('prescriptionWithdrawals').insert(withdrawal);
}

function toLine({ prescriptionId: _, ingredientCode, registrationNumber, atcCode, ...line }: LineRow): ReadPrescription['lines'][number] {
  return {
    ...line,
    ...(ingredientCode === null ? {} : { ingredientCode }),
    ...(registrationNumber === null ? {} : { registrationNumber }),
    ...(atcCode === null ? {} : { atcCode }),
  };
}

/** The visit of the newest signing of a person here before one visit; its lines are what a doctor repeats. */
export async function findLastSigning(
  db: Db,
  at: { facilityId: string; patientId: string; beforeEncounterId: string },
): Promise<{ encounterId: string; signingId: string } | undefined> {
  return await row(
    db,
    `SELECT p.encounter_id, p.signing_id
       FROM encounters AS e
       JOIN prescriptions AS p ON p.facility_id = e.facility_id AND p.encounter_id = e.id
      WHERE e.facility_id = :facilityId AND e.patient_id = :patientId AND e.id <> :beforeEncounterId
        AND NOT EXISTS (SELECT 1 FROM prescription_withdrawals AS w WHERE w.facility_id = p.facility_id AND w.prescription_id = p.id)
      ORDER BY p.signed_at DESC, p.id DESC LIMIT 1`,
    at,
  );
}
