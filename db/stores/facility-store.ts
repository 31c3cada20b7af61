import type { WriteTx } from '../doors.ts';
import { rows, type Db } from '../knex.ts';

export type FacilityKind = 'health-department' | 'hospital' | 'regional-clinic' | 'commune-station';

export interface Facility {
  id: string;
  code: string;
  name: string;
  kind: FacilityKind;
  level: 'primary' | 'basic' | 'specialised';
  formerTier: 'central' | 'province' | 'district' | 'commune';
  points: number | null;
  priceClass: 'class-2' | 'class-3' | 'station';
  prescriptionLinkCode: string;
  gln: string | null;
  provinceCode: string;
  communeCode: string | null;
  address: string | null;
  phone: string | null;
  signerNumber: string | null;
  parentId: string | null;
  isDemo: boolean;
}

export async function insertFacility(tx: WriteTx, facility: Facility): Promise<void> {
  await tx('facilities').insert(facility);
}

export async function findFacility(db: Db, id: string): Promise<Facility | undefined> {
  return await db<Facility>('facilities').where({ id }).whereNull('closedAt').first();
}

export async function findFacilityByCode(db: Db, code: string): Promise<Facility | undefined> {
  return await db<Facility>('facilities').where({ code }).whereNull('closedAt').first();
}

/** All facilities in use, for jobs that visit each in its own transaction. */
export async function listFacilityIds(db: Db): Promise<string[]> {
  const found = await rows<{ id: string }>(db, `SELECT f.id FROM facilities AS f WHERE f.closed_at IS NULL ORDER BY f.id`);
  return found.map(({ id }) => id);
}

export interface Room {
  id: string;
  code: string;
  name: string;
  departmentCode: string;
  examinationServiceCode: string;
  /** Ordered with every registration into this room. */
  packageServiceCodes: string[];
}

export async function insertRoom(tx: WriteTx, facilityId: string, room: Room): Promise<void> {
  await tx('rooms').insert({ facilityId, ...room });
}

export async function findRoom(db: Db, facilityId: string, id: string): Promise<Room | undefined> {
  return await db('rooms')
    .where({ facilityId, id })
    .whereNull('closedAt')
    .first('id', 'code', 'name', 'departmentCode', 'examinationServiceCode', 'packageServiceCodes');
}

/** Sets what everybody who is sent to the room gets ordered; answers false when there is no such room. */
export async function setRoomPackage(
  tx: WriteTx,
  facilityId: string,
  room: { code: string; packageServiceCodes: string[] },
): Promise<boolean> {
  const { code, packageServiceCodes } = room;
  return (await tx('rooms').where({ facilityId, code }).whereNull('closedAt').update({ packageServiceCodes })) === 1;
}
