import { systemCtx } from '../api/http/system-context.ts';
import { addDestination } from '../api/interop/add-destination.ts';
import { startWorker } from '../api/worker.ts';
import { row } from '../db/knex.ts';
import { insertClosedVisit, insertPeople, insertPerson } from '../test/fhir/closed-visit.ts';
import { aVisit } from '../test/support/a-visit.ts';
import { closeTestDatabases, testDatabase } from '../test/support/database.ts';
import { startFhirServer, type TestFhirServer } from '../test/support/fhir-server.ts';
import { servicesOn } from '../test/support/services.ts';

/** A backlog of closed visits of many people, drained by the real worker to a loopback server: visits a second, and that each person's went in order. */
const VISITS = Number(process.argv[2] ?? 10_000);
const PEOPLE = Math.max(1, Math.ceil(VISITS / 10));
const LOOK_MS = 250;

const database = await testDatabase();
const server = await startFhirServer();
const { facility } = aVisit();
const services = servicesOn(database.app);
const ctx = () => systemCtx(services, facility.id);

await insertPeople(ctx());
const people: string[] = [];
for (let i = 0; i < PEOPLE; i += 1) people.push(await insertPerson(ctx()));
await addDestination(ctx(), services.secrets, { name: 'loopback', baseUrl: server.baseUrl });
for (let i = 0; i < VISITS; i += 1) await insertClosedVisit(ctx(), { reason: `lần ${i}`, patientId: people[i % PEOPLE] ?? '' });

const started = performance.now();
const worker = await startWorker(services, database.appUrl);
for (;;) {
  const left = await row<{ count: number }>(database.owner, `SELECT count(*)::int AS count FROM outbox AS o WHERE o.state = 'waiting'`);
  if (left?.count === 0) break;
  await new Promise((done) => setTimeout(done, LOOK_MS));
}
const seconds = (performance.now() - started) / 1000;
await worker.stop();

const { sent, late } = orderOf(server);
const rate = VISITS / seconds;
process.stdout.write(
  `${JSON.stringify({ visits: VISITS, people: PEOPLE, seconds: Math.round(seconds), perSecond: Math.round(rate * 10) / 10, sent, late })}\n`,
);
await server.close();
await closeTestDatabases();
if (sent !== VISITS || late > 0) process.exitCode = 1;

/** How many visits arrived, and how many before an older one of the same person. */
function orderOf({ received }: TestFhirServer): { sent: number; late: number } {
  const last = new Map<string, number>();
  let found = 0;
  let behind = 0;
  for (const bundle of received) {
    for (const { resource } of bundle['entry'] as { resource: Record<string, unknown> }[]) {
      if (resource['resourceType'] !== 'Encounter') continue;
      const person = JSON.stringify(resource['subject']);
      const number = Number(/lần (\d+)/.exec(JSON.stringify(resource['reasonCode']))?.[1]);
      if (number < (last.get(person) ?? -1)) behind += 1;
      last.set(person, number);
      found += 1;
    }
  }
  return { sent: found, late: behind };
}
