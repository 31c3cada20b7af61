import { expect } from 'chai';
import type { Encounter, Provenance, Resource } from '@medplum/fhirtypes';
import { outgoingOf, RESOURCE_SYSTEM } from '../../api/interop/resource-identity.ts';
import { type Learnt, type Run, sendResources } from '../../api/interop/send-resources.ts';
import type { FhirLink } from '../../db/stores/fhir-link-store.ts';
import { derivedId } from '../../domain/ids.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aVisit } from '../support/a-visit.ts';
import { openPeer, ownNamesPeer, type PeerSettings } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import type { Json } from '../support/fhir-store.ts';

const visit = aVisit();
const mapped = (visitToBundle(visit, defaultFamily).entry ?? []).flatMap(({ resource }) => resource ?? []);
const idOf = (type: string): string => String(mapped.find(({ resourceType }) => resourceType === type)?.id);
const provenance: Provenance = {
  resourceType: 'Provenance',
  id: derivedId(visit.facility.id, 'provenance', visit.encounter.id),
  target: [{ reference: `urn:uuid:${idOf('Encounter')}` }],
  recorded: '2026-11-24T09:45:00+07:00',
  agent: [{ who: { reference: `Practitioner/${idOf('Practitioner')}` } }],
};
const composition: Resource = {
  resourceType: 'Composition',
  id: derivedId(visit.facility.id, 'composition', visit.encounter.id),
  status: 'final',
  type: { text: 'Tóm tắt lượt khám' },
  date: '2026-11-24T09:45:00+07:00',
  title: 'Tóm tắt lượt khám',
  author: [{ reference: `urn:uuid:${idOf('Practitioner')}` }],
  encounter: { reference: `urn:uuid:${idOf('Encounter')}` },
};
const resources: Resource[] = [...mapped, composition, provenance];

