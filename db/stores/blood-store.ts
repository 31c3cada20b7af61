import type { BagAct, BagState } from '../../domain/blood/bag-state.ts';
import type { Abo, Rh } from '../../domain/blood/blood-group.ts';
import type { BloodProduct } from '../../domain/blood/compatibility.ts';
import type { Day, Instant } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import type { WriteTx } from '../doors.ts';
import { row, rows, type Db } from '../knex.ts';

export interface BloodBag {
  facilityId: string;
  id: string;
  version: number;
  unitNumber: string;
  product: BloodProduct;
  abo: Abo;
  rh: Rh;
  volumeMl: number;
  collectedOn: Day;
  expiresOn: Day;
  supplier: string;
  receivedAt: Instant;
  receivedBy: string;
  state: BagState;
  issuedAt: Instant | null;
  returnedAt: Instant | null;
  returnedIntact: boolean | null;
}

export interface BloodReservation {
  facilityId: string;
  id: string;
  bagId: string;
  encounterId: string;
  abo: Abo;
  rh: Rh;
  reason: string | null;
  reservedAt: Instant;
  reservedBy: string;
  crossMatch: 'compatible' | 'incompatible' | null;
  endedAt: Instant | null;
}

export type BookedAct = BagAct | 'receive' | 'cross-match';

export interface NewAct {
  act: BookedAct;
  at: Instant;
  byUser: string;
  encounterId: string | null;
  note: string | null;
}

export async function insertBag(
  tx: WriteTx,
  bag: Omit<BloodBag, 'version' | 'state' | 'issuedAt' | 'returnedAt' | 'returnedIntact'>,
): Promise<void> {
  await tx('bloodBags').insert({ ...bag, state: 'available' });
}

/** The bag, held until commit: two desks at one bag come one after the other. */
export async function lockBag(tx: WriteTx, facilityId: string, id: string): Promise<BloodBag | undefined> {
  return await tx<BloodBag>('bloodBags').where({ facilityId, id }).forUpdate().first();
}

/** Changes the locked bag and returns its new version. */
export async function updateBag(
  tx: WriteTx,
  { facilityId, id }: BloodBag,
  fields: Partial<Pick<BloodBag, 'state' | 'issuedAt' | 'returnedAt' | 'returnedIntact'>>,
): Promise<number> {
  const [updated] = await tx<{ version: number }>('bloodBags')
    .where({ facilityId, id } as never)
    .update(fields as never)
    .returning('version');
  if (updated === undefined) throw new Error('a locked bag vanished');
  return updated.version;
}

/** Adds the next step to the trace of a locked bag. */
export async function insertAct(tx: WriteTx, bag: Pick<BloodBag, 'facilityId' | 'id'>, act: NewAct): Promise<void> {
  const { facilityId, id: bagId } = bag;
  const last = await tx<{ sequence: number }>('bloodBagActs')
    .where({ facilityId, bagId } as never)
    .orderBy('sequence', 'desc')
    .first('sequence');
  const sequence = (last?.sequence ?? 0) + 1;
  await tx('bloodBagActs').insert({ ...act, facilityId, id: derivedId(bagId, String(sequence)), bagId, sequence });
}

export async function insertReservation(tx: WriteTx, reservation: Omit<BloodReservation, 'crossMatch' | 'endedAt'>): Promise<void> {
  await tx('bloodReservations').insert(reservation);
}

/** For whom a bag is set aside now. */
export async function findReservation(db: Db, bag: Pick<BloodBag, 'facilityId' | 'id'>): Promise<BloodReservation | undefined> {
  return await db<BloodReservation>('bloodReservations').where({ facilityId: bag.facilityId, bagId: bag.id }).whereNull('endedAt').first();
}

export async function updateReservation(
  tx: WriteTx,
  { facilityId, id }: Pick<BloodReservation, 'facilityId' | 'id'>,
  fields: Partial<BloodReservation> & { crossMatchMethod?: string; crossMatchedAt?: Instant; crossMatchedBy?: string },
): Promise<void> {
  await tx('bloodReservations').where({ facilityId, id }).update(fields);
}

export interface BloodGroupRow {
  facilityId: string;
  id: string;
  encounterId: string;
  sampleNumber: string;
  abo: Abo;
  rh: Rh;
  determinedAt: Instant;
  determinedBy: string;
}

export async function insertGroup(tx: WriteTx, group: BloodGroupRow): Promise<void> {
  await tx('bloodGroups').insert(group);
}

/** Takes a typing back; false when there is none that counts. */
export async function retractGroup(
  tx: WriteTx,
  { facilityId, id }: { facilityId: string; id: string },
  retraction: { retractedAt: Instant; retractedBy: string; retractReason: string },
): Promise<BloodGroupRow | undefined> {
  const [retracted] = await tx<BloodGroupRow>('bloodGroups')
    .where({ facilityId, id })
    .whereNull('retractedAt' as never)
    .update(retraction as never)
    .returning('*');
  return retracted;
}

/** A typing as it is listed: with who did it. */
export type NamedGroup = Omit<BloodGroupRow, 'facilityId' | 'encounterId' | 'determinedBy'> & { byName: string };

/** The typings of a person that count, from all visits here, oldest first. */
export async function listGroups(db: Db, facilityId: string, patientId: string): Promise<NamedGroup[]> {
  return await rows<NamedGroup>(
    db,
    `SELECT g.id, g.sample_number, g.abo, g.rh, g.determined_at, u.full_name AS by_name
       FROM blood_groups AS g
       JOIN encounters AS e ON e.facility_id = g.facility_id AND e.id = g.encounter_id
       JOIN users AS u ON u.id = g.determined_by
      WHERE g.facility_id = :facilityId AND e.patient_id = :patientId AND g.retracted_at IS NULL
      ORDER BY g.determined_at, g.id LIMIT 50`,
    { facilityId, patientId },
  );
}

/** The person of a visit here, for what is set aside for them. */
export async function findRecipient(
  db: Db,
  facilityId: string,
  encounterId: string,
): Promise<{ patientId: string; state: string } | undefined> {
  return await row(db, `SELECT e.patient_id, e.state FROM encounters AS e WHERE e.facility_id = :facilityId AND e.id = :encounterId`, {
    facilityId,
    encounterId,
  });
}
