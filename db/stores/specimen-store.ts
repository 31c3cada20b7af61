import type { Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { takeNumber, type WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface Specimen {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  /** yyMMdd and a gapless number of the day: what the barcode on the tube says. */
  number: string;
  kind: string;
  takenAt: string;
  takenBy: string;
  receivedAt: string | null;
  receivedBy: string | null;
  rejectedAt: string | null;
  rejectedBy: string | null;
  rejectReason: string | null;
}

export type NewSpecimen = Pick<
  Specimen,
  'facilityId' | 'id' | 'encounterId' | 'kind' | 'takenAt' | 'takenBy' | 'receivedAt' | 'receivedBy'
>;

/** Stores a sample for some orders and numbers it; the number is taken in the same transaction, so none is lost. */
export async function insertSpecimen(tx: WriteTx, specimen: NewSpecimen, on: { day: Day; orderIds: string[] }): Promise<string> {
  const serial = await takeNumber(tx, specimen.facilityId, `specimen:${on.day}`);
  const number = `${on.day.slice(2).replaceAll('-', '')}${String(serial).padStart(4, '0')}`;
  await tx('specimens').insert({ ...specimen, number });
  const { facilityId, id: specimenId } = specimen;
  await tx('specimenOrders').insert(
    on.orderIds.map((orderId) => ({ facilityId, id: derivedId(specimenId, orderId), specimenId, orderId })),
  );
  return number;
}

export async function lockSpecimen(
  tx: WriteTx,
  by: { facilityId: string } & ({ id: string } | { number: string }),
): Promise<Specimen | undefined> {
  return await tx<Specimen>('specimens').where(by).forUpdate().first();
}

export async function updateSpecimen(
  tx: WriteTx,
  { facilityId, id }: Specimen,
  fields: Partial<Pick<Specimen, 'receivedAt' | 'receivedBy' | 'rejectedAt' | 'rejectedBy' | 'rejectReason'>>,
): Promise<void> {
  await tx('specimens').where({ facilityId, id }).update(fields);
}

export async function listSpecimenOrderIds(db: Db, specimen: Pick<Specimen, 'facilityId' | 'id'>): Promise<string[]> {
  const found = await db<{ orderId: string }>('specimenOrders')
    .where({ facilityId: specimen.facilityId, specimenId: specimen.id } as never)
    .orderBy('orderId')
    .limit(100)
    .select('orderId');
  return found.map(({ orderId }) => orderId);
}

/** The sample in use of an order: the newest that was not sent back. */
export async function findSpecimenOfOrder(db: Db, facilityId: string, orderId: string): Promise<Specimen | undefined> {
  return await db<Specimen>('specimens')
    .join('specimenOrders', (on) =>
      on.on('specimenOrders.facilityId', 'specimens.facilityId').andOn('specimenOrders.specimenId', 'specimens.id'),
    )
    .where({ 'specimens.facilityId': facilityId, 'specimenOrders.orderId': orderId } as never)
    .whereNull('specimens.rejectedAt')
    .orderBy('specimens.takenAt', 'desc')
    .first('specimens.*');
}
