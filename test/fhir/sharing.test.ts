import { expect } from 'chai';
import { addDestination } from '../../api/interop/add-destination.ts';
import { deliver } from '../../api/interop/deliver.ts';
import { recordConsentByNumber } from '../../api/interop/record-consent.ts';
import { patientResourceId, resendPatient } from '../../api/interop/resend-patient.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { write } from '../../db/doors.ts';
import { insertMerge, moveFacilityRows, setMergedInto } from '../../db/stores/merge-store.ts';
import { findPatient, insertPatient } from '../../db/stores/patient-store.ts';
import { newId } from '../../domain/ids.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { ownNamesPeer } from '../support/fhir-peer.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { servicesOn } from '../support/services.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

interface Message {
  id: string;
  encounterId: string | null;
  topic: string;
  state: string;
}

describe('who may have a record', function () {
  this.timeout(60_000);
  const { facility, patient } = aVisit();
  let database: TestDatabase;
  let strict: TestFhirServer;
  let told: TestFhirServer;
  let clock = Date.now();
  const services = () => servicesOn(database.app, { now: () => new Date(clock) });
  const ctx = () => systemCtx(services(), facility.id);
  const waiting = async (): Promise<Message[]> =>
    await database
      .owner<Message>('outbox')
      .where({ state: 'waiting' })
      .orderBy(['createdAt', 'id'] as never)
      .select();
  /** Until nothing waits; answers the class of each message by topic. */
  const deliverAll = async (): Promise<string[]> => {
    const classes: string[] = [];
    for (const { id, topic } of await waiting()) {
      clock += 1_000;
      await deliver(services(), { facilityId: facility.id, outboxId: id });
      const last = await database
        .owner<{ class: string }>('outboxAttempts')
        .where({ outboxId: id } as never)
        .orderBy('at', 'desc')
        .first('class');
      classes.push(`${topic} ${last?.class ?? 'none'}`);
    }
    return classes;
  };

  before(async () => {
    database = await testDatabase();
    strict = await startFhirServer();
    told = await startFhirServer(ownNamesPeer());
    await insertPeople(ctx());
    await addDestination(ctx(), services().secrets, { name: 'strict', baseUrl: strict.baseUrl });
    await addDestination(ctx(), services().secrets, { name: 'told', baseUrl: told.baseUrl, permitted: ['mental-health'] });
  });
  after(async () => {
    await strict.close();
    await told.close();
  });

  it('is told of a special category only where it may be', async () => {
    await insertClosedVisit(ctx(), { icdCode: 'F32.1' });
    expect((await deliverAll()).sort()).to.deep.equal(['encounter.closed delivered', 'encounter.closed withheld']);
    expect([strict.received.length, told.store.count('Encounter')]).to.deep.equal([0, 1]);
  });

  it('is never told of an HIV infection', async () => {
    await insertClosedVisit(ctx(), { icdCode: 'B20.0' });
    expect(await deliverAll()).to.deep.equal(['encounter.closed withheld', 'encounter.closed withheld']);
    const refused = await addDestination(ctx(), services().secrets, { name: 'third', baseUrl: told.baseUrl, permitted: ['hiv'] }).catch(
      (cause: { issues: { code: string }[] }) => cause.issues[0]?.code,
    );
    expect(refused).to.equal('special_category_unknown');
  });

  it('gets nothing more of a person who says no, also of what waits, and again when the person says yes', async () => {
    const stored = await database
      .owner<{ number: string }>('facilityPatients')
      .where({ patientId: patient.id } as never)
      .first('number');
    const decide = async (decision: 'given' | 'withdrawn'): Promise<void> => {
      clock += 1_000;
      await recordConsentByNumber(ctx(), {
        patientNumber: String(stored?.number),
        destination: 'strict',
        decision,
        evidence: 'Giấy số 12',
      });
    };
    await insertClosedVisit(ctx());
    await decide('withdrawn');
    expect((await deliverAll()).sort()).to.deep.equal(['encounter.closed delivered', 'encounter.closed withheld']);
    expect(strict.received).to.have.length(0);
    await decide('given');
    await insertClosedVisit(ctx());
    // What was held back goes too.
    expect(await deliverAll()).to.deep.equal(Array(3).fill('encounter.closed delivered'));
  });

  it('gets a corrected person again, and only that', async () => {
    clock += 1_000;
    await write(ctx(), 'test.edit', async (tx) => {
      await tx('patients').where({ id: patient.id }).update({ phone: '0912000009' });
    });
    const before = strict.received.length;
    await resendPatient(services(), { facilityId: facility.id, patientId: patient.id });
    expect((await deliverAll()).every((one) => one.startsWith('patient.changed'))).to.equal(true);
    const sent = strict.received.slice(before).flatMap((bundle) => bundle['entry'] as { resource: { resourceType: string } }[]);
    expect(sent.map(({ resource }) => resource.resourceType)).to.deep.equal(['Patient']);
    await resendPatient(services(), { facilityId: facility.id, patientId: patient.id });
    expect(new Set(await deliverAll())).to.deep.equal(new Set(['patient.changed unchanged']));
  });

  it('learns of a merge: first the survivor with the visits, then that the other record is replaced', async () => {
    const survivorId = newId();
    clock += 1_000;
    await write(ctx(), 'test.merge', async (tx) => {
      const loser = await findPatient(tx, patient.id);
      if (loser === undefined) throw new Error('the invented person is not there');
      const { id: _, version: __, allergyStatus: ___, mergedInto: ____, ...fields } = loser;
      await insertPatient(tx, { ...fields, id: survivorId, isDemo: true });
      await setMergedInto(tx, patient.id, survivorId);
      const nothing = {
        identifiers: [],
        endedIdentifiers: [],
        cards: [],
        allergies: [],
        photos: [],
        children: [],
        earlierLosers: [],
        knownAt: [],
      };
      const merge = { id: newId(), survivorId, loserId: patient.id, moved: { ...nothing, survivorAllergyStatus: 'never-asked' as const } };
      await insertMerge(tx, { ...merge, reason: 'một người', mergedAt: ctx().now, mergedBy: ctx().actor.userId });
      await moveFacilityRows(tx, facility.id, { ...merge, undoneAt: null });
    });
    await resendPatient(services(), { facilityId: facility.id, patientId: survivorId, loserId: patient.id });
    const classes = await deliverAll();
    expect(classes.slice(-2)).to.deep.equal(['patient.replaced delivered', 'patient.replaced delivered']);
    for (const server of [strict, told]) {
      const [lost] = server.store.all('Patient').filter((one) => one['active'] === false);
      const [kept] = server.store.all('Patient').filter((one) => one['active'] !== false);
      expect(lost?.['link']).to.deep.equal([
        { other: { reference: `Patient/${String(kept?.['id'])}`, type: 'Patient' }, type: 'replaced-by' },
      ]);
      const replaced = (kept?.['link'] as { type: string; other: { identifier: { value: string } } }[])[0];
      expect([replaced?.type, replaced?.other.identifier.value]).to.deep.equal(['replaces', '140090000001']);
      const subjects = new Set(server.store.all('Encounter').map((one) => (one['subject'] as { reference: string }).reference));
      expect([...subjects]).to.deep.equal([`Patient/${String(kept?.['id'])}`]);
    }
    expect(strict.store.read('Patient', patientResourceId(facility.id, patient.id))['active']).to.equal(false);
  });
});