describe('sending the resources of a visit', () => {
  let server: TestFhirServer;
  let links: Map<string, FhirLink>;
  let learnt: Learnt[];

  const start = async (settings: PeerSettings): Promise<void> => {
    server = await startFhirServer(settings);
    links = new Map();
    learnt = [];
  };
  const send = async (changes: Partial<Run> = {}, sent = resources) =>
    await sendResources({
      peer: { baseUrl: server.baseUrl },
      strategy: 'conditional',
      entryLimit: 8,
      isAtomic: true,
      items: outgoingOf(sent),
      links,
      keep: async (one) => {
        learnt.push(one);
        one.forgotten.forEach((id) => links.delete(id));
        one.saved.forEach((link) => links.set(link.resourceId, link));
      },
      ...changes,
    });
  const sizes = (): number[] => server.received.map((bundle) => (bundle['entry'] as Json[]).length);
  const urls = (i: number): string[] =>
    (server.received[i]?.['entry'] as { request: { method: string; url: string } }[]).map(({ request }) => request.url);
  const stored = (): Record<string, number> =>
    Object.fromEntries(resources.map(({ resourceType: type }) => [type, server.store.count(type)]));
  const expected = (): Record<string, number> =>
    Object.fromEntries(resources.map(({ resourceType: type }) => [type, resources.filter((one) => one.resourceType === type).length]));
  const encounter = (): Encounter => server.store.all('Encounter')[0] as unknown as Encounter;

  afterEach(async () => await server.close());

  describe('to a server that names them itself', () => {
    beforeEach(async () => await start(ownNamesPeer()));

    it('takes them in transactions of eight, each found by its identifier, the provenance last and alone', async () => {
      expect(await send()).to.deep.equal({ class: 'delivered', issues: [] });
      expect(stored()).to.deep.equal(expected());
      expect(Math.max(...sizes())).to.equal(8);
      expect(decodeURIComponent(String(urls(0)[0]))).to.equal(`Organization?identifier=${RESOURCE_SYSTEM}|${idOf('Organization')}`);
      expect(urls(server.received.length - 1)).to.deep.equal(['Provenance']);
      expect(links.size).to.equal(resources.length);
    });

    it('writes the encounter twice, first without the diagnoses that refer to it', async () => {
      await send();
      const versions = server.received.flatMap((bundle) =>
        (bundle['entry'] as { resource: Encounter }[]).flatMap(({ resource }) => (resource.resourceType === 'Encounter' ? [resource] : [])),
      );
      expect(versions.map(({ diagnosis }) => diagnosis?.length ?? 0)).to.deep.equal([0, 3]);
      const known = new Set(server.store.all('Condition').map(({ id }) => `Condition/${String(id)}`));
      expect(encounter().diagnosis?.map(({ condition }) => known.has(String(condition?.reference)))).to.deep.equal([true, true, true]);
    });

    it('leaves no address of ours behind, and the identifier as it was sent', async () => {
      await send();
      const text = JSON.stringify(server.store.all());
      expect(text).to.not.include('urn:uuid:');
      const found = server.store.search('Patient', new URLSearchParams({ identifier: `${RESOURCE_SYSTEM}|${idOf('Patient')}` }));
      expect(found['total']).to.equal(1);
    });

    it('sends nothing when all is there, and only what changed when something is', async () => {
      await send();
      const before = server.received.length;
      expect((await send()).class).to.equal('delivered');
      expect(server.received).to.have.length(before);
      const changed = resources.map((one) => (one.resourceType === 'Encounter' ? { ...one, reasonCode: [{ text: 'Sốt cao' }] } : one));
      await send({}, changed);
      expect(sizes().slice(before)).to.deep.equal([1]);
      expect(encounter().reasonCode?.[0]?.text).to.equal('Sốt cao');
      expect(encounter().diagnosis).to.have.length(3);
      expect(stored()).to.deep.equal(expected());
    });

    it('finds everything again when every link was lost', async () => {
      await send();
      links.clear();
      expect((await send()).class).to.equal('delivered');
      expect(stored()).to.deep.equal(expected());
    });

    it('goes back to the identifier when the server lost a resource it had named', async () => {
      await send();
      const serverId = String(links.get(idOf('Patient'))?.serverId);
      server.store.lose('Patient', serverId);
      server.store.settings.checksReferences = false;
      const changed = resources.map((one) => (one.resourceType === 'Patient' ? { ...one, active: false } : one));
      expect((await send({}, changed)).class).to.equal('delivered');
      expect(links.get(idOf('Patient'))?.serverId).to.not.equal(serverId);
      // What stayed refers to it under its new id.
      expect(encounter().subject?.reference).to.equal(`Patient/${links.get(idOf('Patient'))?.serverId}`);
      expect(stored()).to.deep.equal(expected());
    });

    it('asks for the place of a resource where the answer does not tell it', async () => {
      server.store.settings.hidesLocation = true;
      expect((await send()).class).to.equal('delivered');
      expect(stored()).to.deep.equal(expected());
      expect(links.get(provenance.id ?? '')?.serverId).to.equal(server.store.all('Provenance')[0]?.['id']);
    });

    it('halves a transaction that is too large and remembers it', async () => {
      expect((await send({ entryLimit: 20 })).class).to.equal('delivered');
      expect(learnt.flatMap(({ entryLimit }) => entryLimit ?? [])).to.deep.equal([10, 5]);
      expect(stored()).to.deep.equal(expected());
    });

    it('says so when a single entry is too large', async () => {
      server.misbehave = { kind: 'status', status: 413 };
      expect((await send()).class).to.equal('size');
      expect(learnt.flatMap(({ entryLimit }) => entryLimit ?? [])).to.deep.equal([4, 2, 1]);
    });

    it('drops the links of a transaction in conflict, so that they are looked up again', async () => {
      await send();
      const changed = resources.map((one) => (one.resourceType === 'Patient' ? { ...one, active: false } : one));
      server.misbehave = { kind: 'status', status: 409 };
      expect((await send({}, changed)).class).to.equal('conflict');
      expect(links.has(idOf('Patient'))).to.equal(false);
      server.misbehave = undefined;
      expect((await send({}, changed)).class).to.equal('delivered');
      expect(stored()).to.deep.equal(expected());
    });

    it('refuses a type that could not be found again', async () => {
      const event = {
        resourceType: 'AuditEvent',
        id: derivedId('audit'),
        type: {},
        recorded: '',
        agent: [],
        source: {},
      } as unknown as Resource;
      const refused = await send({}, [event]).then(
        () => 'sent',
        (cause: Error) => cause.message,
      );
      expect(refused).to.match(/cannot be sent/);
    });
  });

  describe('to a server that runs transactions entry by entry', () => {
    beforeEach(async () => await start(ownNamesPeer({ runsAsBatch: true })));

    it('puts nothing into a transaction that another of its entries needs', async () => {
      expect((await send({ isAtomic: false })).class).to.equal('delivered');
      expect(stored()).to.deep.equal(expected());
      const inner = server.received.filter((bundle) => /"reference":"urn:uuid:/.test(JSON.stringify(bundle)));
      expect(inner).to.have.length(0);
    });

    it('keeps what went well of a half-failed transaction and sends the rest alone', async () => {
      const tooLong = 'x'.repeat(300);
      const bad = resources.map((one) => (one.resourceType === 'Organization' ? { ...one, alias: [tooLong] } : one)) as Resource[];
      server.store.settings.longestString = 200;
      expect((await send({ isAtomic: false }, bad)).class).to.equal('data');
      expect([links.has(idOf('Practitioner')), links.has(idOf('Organization'))]).to.deep.equal([true, false]);
      server.received.length = 0;
      expect((await send({ isAtomic: false })).class).to.equal('delivered');
      expect(server.received.flatMap((_, i) => urls(i)).filter((url) => url.startsWith('Practitioner'))).to.deep.equal([]);
      expect(stored()).to.deep.equal(expected());
    });
  });

  describe('to a server that takes our ids', () => {
    beforeEach(async () => await start(openPeer()));

    it('takes all of them in one transaction under our ids', async () => {
      expect((await send({ strategy: 'client-ids', entryLimit: null })).class).to.equal('delivered');
      expect(server.received).to.have.length(1);
      expect(server.store.read('Provenance', String(provenance.id))['agent']).to.deep.equal(provenance.agent);
      expect(stored()).to.deep.equal(expected());
      expect([...links.values()].every(({ resourceId, serverId }) => resourceId === serverId)).to.equal(true);
    });

    it('takes them in several where it takes only so many, each after what it refers to', async () => {
      server.store.settings.updateLimit = 6;
      expect((await send({ strategy: 'client-ids', entryLimit: null })).class).to.equal('delivered');
      expect(stored()).to.deep.equal(expected());
      expect(encounter().diagnosis).to.have.length(3);
    });

    it('says that the server is set up wrongly when it refuses our ids after all', async () => {
      server.store.settings.updateCreate = false;
      expect((await send({ strategy: 'client-ids', entryLimit: null })).class).to.equal('configuration');
      expect(server.store.count()).to.equal(0);
    });
  });
});
