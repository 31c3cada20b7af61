import { closeEncounter } from '../../api/encounters/close-encounter.ts';
import { recordVitals } from '../../api/encounters/record-vitals.ts';
import { setDiagnoses } from '../../api/encounters/set-diagnoses.ts';
import { writeFindings } from '../../api/encounters/write-findings.ts';
import type { ApiCtx, Services } from '../../api/http/context.ts';
import { checkEligibility } from '../../api/insurance/check-eligibility.ts';
import { performOrder } from '../../api/orders/finish-order.ts';
import { orderService } from '../../api/orders/order-service.ts';
import { recordNoAllergies } from '../../api/patients/record-allergy.ts';
import { registerVisit } from '../../api/patients/register-visit.ts';
import { checkDraft, signPrescription } from '../../api/prescriptions/sign-prescription.ts';
import { callTicket } from '../../api/queue/call-ticket.ts';
import { readResults } from '../../api/results/doctor-results.ts';
import { read } from '../../db/doors.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { addDays, dayForPeople, localDay, startOfDay, yearsBetween, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { closeTill, settleVisit } from './cash.ts';
import { complaints, type Complaint } from './complaints.ts';
import { demoCtx } from './demo-context.ts';
import type { DemoPerson } from './people.ts';
import { seededRandom, type Random } from './random.ts';
import { reportAtLaboratory, type LabJob } from './report-visit.ts';
import { depotId, dispense } from './stock.ts';
import { inject } from './supplies.ts';

const sites = [
  { suffix: 'muongban', code: '14901', visitsADay: 5 },
  { suffix: 'nahoa', code: '14902', visitsADay: 3 },
  { suffix: 'pungsen', code: '14903', visitsADay: 2 },
  { suffix: 'bantrang', code: '14904', visitsADay: 2 },
] as const;
type Site = (typeof sites)[number];

interface Visit {
  key: string;
  site: Site;
  person: DemoPerson;
  complaint: Complaint;
  child: boolean;
  at: Date;
  random: Random;
  /** Of the last day before the anchor: what was prescribed then still waits at the window. */
  last: boolean;
}

/** A month of visits up to the day before the anchor, the sites side by side. */
export async function loadVisits(
  services: Services,
  demo: { people: DemoPerson[]; anchor: Day; days: number; say: (line: string) => void },
): Promise<void> {
  const plans = sites.map((site, i) => planVisits(site, i, demo));
  const total = plans.reduce((sum, plan) => sum + plan.length, 0);
  if ((await Promise.all(plans.map(async (plan) => await isDone(services, plan.at(-1))))).every(Boolean)) return;
  demo.say(`Living through a month of ${total} invented visits …`);
  let done = 0;
  await Promise.all(
    plans.map(async (plan) => {
      for (const [n, visit] of plan.entries()) {
        if (!(await isDone(services, visit))) await live(services, visit);
        const day = localDay(visit.at);
        const next = plan[n + 1];
        if (next === undefined || localDay(next.at) !== day) await closeTill(services, visit.site, day);
        done += 1;
        if (done % 50 === 0) demo.say(`  ${done} of ${total}`);
      }
    }),
  );
}

function planVisits(site: Site, index: number, { people, anchor, days }: { people: DemoPerson[]; anchor: Day; days: number }): Visit[] {
  const random = seededRandom(7000 + index);
  const own = people.filter((_, i) => i % sites.length === index);
  const visits: Visit[] = [];
  for (let back = days; back >= 1; back -= 1) {
    const day = addDays(anchor, -back);
    const open = new Date(startOfDay(day));
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    for (let n = 0; n < site.visitsADay; n += 1) {
      const person = random.pick(own);
      const child = yearsBetween(person.data.birthDate, day) < 12;
      const complaint = random.pick(complaints.filter((one) => !child || one.childDrugs !== undefined));
      // From 7:30, one after the other, so that numbers and times run the same way.
      const at = new Date(open.getTime() + (450 + n * 25 + random.below(10)) * 60_000);
      visits.push({ key: `${site.code}-${day}-${n}`, site, person, complaint, child, at, random, last: back === 1 });
    }
  }
  return visits;
}

