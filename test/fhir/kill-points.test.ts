import { expect } from 'chai';
import type { Provenance, Resource } from '@medplum/fhirtypes';
import { outgoingOf } from '../../api/interop/resource-identity.ts';
import { type Run, sendResources } from '../../api/interop/send-resources.ts';
import { deliver } from '../../api/interop/deliver.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { addDestination } from '../../api/interop/add-destination.ts';
import type { FhirLink } from '../../db/stores/fhir-link-store.ts';
import { derivedId } from '../../domain/ids.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openPeer, ownNamesPeer, type PeerSettings } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { servicesOn } from '../support/services.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

const visit = aVisit();
const mapped = (visitToBundle(visit, defaultFamily).entry ?? []).flatMap(({ resource }) => resource ?? []);
const encounterId = String(mapped.find(({ resourceType }) => resourceType === 'Encounter')?.id);
const provenance: Provenance = {
  resourceType: 'Provenance',
  id: derivedId(visit.facility.id, 'provenance', visit.encounter.id),
  target: [{ reference: `urn:uuid:${encounterId}` }],
  recorded: '2026-11-24T09:45:00+07:00',
  agent: [{ who: { display: 'Hệ thống' } }],
};
const resources: Resource[] = [...mapped, provenance];

/** Dies at the step of that number, counted from 1. */
function dieAt(number: number): { onStep: (step: string) => Promise<void>; steps: string[] } {
  const steps: string[] = [];
  return {
    steps,
    onStep: async (step) => {
      steps.push(step);
      if (steps.length === number) throw new Error('killed');
    },
  };
}
const diesAt = async (work: Promise<unknown>): Promise<boolean> =>
  await work.then(
    () => false,
    (cause: unknown) => {
      if (cause instanceof Error && cause.message === 'killed') return true;
      throw cause;
    },
  );

const copies = (server: TestFhirServer): Record<string, number> =>
  Object.fromEntries(server.store.all().map(({ resourceType: type }) => [String(type), server.store.count(String(type))]));
const expected: Record<string, number> = {};
for (const { resourceType: type } of resources) expected[type] = (expected[type] ?? 0) + 1;

describe('a sender that is killed', function () {
  this.timeout(120_000);
  let server: TestFhirServer;
  afterEach(async () => await server.close());

  const peers: [string, PeerSettings, Pick<Run, 'strategy' | 'entryLimit' | 'isAtomic'>][] = [
    ['names resources itself', ownNamesPeer(), { strategy: 'conditional', entryLimit: 8, isAtomic: true }],
    ['runs entry by entry', ownNamesPeer({ runsAsBatch: true }), { strategy: 'conditional', entryLimit: 8, isAtomic: false }],
    ['takes our ids, six at a time', openPeer({ updateLimit: 6 }), { strategy: 'client-ids', entryLimit: 6, isAtomic: true }],
  ];
  for (const [what, settings, naming] of peers) {
    it(`at any step of a run leaves one copy of each resource when the next run is done, at a server that ${what}`, async () => {
      server = await startFhirServer(settings);
      const seen: string[] = [];
      for (let number = 1, killed = true; killed; number += 1) {
        await server.close();
        server = await startFhirServer(settings);
        const links = new Map<string, FhirLink>();
        const keep: Run['keep'] = async ({ saved, forgotten }) => {
          forgotten.forEach((id) => links.delete(id));
          saved.forEach((link) => links.set(link.resourceId, link));
        };
        const run = { ...naming, peer: { baseUrl: server.baseUrl }, items: outgoingOf(resources), links, keep };
        const { onStep, steps } = dieAt(number);
        killed = await diesAt(sendResources({ ...run, onStep }));
        seen.push(`${number}: ${steps.at(-1)}`);
        expect((await sendResources(run)).class, seen.at(-1)).to.equal('delivered');
        expect(copies(server), seen.at(-1)).to.deep.equal(expected);
      }
      expect(seen.length).to.be.greaterThan(9);
    });
  }

  it('at any step of a delivery, the database included, leaves one copy of each resource when another one takes over', async () => {
    const database: TestDatabase = await testDatabase();
    let clock = Date.now();
    const services = servicesOn(database.app, { now: () => new Date(clock) });
    const { id: facilityId } = visit.facility;
    const ctx = () => systemCtx(services, facilityId);
    server = await startFhirServer(ownNamesPeer());
    await insertPeople(ctx());
    await addDestination(ctx(), services.secrets, { name: 'peer', baseUrl: server.baseUrl });
    const seen = new Set<string>();
    let visits = 0;
    for (let number = 1, killed = true; killed; number += 1) {
      clock += 1_000;
      const id = await insertClosedVisit(ctx());
      visits += 1;
      const message = await database
        .owner<{ id: string; state: string }>('outbox')
        .where({ encounterId: id } as never)
        .first();
      const payload = { facilityId, outboxId: message?.id };
      const { onStep, steps } = dieAt(number);
      killed = await diesAt(deliver(services, payload, { onStep }));
      seen.add(String(steps.at(-1)));
      clock += 180_000;
      await deliver(services, payload);
      const after = await database
        .owner<{ state: string }>('outbox')
        .where({ encounterId: id } as never)
        .first();
      expect(after?.state, `${number}: ${steps.at(-1)}`).to.equal('delivered');
      expect([server.store.count('Patient'), server.store.count('Encounter'), server.store.count('Condition')]).to.deep.equal([
        1,
        visits,
        // What was thought at arrival, and what was found.
        2 * visits,
      ]);
    }
    expect([...seen].sort()).to.deep.equal(['answered', 'kept', 'leased', 'recorded', 'sending']);
  });
});
