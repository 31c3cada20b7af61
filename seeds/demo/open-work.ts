import type { ApiCtx, Services } from '../../api/http/context.ts';
import { orderServices } from '../../api/orders/order-service.ts';
import { registerVisit } from '../../api/patients/register-visit.ts';
import { callTicket } from '../../api/queue/call-ticket.ts';
import { read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { demoCtx } from './demo-context.ts';
import { planPeople } from './load-demo.ts';
import { reportAtLaboratory, type LabJob, type Reached, type TypedValues } from './report-visit.ts';

const BLOOD = '22.0121.1369';
const ELECTROLYTES = '23.0058.1487';
const SUGAR = '23.0075.1494';
const ULTRASOUND = '02.0314.0001';
const XRAY = '18.0119.0028';
const ECG = '21.0014.1778';

interface Case {
  complaint: string;
  question: string;
  urgent?: true;
  services: string[];
  /** How far the laboratory is with the first service, and with what. */
  laboratory?: { until: Reached; values: TypedValues };
}

/** People of this morning at the hospital, each at another place of the laboratory's and imaging's work. */
const cases: Case[] = [
  { complaint: 'Sốt ngày thứ 3, đau mình', question: 'Sốt xuất huyết?', urgent: true, services: [BLOOD, ULTRASOUND] },
  { complaint: 'Mệt, chuột rút', question: 'Rối loạn điện giải?', services: [ELECTROLYTES, ECG] },
  { complaint: 'Ho kéo dài', question: 'Viêm phổi?', services: [BLOOD, XRAY], laboratory: { until: 'received', values: {} } },
  {
    complaint: 'Tiểu nhiều, khát',
    question: 'Kiểm soát đường huyết',
    services: [SUGAR],
    laboratory: { until: 'entered', values: { GLU: '11,8' } },
  },
  {
    complaint: 'Yếu hai chân',
    question: 'Hạ kali?',
    urgent: true,
    services: [ELECTROLYTES],
    laboratory: { until: 'approved', values: { NA: '138', K: '2,3', CL: '101' } },
  },
  {
    complaint: 'Xanh xao, chóng mặt',
    question: 'Thiếu máu?',
    services: [BLOOD],
    laboratory: { until: 'approved', values: { WBC: '6,8', RBC: '3,4', HGB: '92', HCT: '0,29', MCV: '78,2', PLT: '262' } },
  },
];

/** An hour of open work before now, so that the desks are not empty on the first day. Only in a started demo, not in tests of other desks. */
export async function loadOpenWork(services: Services, say: (line: string) => void): Promise<void> {
  const now = services.now();
  // Grown-up people of the hospital's own share of the district.
  const year = now.getUTCFullYear();
  const people = planPeople(localDay(now)).filter(({ data }, i) => i % 4 === 0 && year - Number(data.birthDate.slice(0, 4)) > 20);
  for (const [i, one] of cases.entries()) {
    const encounterId = derivedId('demo', 'open-encounter', String(i));
    const begun = new Date(now.getTime() - (60 - i * 5) * 60_000);
    const look = demoCtx(services, 'bacsi.muongban', { at: begun, step: 'open-look' });
    if ((await read(look, async (tx) => await findEncounter(tx, look.facilityId, encounterId))) !== undefined) continue;
    if (i === 0) say('Opening the morning of the reporting desks …');
    const personId = people[i]?.id;
    if (personId !== undefined) await open(services, one, { i, encounterId, personId, begun });
  }
}

async function open(
  services: Services,
  one: Case,
  { i, encounterId, personId, begun }: { i: number; encounterId: string; personId: string; begun: Date },
): Promise<void> {
  let minute = 0;
  const as = (job: 'tieptan' | 'bacsi' | LabJob, step: string): ApiCtx => {
    minute += 2;
    return demoCtx(services, `${job}.muongban`, { at: new Date(begun.getTime() + minute * 60_000), step: `open-${i}-${step}` });
  };
  const roomId = derivedId('demo', 'room', '14901', 'P1');
  const { ticket } = await registerVisit(as('tieptan', 'register'), {
    patient: { kind: 'known', id: personId },
    coverage: { kind: 'none' },
    visit: { id: encounterId, roomId, priority: 'normal', reason: one.complaint },
  });
  await callTicket(as('bacsi', 'call'), roomId, { ticketId: ticket.id });
  const items = one.services.map((serviceCode) => ({ id: derivedId('demo', 'open-order', String(i), serviceCode), serviceCode }));
  await orderServices(as('bacsi', 'order'), encounterId, { urgent: one.urgent ?? false, reason: one.question, items });
  const first = items[0];
  if (one.laboratory === undefined || first === undefined) return;
  const machineCode = first.serviceCode === BLOOD ? 'HH.1.14901.DEMO01' : 'SH.1.14901.DEMO02';
  const order = { key: `open-${i}`, encounterId, orderId: first.id, values: one.laboratory.values, machineCode };
  await reportAtLaboratory(as, order, one.laboratory.until);
}
