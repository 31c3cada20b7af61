import type { Day } from '../../domain/dates.ts';
import type { WriteTx } from '../doors.ts';
import type { Db } from '../knex.ts';

export interface InsuranceCard {
  id: string;
  version: number;
  patientId: string;
  cardNumber: string;
  validFrom: Day;
  validTo: Day | null;
  registeredFacilityCode: string;
  areaCode: string | null;
  fiveYearDate: Day | null;
  exemptFrom: Day | null;
}

const columns = [
  'id',
  'version',
  'patientId',
  'cardNumber',
  'validFrom',
  'validTo',
  'registeredFacilityCode',
  'areaCode',
  'fiveYearDate',
  'exemptFrom',
] as const;

/** The person's cards, newest first. */
export async function listCards(db: Db, patientId: string): Promise<InsuranceCard[]> {
  return await db<InsuranceCard>('insuranceCards')
    .where({ patientId })
    .whereNull('retractedAt' as never)
    .orderBy([
      { column: 'validFrom', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(20)
    .select(...columns);
}

export async function findCard(db: Db, patientId: string, id: string): Promise<InsuranceCard | undefined> {
  return await db<InsuranceCard>('insuranceCards')
    .where({ id, patientId })
    .whereNull('retractedAt' as never)
    .first(...columns);
}

/** The same card shown again is the same row: a card is its number and its period. */
export async function findSameCard(
  db: Db,
  card: Pick<InsuranceCard, 'patientId' | 'cardNumber' | 'validFrom' | 'validTo'>,
): Promise<InsuranceCard | undefined> {
  const { patientId, cardNumber, validFrom, validTo } = card;
  const same = db<InsuranceCard>('insuranceCards')
    .where({ patientId, cardNumber, validFrom })
    .whereNull('retractedAt' as never);
  return await (validTo === null ? same.whereNull('validTo') : same.where({ validTo })).first(...columns);
}

export async function insertCard(tx: WriteTx, card: Omit<InsuranceCard, 'version'>): Promise<void> {
  await tx('insuranceCards').insert(card);
}

/** The card, held until commit, so that an edit meets the version it was made against. */
export async function lockCard(tx: WriteTx, patientId: string, id: string): Promise<InsuranceCard | undefined> {
  return await tx<InsuranceCard>('insuranceCards')
    .where({ id, patientId })
    .whereNull('retractedAt' as never)
    .forUpdate()
    .first(...columns);
}

/** Writes to the held card and returns its new version; visits keep the card as they used it. */
export async function updateCard(
  tx: WriteTx,
  card: InsuranceCard,
  fields: Omit<InsuranceCard, 'id' | 'version' | 'patientId'>,
): Promise<number> {
  const [updated] = await tx<InsuranceCard>('insuranceCards').where({ id: card.id }).update(fields).returning('version');
  if (updated === undefined) throw new Error('a held card vanished');
  return updated.version;
}
