import type { Bundle, Resource } from '@medplum/fhirtypes';
import { expect } from 'chai';
import supertest from 'supertest';
import { systemCtx } from '../../../api/http/system-context.ts';
import { indexRecent } from '../../../api/interop/reading/index-visits.ts';
import { PAGE, parseSearch } from '../../../api/interop/reading/search-parameters.ts';
import { recordConsentByNumber } from '../../../api/interop/record-consent.ts';
import { patientResourceId } from '../../../api/interop/resend-patient.ts';
import { write } from '../../../db/doors.ts';
import { row, rows } from '../../../db/knex.ts';
import { readableTypes } from '../../../fhir-mappings/readable-types.ts';
import { insertClosedVisit, insertPeople } from '../../fhir/closed-visit.ts';
import { aPeer, type APeer, indexed, outcomeCodes } from '../../support/a-peer.ts';
import { aFacility, type TestApi, testApi } from '../../support/api.ts';
import { aVisit } from '../../support/a-visit.ts';
import { runJobs } from '../../support/jobs.ts';
import { clean, judge, resolvedGolden } from '../../support/fhir-validators.ts';

const { facility, patient } = aVisit();
const patientId = patientResourceId(facility.id, patient.id);

const resourcesOf = (bundle: unknown): Resource[] => ((bundle as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []);
const nextOf = (bundle: unknown): string | undefined => (bundle as Bundle).link?.find(({ relation }) => relation === 'next')?.url;

describe('the read side', function () {
  this.timeout(60_000);
  let api: TestApi;
  let peer: APeer;
  let visits: string[];
  let telling: string;
  before(async () => {
    api = await testApi();
    const ctx = () => systemCtx(api.services, facility.id);
    await insertPeople(ctx());
    peer = await aPeer(api, facility.id);
    visits = [await insertClosedVisit(ctx()), await insertClosedVisit(ctx()), await insertClosedVisit(ctx())];
    telling = await insertClosedVisit(ctx(), { icdCode: 'F32.1' });
    await indexed(api, facility.id, [...visits, telling]);
  });

  const everyPage = async (path: string, asked = peer): Promise<Resource[]> => {
    const found: Resource[] = [];
    for (let url: string | undefined = path; url !== undefined;) {
      const body = (await asked.get(url)).body as unknown;
      found.push(...resourcesOf(body));
      url = nextOf(body);
    }
    return found;
  };
  const openings = async (userId: string) =>
    await rows<{ patientId: string | null; encounterId: string | null; action: string }>(
      api.database.owner,
      `SELECT a.patient_id, a.encounter_id, a.action FROM access_events AS a WHERE a.user_id = :userId ORDER BY a.id`,
      { userId },
    );

  it('says what it can do to everybody, in a form that both validators accept', async () => {
    const answer = await supertest(api.app).get('/fhir/metadata');
    const body = answer.body as unknown;
    expect([answer.status, answer.type]).to.deep.equal([200, 'application/fhir+json']);
    expect(judge(body as Resource)).to.deep.equal(clean);
    const types = (body as { rest: { resource: { type: string }[] }[] }).rest[0]?.resource.map((one) => one.type);
    expect(types).to.include.members(Object.keys(readableTypes));
    const smart = await supertest(api.app).get('/fhir/.well-known/smart-configuration');
    expect(smart.body).to.include({ token_endpoint: 'http://127.0.0.1:8080/fhir/token' });
  });

  it('gives nothing to who has no token, and says so as an OperationOutcome', async () => {
    for (const path of ['/fhir/Patient', `/fhir/Patient/${patientId}`, `/fhir/Patient/${patientId}/$everything`, '/fhir/Nothing']) {
      const answer = await supertest(api.app).get(path);
      expect([answer.status, outcomeCodes(answer), answer.type], path).to.deep.equal([401, ['unauthenticated'], 'application/fhir+json']);
      expect(judge(answer.body as Resource)).to.deep.equal(clean);
    }
  });

  it('reads every resource of its searches by its id, with the same content and version, sound to both validators', async () => {
    const kinds = new Set<string>();
    for (const type of Object.keys(readableTypes).filter((one) => one !== 'AuditEvent')) {
      for (const found of (await everyPage(`${type}?_count=100`)).slice(0, 4)) {
        const read = await peer.get(`${type}/${found.id}`);
        expect([read.status, read.body], type).to.deep.equal([200, found]);
        expect(read.headers['etag']).to.equal(`W/"${found.meta?.versionId}"`);
        expect(judge(found), type).to.deep.equal(clean);
        kinds.add(type);
      }
    }
    expect([...kinds]).to.include.members([
      'Patient',
      'Encounter',
      'Condition',
      'Observation',
      'MedicationRequest',
      'Practitioner',
      'Organization',
      'Location',
      'Provenance',
      'Composition',
    ]);
  });

  it('refers only to what can be read there as well', async () => {
    const all = await everyPage(`Patient/${patientId}/$everything?_count=100`);
    const known = new Set(all.map(({ resourceType, id }) => `${resourceType}/${id}`));
    const references = [...JSON.stringify(all).matchAll(/"reference":"([^"]+)"/g)].map(([, one]) => one ?? '');
    expect(references.length).to.be.greaterThan(20);
    expect(references.filter((one) => !known.has(one))).to.deep.equal([]);
  });

  it('finds a person by number, with and without system, by address and by form', async () => {
    const by = async (identifier: string) =>
      resourcesOf((await peer.get(`Patient?identifier=${encodeURIComponent(identifier)}`)).body).map(({ id }) => id);
    const body = (await peer.get(`Patient/${patientId}`)).body as unknown;
    const [number] = (body as { identifier: { system: string; value: string }[] }).identifier;
    if (number === undefined) throw new Error('the person has no number');
    expect(await by(number.value)).to.deep.equal([patientId]);
    expect(await by(`${number.system}|${number.value}`)).to.deep.equal([patientId]);
    expect(await by(`nothing,${number.value}`)).to.deep.equal([patientId]);
    expect(await by(`urn:other|${number.value}`)).to.deep.equal([]);
    expect(await by(`|${number.value}`)).to.deep.equal([]);
    const form = await peer.search('Patient', { identifier: number.value });
    expect(resourcesOf(form.body).map(({ id }) => id)).to.deep.equal([patientId]);
    expect(judge(form.body as Resource)).to.deep.equal(clean);
  });

  it('pages without a gap or a repeat, and keeps what was asked out of the next address', async () => {
    const whole = await everyPage(`Observation?patient=Patient/${patientId}&_count=100`);
    const single = await everyPage(`Observation?patient=${patientId}&_count=2`);
    expect(whole.length).to.be.greaterThan(5);
    expect(single.map(({ id }) => id)).to.deep.equal(whole.map(({ id }) => id));
    const body = (await peer.get(`Observation?patient=${patientId}&_count=2`)).body as unknown;
    expect(nextOf(body)).not.to.include(patientId);
  });

  it('never answers more than a hundred matches, and twenty unless told', async () => {
    expect(resourcesOf((await peer.get('Observation')).body).length).to.be.at.most(20);
    const asked = await peer.get('Observation?_count=100000');
    expect(asked.status).to.equal(200);
    expect(parseSearch('Observation', { _count: '100000' }).count).to.equal(PAGE.most);
    expect(parseSearch('Observation', {}).count).to.equal(PAGE.standard);
    expect(PAGE).to.deep.equal({ standard: 20, most: 100 });
  });

  it('goes by the time of the last change', async () => {
    const at = new Date().toISOString();
    const count = async (query: string) => resourcesOf((await peer.get(`Encounter?${query}`)).body).length;
    expect(await count(`_lastUpdated=lt${at}&_count=100`)).to.equal((await everyPage('Encounter')).length);
    expect(await count(`_lastUpdated=gt${at}`)).to.equal(0);
    const fresh = await insertClosedVisit(systemCtx(api.services, facility.id));
    await indexed(api, facility.id, [...visits, fresh]);
    expect(await count(`_lastUpdated=ge${at}`)).to.equal(1);
    expect(await count(`_lastUpdated=ge${at}&_lastUpdated=lt${at}`)).to.equal(0);
  });

  it('holds back what a system may not know, and shows it to one that may', async () => {
    const encounters = async (asked: APeer) => (await everyPage('Encounter', asked)).length;
    const informed = await aPeer(api, facility.id, { permitted: ['mental-health'] });
    expect(await encounters(informed)).to.equal((await encounters(peer)) + 1);
    const telltale = await row<{ id: string }>(
      api.database.owner,
      `SELECT r.id FROM fhir_resources AS r WHERE r.encounter_id = :telling AND r.resource_type = 'Encounter'`,
      { telling },
    );
    expect((await peer.get(`Encounter/${telltale?.id}`)).status).to.equal(404);
    expect((await informed.get(`Encounter/${telltale?.id}`)).status).to.equal(200);
    expect(resourcesOf((await peer.get('Patient')).body)).to.have.length(1);
  });

  it('shows another facility nothing, and itself nothing of another', async () => {
    const elsewhere = await aPeer(api, (await aFacility(api)).facility.id);
    for (const path of [`Patient/${patientId}`, `Patient/${patientId}/$everything`, `Patient/${patientId}/$summary`])
      expect((await elsewhere.get(path)).status, path).to.equal(404);
    expect(resourcesOf((await elsewhere.get(`Observation?patient=${patientId}`)).body)).to.deep.equal([]);
    const body = (await peer.get(`Observation?patient=${patientId}&_count=1`)).body as unknown;
    expect(outcomeCodes(await elsewhere.get(nextOf(body) ?? ''))).to.deep.equal(['fhir_parameter_invalid']);
  });

  it('does what the token allows and nothing else', async () => {
    const narrow = await aPeer(api, facility.id, { scopes: ['system/Patient.r', 'system/Encounter.s'] });
    const status = async (path: string) => (await narrow.get(path)).status;
    expect(await status(`Patient/${patientId}`)).to.equal(200);
    expect(await status('Encounter')).to.equal(200);
    for (const path of [
      'Patient',
      `Encounter/${patientId}`,
      'Observation',
      `Patient/${patientId}/$everything`,
      `Patient/${patientId}/$summary`,
      `AuditEvent?patient=${patientId}`,
    ])
      expect(await status(path), path).to.equal(403);
    expect(outcomeCodes(await narrow.get('Observation'))).to.deep.equal(['fhir_scope_missing']);
  });

  it('goes on with a page only as far as the token of now reaches', async () => {
    const wide = await aPeer(api, facility.id, { scopes: ['system/*.rs'] });
    const body = (await wide.get(`Patient/${patientId}/$everything?_count=1`)).body as unknown;
    const token = await wide.token('system/Patient.rs');
    const ask = async (url: string) =>
      await supertest(api.app)
        .get(new URL(url).pathname + new URL(url).search)
        .set('Authorization', `Bearer ${token}`);
    const types = new Set<string>();
    for (let url = nextOf(body); url !== undefined;) {
      const page = (await ask(url)).body as unknown;
      for (const { resourceType } of resourcesOf(page)) types.add(resourceType);
      url = nextOf(page);
    }
    expect([...types].filter((type) => type !== 'Patient')).to.deep.equal([]);
    const named = await ask(`http://x/fhir/Patient/${patientId}/$everything?_type=Observation`);
    expect([named.status, outcomeCodes(named)]).to.deep.equal([403, ['fhir_scope_missing']]);
    const unknown = await peer.get(`Patient/${patientId}/$everything?_type=Nothing`);
    expect([unknown.status, outcomeCodes(unknown)]).to.deep.equal([400, ['fhir_parameter_invalid']]);
  });

  it('refuses what it does not understand and changes nothing', async () => {
    const codes = async (path: string) => {
      const answer = await peer.get(path);
      return [answer.status, ...outcomeCodes(answer)];
    };
    expect(await codes('Patient?name=Ng%E1%BA%A7n')).to.deep.equal([400, 'fhir_parameter_unknown']);
    expect(await codes('Patient?identifier=a&identifier=b')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('Patient?_count=0')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('Patient?_lastUpdated=2026-13-01')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('Patient?_cursor=abc')).to.deep.equal([400, 'fhir_parameter_invalid']);
    expect(await codes('Organization?patient=x')).to.deep.equal([400, 'fhir_parameter_unknown']);
    expect(await codes('AuditEvent')).to.deep.equal([400, 'fhir_parameter_required']);
    expect(await codes('Medication')).to.deep.equal([404, 'fhir_type_unknown']);
    expect(await codes('Patient/unknown')).to.deep.equal([404, 'fhir_resource_not_found']);
    expect(await codes('Patient?_format=xml')).to.deep.equal([406, 'fhir_format_unknown']);
    const written = await supertest(api.app).post('/fhir/Patient').send({ resourceType: 'Patient' });
    expect([written.status, ...outcomeCodes(written)]).to.deep.equal([405, 'fhir_read_only']);
  });

  it('takes no text for SQL, in any parameter of any search', async () => {
    const corpus = [
      "' OR '1'='1",
      "'; DROP TABLE patients; --",
      '1) OR (1=1',
      '%',
      '_',
      '\\',
      "\\'",
      ':facilityId',
      '?',
      '$1',
      '{"a":1}',
      "a|' UNION SELECT 1 --",
      'x'.repeat(400),
      '\u0000',
      '😀',
      '-1',
      "2026-01-01'::date",
    ];
    for (const name of ['_id', 'identifier', 'patient', '_lastUpdated', '_count', '_cursor', "x' OR 1=1 --"]) {
      for (const text of corpus) {
        const answer = await peer.get(`Observation?${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
        expect(answer.status, `${name}=${text}`).to.be.oneOf([200, 400]);
        expect(resourcesOf(answer.body), `${name}=${text}`).to.deep.equal([]);
      }
    }
    for (const text of corpus) expect((await peer.get(`Patient/${encodeURIComponent(text)}`)).status, text).to.be.oneOf([400, 404]);
    expect((await peer.get(`Patient/${patientId}`)).status).to.equal(200);
  });

  it('notes whose record was opened, by which system; a question that found nobody is noted too', async () => {
    const reader = await aPeer(api, facility.id);
    await reader.get(`Patient/${patientId}`);
    await reader.get('Patient?identifier=nobody');
    const found = await openings(reader.clientId);
    expect(found.map((one) => [one.patientId, one.action])).to.deep.equal([
      [patient.id, 'fhir.read'],
      [null, 'fhir.read'],
    ]);
    const line = api.logLines.map((text) => JSON.parse(text) as Record<string, unknown>).filter((one) => one['userId'] === reader.clientId);
    expect(line.map((one) => one['route'])).to.deep.equal(['GET /fhir/:type/:id', 'GET /fhir/:type']);
    expect(api.logLines.join('')).not.to.include(patient.fullName);
  });

  it('hands out who opened the record of a person, sound to both validators', async () => {
    const reader = await aPeer(api, facility.id, { name: 'Kho lưu vết' });
    const at = new Date().toISOString();
    await reader.get(`Patient/${patientId}`);
    await reader.get(`Patient/${patientId}`);
    // Each page that is read is an entry, too: it must not be chased.
    const events = await everyPage(`AuditEvent?patient=${patientId}&_lastUpdated=ge${at}&_count=1`);
    const mine = events.filter((one) => JSON.stringify(one).includes(reader.clientId));
    expect([mine.length, events.length]).to.deep.equal([2, 2]);
    expect(JSON.stringify(mine)).to.include('Kho lưu vết').and.to.include(`Patient/${patientId}`);
    for (const event of events.slice(0, 3)) expect(judge(event)).to.deep.equal(clean);
    const [one] = mine;
    expect((await peer.get(`AuditEvent/${one?.id}`)).body).to.deep.equal(one);
    expect(await everyPage(`AuditEvent?patient=${patientId}&_lastUpdated=lt2020-01-01`)).to.deep.equal([]);
  });

  it('makes the summary of a person as a document that both validators accept', async () => {
    const answer = await peer.get(`Patient/${patientId}/$summary`);
    expect(answer.status).to.equal(200);
    const bundle = answer.body as Bundle;
    expect([bundle.type, bundle.entry?.[0]?.resource?.resourceType]).to.deep.equal(['document', 'Composition']);
    for (const one of resolvedGolden(bundle)) expect(judge(one), one.resourceType).to.deep.equal(clean);
  });

  it('keeps the version of what did not change and gives a new one to what did', async () => {
    const before = (await peer.get(`Patient/${patientId}`)).body as Resource;
    await indexed(api, facility.id, visits);
    expect((await peer.get(`Patient/${patientId}`)).body).to.deep.equal(before);
    await write(
      systemCtx(api.services, facility.id),
      'test.change',
      async (tx) => void (await tx('patients').where({ id: patient.id }).update({ phone: '0912999999' })),
    );
    await indexed(api, facility.id, visits);
    const after = (await peer.get(`Patient/${patientId}`)).body as Resource;
    expect(after.meta?.versionId).not.to.equal(before.meta?.versionId);
    expect(Date.parse(after.meta?.lastUpdated ?? '')).to.be.greaterThan(Date.parse(before.meta?.lastUpdated ?? ''));
  });

  it('follows the closing of a visit by itself, and finds within the hour what changed afterwards', async () => {
    const fresh = await insertClosedVisit(systemCtx(api.services, facility.id));
    await runJobs(api);
    const found = (await everyPage('Encounter')).find((one) => JSON.stringify(one).includes(fresh));
    expect(found).not.to.equal(undefined);
    await write(systemCtx(api.services, facility.id), 'test.change', async (tx) => {
      await tx('encounters').where({ id: fresh }).update({ reason: 'Đau họng ba ngày' });
    });
    await indexRecent(api.services);
    await runJobs(api);
    const [changed] = resourcesOf((await peer.get(`Encounter?_id=${found?.id}`)).body);
    expect(changed?.meta?.lastUpdated).to.satisfy((at: string) => at > (found?.meta?.lastUpdated ?? ''));
  });

  it('shows nothing of a person who said no from then on, but the facility and its people', async () => {
    const ctx = systemCtx(api.services, facility.id);
    const { facilityNumber } = (await row<{ facilityNumber: string }>(
      api.database.owner,
      `SELECT n.number AS facility_number FROM facility_patients AS n WHERE n.facility_id = :id LIMIT 1`,
      { id: facility.id },
    )) ?? { facilityNumber: '' };
    await recordConsentByNumber(ctx, { patientNumber: facilityNumber, decision: 'withdrawn', evidence: 'Giấy số 1/2026' });
    expect((await peer.get(`Patient/${patientId}`)).status).to.equal(404);
    expect((await peer.get(`Patient/${patientId}/$everything`)).status).to.equal(404);
    expect(await everyPage('Observation')).to.deep.equal([]);
    expect(await everyPage(`AuditEvent?patient=${patientId}`)).to.deep.equal([]);
    expect((await peer.get(`Patient/${patientId}/$summary`)).status).to.equal(404);
    expect(resourcesOf((await peer.get('Practitioner')).body).length).to.be.greaterThan(0);
    await recordConsentByNumber(ctx, { patientNumber: facilityNumber, decision: 'given', evidence: 'Giấy số 2/2026' });
    expect((await peer.get(`Patient/${patientId}`)).status).to.equal(200);
  });
});
