import { takeMoney } from '../../api/cashier/take-money.ts';
import { viewAccount } from '../../api/cashier/view-account.ts';
import { closeEncounter } from '../../api/encounters/close-encounter.ts';
import { setDiagnoses } from '../../api/encounters/set-diagnoses.ts';
import type { ApiCtx, Services } from '../../api/http/context.ts';
import { registerVisit } from '../../api/patients/register-visit.ts';
import { callTicket } from '../../api/queue/call-ticket.ts';
import { read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { demoCtx } from './demo-context.ts';
import { planPeople } from './load-demo.ts';

/** People of this morning without a card: one still examined after an advance, one who owes, one who gets a part back. */
const morning = [
  { complaint: 'Đau bụng', advance: '300000', closed: false },
  { complaint: 'Khám sức khỏe', advance: undefined, closed: true },
  { complaint: 'Đau khớp gối', advance: '200000', closed: true },
] as const;

/** Only in a started demo, not in tests of other desks. */
export async function loadCashWork(services: Services, say: (line: string) => void): Promise<void> {
  const now = services.now();
  const year = now.getUTCFullYear();
  const people = planPeople(localDay(now)).filter(({ data }, i) => i % 4 === 0 && year - Number(data.birthDate.slice(0, 4)) > 20);
  for (const [i, one] of morning.entries()) {
    const encounterId = derivedId('demo', 'cash-encounter', String(i));
    const begun = new Date(now.getTime() - (50 - i * 5) * 60_000);
    const look = demoCtx(services, 'bacsi.muongban', { at: begun, step: 'cash-look' });
    if ((await read(look, async (tx) => await findEncounter(tx, look.facilityId, encounterId))) !== undefined) continue;
    if (i === 0) say('Opening the morning of the cashier …');
    // Behind those of the reporting desks.
    const person = people[people.length - 1 - i];
    if (person !== undefined) await live(services, { ...one, i, encounterId, personId: person.id, begun });
  }
}

type Morning = (typeof morning)[number] & { i: number; encounterId: string; personId: string; begun: Date };

async function live(services: Services, visit: Morning): Promise<void> {
  const { i, encounterId, personId, begun, complaint, advance } = visit;
  let minute = 0;
  const as = (job: 'tieptan' | 'bacsi' | 'thungan', step: string): ApiCtx => {
    minute += 2;
    return demoCtx(services, `${job}.muongban`, { at: new Date(begun.getTime() + minute * 60_000), step: `cash-${i}-${step}` });
  };
  const roomId = derivedId('demo', 'room', '14901', 'P3');
  const { ticket } = await registerVisit(as('tieptan', 'register'), {
    patient: { kind: 'known', id: personId },
    coverage: { kind: 'none' },
    visit: { id: encounterId, roomId, priority: 'normal', reason: complaint },
  });
  await callTicket(as('bacsi', 'call'), roomId, { ticketId: ticket.id });
  if (advance !== undefined) {
    const { due, sequence } = await viewAccount(as('thungan', 'look'), encounterId);
    const id = derivedId('demo', 'advance', String(i));
    await takeMoney(as('thungan', 'advance'), encounterId, {
      id,
      kind: 'advance',
      amount: advance,
      method: 'cash',
      seen: { sequence, due },
    });
  }
  if (!visit.closed) return;
  const version = async (): Promise<number> => {
    const ctx = as('bacsi', 'version');
    return (await read(ctx, async (tx) => await findEncounter(tx, ctx.facilityId, encounterId)))?.version ?? 1;
  };
  const items = [{ id: derivedId('demo', 'cash-diagnosis', String(i)), icdCode: 'M54.56' }];
  await setDiagnoses(as('bacsi', 'diagnoses'), encounterId, { version: await version(), items });
  await closeEncounter(as('bacsi', 'close'), encounterId, { version: await version(), outcome: '2', dischargeType: '1' });
}