const encounterIdOf = (visit: Visit): string => derivedId('demo', 'encounter', visit.key);

async function isDone(services: Services, visit: Visit | undefined): Promise<boolean> {
  if (visit === undefined) return true;
  const ctx = demoCtx(services, `bacsi.${visit.site.suffix}`, { at: visit.at, step: 'look' });
  const found = await read(ctx, async (tx) => await findEncounter(tx, ctx.facilityId, encounterIdOf(visit)));
  return found?.state === 'finished';
}

/** One visit from the reception desk to the closed bill, minute by minute. */
async function live(services: Services, visit: Visit): Promise<void> {
  const { suffix } = visit.site;
  let minute = 0;
  const as: As = (job, step) => {
    minute += 2;
    return demoCtx(services, `${job}.${suffix}`, { at: new Date(visit.at.getTime() + minute * 60_000), step: `${visit.key}-${step}` });
  };
  const encounterId = encounterIdOf(visit);
  const eligibilityCheckId = await lookUpCard(services, visit);
  const { ticket } = await register(as('tieptan', 'register'), visit, { encounterId, eligibilityCheckId });
  const roomId = roomOf(visit);
  await callTicket(as('bacsi', 'call'), roomId, { ticketId: ticket.id });
  await settleAllergies(as('dieuduong', 'allergies'), visit.person);
  const { version } = await recordVitals(as('dieuduong', 'vitals'), encounterId, {
    version: await versionOf(services, visit),
    values: vitalsOf(visit),
  });
  const found = await writeFindings(as('bacsi', 'findings'), encounterId, {
    version,
    history: visit.complaint.history,
    arrivalDiagnosis: visit.complaint.reason,
  });
  const diagnosisId = derivedId('demo', 'diagnosis', visit.key);
  await setDiagnoses(as('bacsi', 'diagnoses'), encounterId, {
    version: found.version,
    items: [{ id: diagnosisId, icdCode: visit.complaint.icdCode }],
  });
  await doServices(as, visit, encounterId);
  if (hasInjection(visit)) await inject(as, { key: visit.key, encounterId, cabinetId: depotId(visit.site, 'cabinet') });
  await prescribe(as, visit, encounterId);
  await closeEncounter(as('bacsi', 'close'), encounterId, {
    version: await versionOf(services, visit),
    outcome: '2',
    dischargeType: '1',
    advice: 'Uống nhiều nước, ăn đủ chất, khám lại khi không đỡ.',
  });
  if (visit.last) return;
  const method = visit.key.endsWith('-0') ? 'vietqr' : 'cash';
  await settleVisit(as('thungan', 'settle'), { encounterId, key: visit.key, method });
  const prescriptionId = derivedId('demo', 'prescription', visit.key);
  await dispense(as('duocsi', 'dispense'), { key: visit.key, prescriptionId, collectedBy: visit.person.data.fullName });
}

/** Asks the simulated portal, as the desk does on every arrival with a card. */
async function lookUpCard(services: Services, { key, site, person, at }: Visit): Promise<string | undefined> {
  if (person.card === undefined) return undefined;
  const ctx = demoCtx(services, `tieptan.${site.suffix}`, { at, step: `${key}-eligibility` });
  const { fullName, birthDate, sex } = person.data;
  const { cardNumber: number, validFrom, registeredFacilityCode } = person.card;
  const id = derivedId('demo', 'eligibility', key);
  const typed = { sex, validFrom, registeredFacilityCode };
  await checkEligibility(ctx, { id, number, fullName, birthDate: dayForPeople(birthDate), patientId: person.id, typed });
  return id;
}

