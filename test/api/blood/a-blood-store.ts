import type { BagList, BagSaved, RecipientView } from '../../../api/blood/blood-schemas.ts';
import type { Abo, Rh } from '../../../domain/blood/blood-group.ts';
import type { BloodProduct } from '../../../domain/blood/compatibility.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { Workplace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';

let nextUnit = 0;

/** What a label says; a new number every time. */
export function aLabel(fields: Partial<{ product: BloodProduct; abo: Abo; rh: Rh; expiresOn: string; unitNumber: string }> = {}) {
  nextUnit += 1;
  const today = localDay(new Date());
  return {
    ...{ id: newId(), unitNumber: `SL26${String(nextUnit).padStart(6, '0')}`, product: 'red-cells' as BloodProduct },
    ...{ abo: 'A' as Abo, rh: 'positive' as Rh, volumeMl: 250 },
    ...{ collectedOn: addDays(today, -5), expiresOn: addDays(today, 30), supplier: 'Trung tâm máu thử' },
    ...fields,
  };
}

export interface StoredBag {
  id: string;
  unitNumber: string;
  path: string;
  version: number;
}

export async function aBag({ laboratory }: Workplace, fields: Parameters<typeof aLabel>[0] = {}): Promise<StoredBag> {
  const label = aLabel(fields);
  const { id, version } = (await laboratory.post('/blood/bags', label).expect(201)).body as BagSaved;
  return { id, version, unitNumber: label.unitNumber, path: `/blood/bags/${id}` };
}

/** An open visit of somebody whose group was typed from so many samples. */
export async function aRecipient(
  place: Workplace,
  typings = 2,
  group: { abo: Abo; rh: Rh } = { abo: 'A', rh: 'positive' },
): Promise<OpenVisit> {
  const visit = await openVisit(place);
  for (let i = 0; i < typings; i += 1) await typeGroup(place, visit, group);
  return visit;
}

export async function typeGroup({ laboratory }: Workplace, visit: OpenVisit, group: { abo: Abo; rh: Rh }): Promise<string> {
  nextUnit += 1;
  const id = newId();
  const sampleNumber = `M${String(nextUnit).padStart(9, '0')}`;
  await laboratory.post(`/blood/recipients/${visit.encounterId}/groups`, { id, sampleNumber, ...group }).expect(201);
  return id;
}

/** Does the next act of a bag and keeps its version. */
export async function act(place: Workplace, bag: StoredBag, name: string, body: object = {}): Promise<BagSaved> {
  const saved = await place.laboratory.post(`${bag.path}/${name}`, { version: bag.version, ...body });
  if (saved.status >= 300) throw new Error(`${name}: ${JSON.stringify(saved.body)}`);
  const answer = saved.body as BagSaved;
  bag.version = answer.version;
  return answer;
}

export const reservation = ({ encounterId }: OpenVisit, fields: object = {}) => ({ id: newId(), encounterId, ...fields });
export const atWindow = ({ unitNumber }: StoredBag) => ({
  ...{ unitNumber, takenBy: 'ĐD Thử', papersCompared: true, looksRight: true },
});
export const crossMatched = { result: 'compatible', method: 'Ống nghiệm 22 °C' };

/** A bag of a person's own, as far as the window. */
export async function anIssuedBag(place: Workplace): Promise<{ bag: StoredBag; visit: OpenVisit }> {
  const visit = await aRecipient(place);
  const bag = await aBag(place);
  await act(place, bag, 'reservation', reservation(visit));
  await act(place, bag, 'cross-match', crossMatched);
  await act(place, bag, 'issue', atWindow(bag));
  return { bag, visit };
}

export const recipientView = async (place: Workplace, { encounterId }: OpenVisit): Promise<RecipientView> =>
  (await place.laboratory.get(`/blood/recipients/${encounterId}`).expect(200)).body as RecipientView;

export const bagsOf = async ({ laboratory }: Workplace, show = 'stock'): Promise<BagList['items']> =>
  ((await laboratory.get(`/blood/bags?show=${show}`).expect(200)).body as BagList).items;
