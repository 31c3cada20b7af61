import type { Day } from '../../domain/dates.ts';
import type { DiseaseRow } from '../../domain/insurance/disease-annex.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';
import { readParameters } from './code-catalogue-store.ts';

export interface Slip {
  facilityId: string;
  id: string;
  version: number;
  patientId: string;
  kind: 'referral' | 're-examination';
  number: string;
  fromFacilityCode: string;
  signedOn: Day;
  icdCode: string | null;
  yearly: boolean;
  validTo: Day | null;
  recordedAt: string;
  recordedBy: string;
}

type Paper = Pick<Slip, 'facilityId' | 'patientId' | 'kind' | 'number' | 'fromFacilityCode'>;

/** The paper as it was recorded before, if it was. */
export async function findSlip(db: Db, { facilityId, patientId, kind, number, fromFacilityCode }: Paper): Promise<Slip | undefined> {
  return await db<Slip>('referralSlips').where({ facilityId, patientId, kind, number, fromFacilityCode }).first();
}

/** Records a paper, or finds the one that is there, and holds it until commit: two desks cannot use it at once. */
export async function holdSlip(tx: WriteTx, slip: Omit<Slip, 'version'>): Promise<Slip> {
  await tx('referralSlips').insert(slip).onConflict(['facility_id', 'patient_id', 'kind', 'from_facility_code', 'number']).ignore();
  const { facilityId, patientId, kind, number, fromFacilityCode } = slip;
  const held = await tx<Slip>('referralSlips').where({ facilityId, patientId, kind, number, fromFacilityCode }).forUpdate().first();
  if (held === undefined) throw new Error('a recorded slip is not there');
  return held;
}

export async function findSlipById(db: Db, facilityId: string, id: string): Promise<Slip | undefined> {
  return await db<Slip>('referralSlips').where({ facilityId, id }).first();
}

/** How many visits used a paper; cancelled ones do not count. */
export async function countSlipUses(db: Db, slip: Pick<Slip, 'facilityId' | 'id'>): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM encounters AS e WHERE e.facility_id = :facilityId AND e.slip_id = :id AND e.state <> 'cancelled'`,
    { facilityId: slip.facilityId, id: slip.id },
  );
  return found?.count ?? 0;
}

/** Papers of a person that still hold on the day: referrals that have not ended, re-examination slips nobody used. Newest first. */
export async function listValidSlips(db: Db, facilityId: string, person: { patientId: string; day: Day }): Promise<Slip[]> {
  return await rows<Slip>(
    db,
    `SELECT s.* FROM referral_slips AS s
      WHERE s.facility_id = :facilityId AND s.patient_id = :patientId
        AND (s.valid_to >= :day OR (s.kind = 're-examination' AND NOT EXISTS (
              SELECT FROM encounters AS e WHERE e.facility_id = s.facility_id AND e.slip_id = s.id AND e.state <> 'cancelled')))
      ORDER BY s.signed_on DESC, s.id LIMIT 20`,
    { facilityId, ...person },
  );
}

/** The annexes of diseases in force on a day (TT 01/2025). */
export async function readDiseaseLists(db: Db, day: Day): Promise<DiseaseRow[]> {
  return await rows<DiseaseRow>(
    db,
    `SELECT l.annex, l.icd_spec, l.max_age_years FROM insurance_disease_lists AS l
      WHERE l.valid_from <= :day AND (l.valid_to IS NULL OR l.valid_to >= :day) ORDER BY l.annex, l.number LIMIT 1000`,
    { day },
  );
}

/** Public holidays of all years on record: a period may run over New Year. */
export async function readHolidays(db: Db): Promise<Set<Day>> {
  const years = await readParameters(db, 'calendar.public_holidays');
  return new Set(years.flatMap(({ value }) => (Array.isArray(value) ? value.filter((day) => typeof day === 'string') : [])));
}