async function register(
  ctx: ApiCtx,
  visit: Visit,
  { encounterId, eligibilityCheckId }: { encounterId: string; eligibilityCheckId: string | undefined },
) {
  const { person } = visit;
  return await registerVisit(ctx, {
    patient: { kind: 'known', id: person.id },
    coverage: person.card === undefined ? { kind: 'none' } : { kind: 'new-card', card: person.card },
    visit: {
      ...{ id: encounterId, roomId: roomOf(visit), priority: visit.child ? 'child' : 'normal', reason: visit.complaint.reason },
      eligibilityCheckId,
    },
  });
}

const roomOf = (visit: Visit): string => derivedId('demo', 'room', visit.site.code, visit.child ? 'P2' : 'P1');

async function versionOf(services: Services, visit: Visit): Promise<number> {
  const ctx = demoCtx(services, `bacsi.${visit.site.suffix}`, { at: visit.at, step: 'look' });
  const found = await read(ctx, async (tx) => await findEncounter(tx, ctx.facilityId, encounterIdOf(visit)));
  if (found === undefined) throw new Error('a demo visit vanished');
  return found.version;
}

async function settleAllergies(ctx: ApiCtx, person: DemoPerson): Promise<void> {
  const patient = await findPatient(ctx.db, person.id);
  if (patient?.allergyStatus === 'never-asked') await recordNoAllergies(ctx, person.id);
}

function vitalsOf({ child, complaint, random }: Visit) {
  const steady = { temperature: complaint.temperature ?? '36.8', 'respiratory-rate': child ? '24' : '18' };
  if (child) return { ...steady, pulse: String(95 + random.below(20)), weight: String(9 + random.below(18)) };
  const systolic = complaint.icdCode === 'I10' ? 138 + random.below(22) : 108 + random.below(22);
  return {
    ...steady,
    pulse: String(68 + random.below(22)),
    systolic: String(systolic),
    diastolic: String(systolic - 45 - random.below(10)),
    weight: String(44 + random.below(25)),
    height: String(150 + random.below(22)),
  };
}

type As = (job: 'tieptan' | 'dieuduong' | 'bacsi' | 'duocsi' | 'thungan' | LabJob, step: string) => ApiCtx;

/** Two adults of the five a day at the hospital, which alone has a duty cabinet. */
const hasInjection = ({ site, child, key }: Visit): boolean => site.code === '14901' && !child && /-[14]$/.test(key);

async function doServices(as: As, visit: Visit, encounterId: string): Promise<void> {
  if (visit.child) return;
  for (const [i, service] of visit.complaint.services.entries()) {
    const orderId = derivedId('demo', 'order', visit.key, String(i));
    // Some people come twice a day, and the laboratory is asked twice.
    const order = { id: orderId, serviceCode: service.serviceCode, repeatReason: 'Theo dõi' };
    await orderService(as('bacsi', `order-${i}`), encounterId, order);
    if (visit.site.code === '14901') {
      const { values, machineCode } = service;
      const key = `${visit.key}-${i}`;
      await reportAtLaboratory(as, { key, encounterId, orderId, values, machineCode }, 'approved');
      await readResults(as('bacsi', `read-${i}`), encounterId, { resultIds: [derivedId('demo', 'result', key)] });
      continue;
    }
    await performOrder(as('dieuduong', `perform-${i}`), { encounterId, orderId }, { resultText: service.resultText });
  }
}

/** A warning of the engine gets the reason a doctor would write; nothing contraindicated is in the demo. */
async function prescribe(as: As, visit: Visit, encounterId: string): Promise<void> {
  const drugs = visit.child ? (visit.complaint.childDrugs ?? []) : visit.complaint.drugs;
  if (drugs.length === 0) return;
  const lines = drugs.map((drug, i) => ({ id: derivedId('demo', 'line', visit.key, String(i)), ...drug }));
  const { issues, needReason } = await checkDraft(as('bacsi', 'check'), encounterId, { lines });
  const acceptedWarnings = issues
    .filter((issue) => needReason.includes(issue.code))
    .map(({ code, path }) => ({ code, path, reason: 'Đã cân nhắc, theo dõi tại trạm' }));
  await signPrescription(as('bacsi', 'sign'), encounterId, { id: derivedId('demo', 'prescription', visit.key), lines, acceptedWarnings });
}
