import { openRecord, read } from '../../db/doors.ts';
import { listGroups } from '../../db/stores/blood-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { findBag, findRecipients, listActs, listBags, listBagsOfVisit, listBook } from '../../db/views/blood-view.ts';
import { bagStates, type BagState } from '../../domain/blood/bag-state.ts';
import { addDays, addMonths, localDay, startOfDay } from '../../domain/dates.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import type { BagDetail, BagList, BagsQuery, BloodBook, RecipientList, RecipientView } from './blood-schemas.ts';
import { readRecipient } from './locked-bag.ts';

const MOST = 500;
const FOUND_MOST = 12;
/** What is called near its last day; our choice, long enough to ask the blood centre to take a bag back. */
const EXPIRING_DAYS = 7;
const inStore: BagState[] = ['available', 'reserved', 'returned'];

/** The bags of the house, what expires first on top. */
export async function viewBags(ctx: ApiCtx, { show }: BagsQuery): Promise<BagList> {
  const states = show === 'stock' || show === 'expiring' ? inStore : bagStates.filter((state) => state === show);
  const expiringBy = show === 'expiring' ? addDays(localDay(ctx.now), EXPIRING_DAYS) : null;
  const found = await read(ctx, async (tx) => await listBags(tx, ctx.facilityId, { states, expiringBy, limit: MOST + 1 }));
  return { items: found.slice(0, MOST), more: found.length > MOST };
}

/** One bag with its trace. Visits stand there by their codes: no person is named. */
export async function viewBag(ctx: ApiCtx, bagId: string): Promise<BagDetail> {
  return await read(ctx, async (tx) => {
    const bag = await findBag(tx, ctx.facilityId, bagId);
    if (bag === undefined) throw notFound('blood_bag_not_found');
    return { ...bag, acts: await listActs(tx, ctx.facilityId, bagId) };
  });
}

/** Open visits, to choose whom a bag is for. */
export async function searchRecipients(ctx: ApiCtx, query: string): Promise<RecipientList> {
  return { items: await read(ctx, async (tx) => await findRecipients(tx, ctx.facilityId, { query, limit: FOUND_MOST })) };
}

/** The person of a visit: group on record here with every typing, and the bags that are theirs. */
export async function viewRecipient(ctx: ApiCtx, encounterId: string): Promise<RecipientView> {
  return await read(ctx, async (tx) => {
    const { patientId, known } = await readRecipient(tx, ctx, encounterId);
    const patient = await findPatient(tx, patientId);
    if (patient === undefined) throw new Error('the patient of a visit is gone');
    await openRecord(tx, ctx, { patientId, encounterId });
    const { fullName: patientName, birthDate, birthPrecision, sex } = patient;
    return {
      ...{ encounterId, patientName, birthDate, birthPrecision, sex, known: known.state },
      group: known.state === 'single' || known.state === 'confirmed' ? known.group : null,
      determinations: await listGroups(tx, ctx.facilityId, patientId),
      bags: await listBagsOfVisit(tx, ctx.facilityId, encounterId),
    };
  });
}

/** The book of a month by product and group. */
export async function viewBook(ctx: ApiCtx, month: string): Promise<BloodBook> {
  const first = `${month}-01`;
  const period = { from: startOfDay(first), until: startOfDay(addMonths(first, 1)) };
  return { month, lines: await read(ctx, async (tx) => await listBook(tx, ctx.facilityId, period)) };
}
