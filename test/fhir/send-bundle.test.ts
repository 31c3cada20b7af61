import { expect } from 'chai';
import type { Bundle } from '@medplum/fhirtypes';
import { sendBundle } from '../../api/interop/send-bundle.ts';
import { staticToken } from '../../api/interop/tokens.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aVisit } from '../support/a-visit.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';

describe('sending a bundle', () => {
  let server: TestFhirServer;
  const bundle = visitToBundle(aVisit(), defaultFamily);
  const send = async (sent: Bundle = bundle, timeoutMs = 5_000) => await sendBundle({ baseUrl: server.baseUrl }, sent, timeoutMs);

  beforeEach(async () => {
    server = await startFhirServer();
  });
  afterEach(async () => {
    await server.close();
  });

  it('delivers every resource with its references resolved', async () => {
    const { entries, ...result } = await send();
    expect(result).to.deep.equal({ class: 'delivered', httpStatus: 200, issues: [] });
    expect(entries?.map(({ serverId }) => serverId)).to.deep.equal(bundle.entry?.map(({ resource }) => resource?.id));
    expect(server.store.count()).to.equal(bundle.entry?.length);
    const encounter = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Encounter')?.resource;
    const subject = server.store.read('Encounter', String(encounter?.id))['subject'] as { reference: string };
    expect(subject.reference).to.match(/^Patient\/[0-9a-f-]{36}$/);
    expect(server.store.search('Patient', new URLSearchParams({ identifier: 'urn:hoa-ban:14009:patient|26000123' }))['total']).to.equal(1);
  });

  it('leaves one copy when the answer was lost after the commit and the bundle is sent again', async () => {
    server.misbehave = { kind: 'drop-after-commit' };
    expect((await send()).class).to.equal('transport');
    expect(server.store.count()).to.equal(bundle.entry?.length);
    server.misbehave = undefined;
    expect((await send()).class).to.equal('delivered');
    expect(server.store.count()).to.equal(bundle.entry?.length);
    const patient = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Patient')?.resource;
    expect(server.store.history('Patient', String(patient?.id))['total']).to.equal(2);
  });

  it('takes a page of the network for no answer, although it comes with 200', async () => {
    server.misbehave = { kind: 'html' };
    expect(await send()).to.deep.equal({
      class: 'transport',
      httpStatus: 200,
      issues: [{ code: 'fhir_answer_incomplete', path: '', severity: 'error' }],
    });
  });

  it('looks into every entry and not at the outer 200', async () => {
    server.misbehave = { kind: 'entry-status', status: '429 Too Many Requests' };
    expect((await send()).class).to.equal('throttle');
    server.misbehave = { kind: 'entry-status', status: '422 Unprocessable Entity' };
    expect((await send()).class).to.equal('data');
    server.misbehave = { kind: 'entry-status', status: '' };
    expect((await send()).class).to.equal('transport');
  });

  const statuses: [number, string][] = [
    [400, 'data'],
    [401, 'auth'],
    [403, 'forbidden'],
    [404, 'stale'],
    [405, 'configuration'],
    [408, 'transport'],
    [409, 'conflict'],
    [412, 'conflict'],
    [413, 'size'],
    [422, 'data'],
    [429, 'throttle'],
    [500, 'transport'],
    [501, 'configuration'],
    [503, 'transport'],
  ];
  for (const [status, expected] of statuses) {
    it(`takes ${status} for ${expected}`, async () => {
      server.misbehave = { kind: 'status', status };
      expect(await send()).to.include({ class: expected, httpStatus: status });
    });
  }

  it('hears how long to wait, in seconds or until a time', async () => {
    server.misbehave = { kind: 'status', status: 429, retryAfter: '7' };
    expect((await send()).retryAfterSeconds).to.equal(7);
    server.misbehave = { kind: 'status', status: 503, retryAfter: new Date(Date.now() + 60_000).toUTCString() };
    expect((await send()).retryAfterSeconds).to.be.within(50, 61);
    server.misbehave = { kind: 'status', status: 503, retryAfter: 'soon' };
    expect(await send()).to.not.include.keys('retryAfterSeconds');
  });

  it('takes 408 with words about the record for bad data, or it would be sent for ever', async () => {
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'structure', expression: ['Patient.birthDate'] }],
    };
    server.misbehave = { kind: 'status', status: 408, outcome };
    expect(await send()).to.deep.equal({
      class: 'data',
      httpStatus: 408,
      issues: [{ code: 'fhir_structure', path: 'Patient.birthDate', severity: 'error' }],
    });
  });

  it('knows the two sentences that mean something else than bad data', async () => {
    const said = (diagnostics: string) => ({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'invalid', diagnostics }],
    });
    server.misbehave = { kind: 'status', status: 400, outcome: said('Resource ID did not match resolved ID') };
    expect((await send()).class).to.equal('conflict');
    server.misbehave = { kind: 'status', status: 400, outcome: said('Transaction has too many entries') };
    expect((await send()).class).to.equal('size');
  });

  it('keeps nothing of what the peer quotes from the record', async () => {
    const issue = {
      severity: 'error',
      code: 'value',
      diagnostics: 'Lò Thị Ngần',
      details: { text: 'Lò Thị Ngần' },
      expression: ["Patient.name = 'Lò Thị Ngần'"],
    };
    server.misbehave = { kind: 'status', status: 422, outcome: { resourceType: 'OperationOutcome', issue: [issue] } };
    expect((await send()).issues).to.deep.equal([{ code: 'fhir_value', path: '', severity: 'error' }]);
  });

  it('takes an OperationOutcome of an error for bad data even with 200', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invariant' }] };
    server.misbehave = { kind: 'status', status: 200, outcome };
    expect((await send()).class).to.equal('data');
  });

  it('stores nothing when one entry is bad', async () => {
    const [first, ...rest] = bundle.entry ?? [];
    const broken = { ...bundle, entry: [{ ...first, request: { method: 'PUT', url: 'Organization/other' } }, ...rest] } as Bundle;
    expect(await send(broken)).to.deep.include({
      class: 'data',
      httpStatus: 400,
      issues: [{ code: 'fhir_value', path: 'Bundle.entry[0].request.url', severity: 'error' }],
    });
    expect(server.store.count()).to.equal(0);
  });

  it('gives up waiting after the time it was given', async () => {
    server.misbehave = { kind: 'slow', ms: 2_000 };
    expect((await send(bundle, 100)).issues[0]?.code).to.equal('fhir_timeout');
  });

  it('does not follow a redirect to another host', async () => {
    const other = await startFhirServer();
    server.misbehave = { kind: 'redirect', to: `${other.baseUrl}/` };
    expect((await send()).class).to.equal('transport');
    expect(other.received).to.have.length(0);
    await other.close();
  });

  it('shows its token, and without it is told so', async () => {
    server.requiredToken = 'only-for-this-test';
    expect((await send()).class).to.equal('auth');
    expect((await sendBundle({ baseUrl: server.baseUrl, tokens: staticToken('only-for-this-test') }, bundle)).class).to.equal('delivered');
  });

  it('calls a server that is not there unreachable', async () => {
    const { baseUrl } = server;
    await server.close();
    expect(await sendBundle({ baseUrl }, bundle)).to.deep.equal({
      class: 'transport',
      issues: [{ code: 'fhir_unreachable', path: '', severity: 'error' }],
    });
    server = await startFhirServer();
  });
});
