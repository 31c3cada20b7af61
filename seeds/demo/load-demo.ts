import { createFacility } from '../../api/administration/create-facility.ts';
import { createUser, grantUserRoles } from '../../api/administration/create-user.ts';
import type { Services } from '../../api/http/context.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { registerPatient } from '../../api/patients/register-patient.ts';
import { read, write } from '../../db/doors.ts';
import { row, rows } from '../../db/knex.ts';
import type { Facility } from '../../db/stores/facility-store.ts';
import { insertFormularyItems } from '../../db/stores/formulary-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { DEMO_PASSWORD, demoFacilities, demoRooms, demoUsers } from './district.ts';
import { loadCash } from './cash.ts';
import { demoPerson, type DemoPerson } from './people.ts';
import { seededRandom } from './random.ts';
import { DEMO_DISPLAY_KEY, loadDemoDisplay } from './demo-display.ts';
import { demoCtx } from './demo-context.ts';
import { loadReportingDesks } from './reporting-desks.ts';
import { loadStock } from './stock.ts';
import { loadVisits } from './visits.ts';

const PATIENTS = 300;

/**
 * The invented district: facilities, staff, people and a month of visits, made by calling the use cases as the desks do.
 * Stopped in between, it goes on at the next start; once complete it only looks. `days`: how long the month is.
 */
export async function loadDemo(services: Services, say: (line: string) => void, days = 30): Promise<void> {
  await loadFacilities(services, say);
  await loadDemoDisplay(services);
  const anchor = await anchorDay(services);
  const people = planPeople(anchor);
  await loadPeople(services, people, say);
  await loadReportingDesks(services, anchor);
  await loadStock(services, { anchor, days });
  await loadCash(services, { anchor, days });
  await loadVisits(services, { people, anchor, days, say });
}

export function demoLogins(): string[] {
  return [
    `Demo logins (password ${DEMO_PASSWORD}):`,
    '  tieptan.nahoa  bacsi.nahoa  duocsi.nahoa  thungan.nahoa  giamdinh.nahoa  quantri.nahoa',
    '  … and the same at muongban, pungsen, bantrang; xetnghiem, duyetxn, hinhanh, docanh.muongban for laboratory and imaging; truongthungan.muongban for the cash book; hoso.muongban, thanhtra.muongban; quantri.tinh, thanhtra.tinh for the province',
    `  screen of the waiting hall: /display#key=${DEMO_DISPLAY_KEY}   numbers at the door: /kiosk#key=${DEMO_DISPLAY_KEY}`,
  ];
}

export function planPeople(anchor: Day): DemoPerson[] {
  const random = seededRandom(20261124);
  return Array.from({ length: PATIENTS }, (_, i) => demoPerson(i, anchor, random));
}

async function loadFacilities(services: Services, say: (line: string) => void): Promise<void> {
  for (const facility of demoFacilities) {
    if ((await row(services.db, 'SELECT 1 AS one FROM facilities AS f WHERE f.id = :id', { id: facility.id })) !== undefined) continue;
    if (facility === demoFacilities[0]) say('Making the demo district …');
    await createFacility(services, facility, demoRooms(facility));
  }
  for (const user of demoUsers) {
    if ((await row(services.db, 'SELECT 1 AS one FROM users AS u WHERE u.id = :id', { id: user.id })) !== undefined) continue;
    await createUser(services, { ...user, password: DEMO_PASSWORD, isDemo: true });
    if (user.alsoAt !== undefined)
      await grantUserRoles(services, { username: user.username, facilityCode: user.alsoAt, roles: user.roles });
  }
  for (const facility of demoFacilities) await loadFormulary(services, facility);
}

/** The month ends on the day before the district was made, however often the start was interrupted. */
async function anchorDay(services: Services): Promise<Day> {
  const first = demoFacilities[0];
  const made = await row<{ createdAt: string }>(services.db, 'SELECT f.created_at FROM facilities AS f WHERE f.id = :id', {
    id: first?.id ?? '',
  });
  if (made === undefined) throw new Error('the demo district is missing');
  return localDay(made.createdAt);
}

/** A station has what is usual at a station, the hospital more; prices are invented but plausible. */
async function loadFormulary(services: Services, facility: Facility): Promise<void> {
  if (facility.kind === 'health-department') return;
  const ctx = systemCtx(services, facility.id);
  const known = await read(
    ctx,
    async (tx) => await row(tx, 'SELECT 1 AS one FROM formulary_items AS f WHERE f.facility_id = :id LIMIT 1', { id: facility.id }),
  );
  if (known !== undefined) return;
  const drugs = await rows<{ code: string; unit: string; registrationNumber: string | null }>(
    services.db,
    `SELECT d.code, d.unit, d.registration_number FROM drugs AS d
      WHERE d.prescription_type = 'c' AND d.valid_to IS NULL AND (:hospital OR d.typical_level LIKE '%commune%') ORDER BY d.code LIMIT 1000`,
    { hospital: facility.kind === 'hospital' },
  );
  const items = drugs.map((drug) => ({
    id: derivedId('demo', 'formulary', facility.code, drug.code),
    drugCode: drug.code,
    unitPrice: demoPrice(drug),
    registrationNumber: drug.registrationNumber,
    tender: '999/QĐ-DEMO;G1;N4;2026',
    insuranceRatio: '100',
    validFrom: '2026-01-01',
    validTo: null,
  }));
  await write(ctx, 'formulary.load', async (tx) => await insertFormularyItems(tx, facility.id, items));
}

/** The same drug costs the same everywhere: tablets little, bottles and vials more. */
function demoPrice({ code, unit }: { code: string; unit: string }): string {
  const number = Number(code.replace(/\D/g, ''));
  const base = /viên/i.test(unit) ? 250 : /gói/i.test(unit) ? 1200 : 8500;
  return String(base + ((number * 137) % (base * 3)));
}

async function loadPeople(services: Services, people: DemoPerson[], say: (line: string) => void): Promise<void> {
  const last = people.at(-1);
  if (last === undefined || (await findPatient(services.db, last.id)) !== undefined) return;
  say(`Registering ${people.length} invented people …`);
  const start = new Date(services.now().getTime() - 40 * 86_400_000);
  for (const [i, { id, data }] of people.entries()) {
    const ctx = demoCtx(services, 'tieptan.muongban', { at: start, step: `patient-${i}` });
    await registerPatient(ctx, { id, ...data });
  }
}
