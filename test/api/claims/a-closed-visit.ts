import { aCard, aPerson } from '../../support/a-registration.ts';
import { newId } from '../../../domain/ids.ts';
import type { Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';

let persons = 0;

/** An insured visit that is closed and has no error, unless it lacks what the changes take away. */
export async function aClosedVisit(
  place: Workplace,
  fields: { cardNumber?: string; weight?: boolean; wrong?: boolean } = {},
): Promise<OpenVisit> {
  const { cardNumber, weight = true, wrong = false } = fields;
  persons += 1;
  const identifiers = [{ system: 'citizen-id', value: `0140900${String(persons).padStart(5, '0')}` }] as const;
  const visit = await openVisit(place, {
    patient: { kind: 'new', id: newId(), data: aPerson({ identifiers: [...identifiers] }) },
    coverage: { kind: 'new-card', card: aCard(cardNumber === undefined ? {} : { cardNumber }) },
    visit: {
      ...{ id: newId(), roomId: place.roomId, priority: 'normal', reason: 'Ho' },
      ...(wrong ? { arrivalCategory: '1.3', arrivalReason: 'Có giấy chuyển' } : {}),
    },
  });
  if (weight) await weigh(place, visit);
  await visit.diagnose('J02.9');
  await close(place, visit);
  return visit;
}

export async function weigh(place: Workplace, visit: OpenVisit): Promise<void> {
  await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '50' } })).expect(200);
}

export async function close(place: Workplace, visit: OpenVisit): Promise<void> {
  await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
}

export async function reopen(place: Workplace, visit: OpenVisit): Promise<void> {
  await place.doctor.post(`${visit.path}/reopening`, await visit.fresh({ reason: 'Sửa theo cổng' })).expect(200);
}
