import { expect } from 'chai';
import { XMLParser } from 'fast-xml-parser';
import supertest from 'supertest';
import { addDestination } from '../../api/interop/add-destination.ts';
import type { LoginAnswer } from '../../api/auth/auth-schemas.ts';
import type { DrugEntry, IcdEntry, ServiceEntry } from '../../api/catalogues/catalogue-schemas.ts';
import type { ClaimExportView, ClaimList } from '../../api/claims/claim-schemas.ts';
import type { BillView, CloseAnswer, EncounterView, VersionView } from '../../api/encounters/encounter-schemas.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import type { ScanAnswer } from '../../api/patients/patient-schemas.ts';
import type { RegistrationAnswer } from '../../api/patients/registration-schemas.ts';
import type { SignedPrescription } from '../../api/prescriptions/prescription-schemas.ts';
import type { RoomView, TicketView } from '../../api/queue/queue-schemas.ts';
import { claimTable, claimVersionAt } from '../../domain/claims/claim-definitions.ts';
import { localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import { add, compare } from '../../domain/money.ts';
import { DEMO_PASSWORD } from '../../seeds/demo/district.ts';
import { clientOf, codesOf, testApi, type Client, type TestApi } from '../support/api.ts';
import { demoDatabase } from '../support/database.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { judge, resolvedResources } from '../support/fhir-validators.ts';
import { runJobs } from '../support/jobs.ts';
import { unzip } from '../support/unzip.ts';

const citizenQr = '014080912345|987654321|Lò Văn Hương|12031980|Nam|Bản Nà Hoa, Mai Sơn, Sơn La|01012022';
const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const cardQr = `GD4149912345678|${hex('Lò Văn Hương')}|12/03/1980|1|${hex('Bản Nà Hoa')}|14 - 902|01/01/2026|-|01/01/2026|14099|-|K1|01/01/2030|demo$`;

describe('the journey from the reception desk to the claim file, through the API', function () {
  this.timeout(120_000);
  let api: TestApi;
  let fhir: TestFhirServer;
  let reception: Client;
  let doctor: Client;
  let officer: Client;
  let encounterId: string;
  let facilityId: string;
  let closed: CloseAnswer;

  before(async () => {
    api = await testApi(await demoDatabase());
    fhir = await startFhirServer();
    reception = await logIn('tieptan.nahoa');
    doctor = await logIn('bacsi.nahoa');
    officer = await logIn('giamdinh.nahoa');
    await addDestination(systemCtx(api.services, facilityId), api.services.secrets, { name: 'loopback', baseUrl: fhir.baseUrl });
  });
  after(async () => await fhir.close());

  async function logIn(username: string): Promise<Client> {
    const response = await supertest(api.app).post('/api/auth/login').send({ username, password: DEMO_PASSWORD }).expect(200);
    const answer = response.body as LoginAnswer;
    if (answer.kind !== 'session') throw new Error('a demo person works at one place');
    facilityId = answer.session.facility.id;
    return clientOf(api, answer.session.user.id, answer.accessToken);
  }

  async function firstOf<T>(client: Client, path: string): Promise<T> {
    const response = await client.get(path).expect(200);
    const [first] = (response.body as { items: T[] }).items;
    if (first === undefined) throw new Error(`nothing found at ${path}`);
    return first;
  }

  it('registers a scanned person with a scanned card and gives a numbered ticket', async () => {
    const person = (await reception.post('/scans', { text: citizenQr }).expect(200)).body as ScanAnswer;
    const card = (await reception.post('/scans', { text: cardQr }).expect(200)).body as ScanAnswer;
    expect(person.matches).to.deep.equal([]);
    const room = await firstOf<RoomView>(reception, '/rooms');
    const response = await reception
      .post('/registrations', {
        patient: {
          kind: 'new',
          id: newId(),
          data: {
            fullName: person.person.fullName,
            sex: person.person.sex,
            birthDate: person.person.birthDate,
            birthPrecision: person.person.birthPrecision,
            address: { communeCode: '04105', text: person.person.addressText },
            identifiers: [{ system: 'citizen-id', value: person.person.citizenId }],
          },
        },
        coverage: {
          kind: 'new-card',
          card: {
            id: newId(),
            cardNumber: card.card?.cardNumber,
            validFrom: card.card?.validFrom,
            registeredFacilityCode: card.card?.registeredFacilityCode,
            areaCode: card.card?.areaCode,
            fiveYearDate: card.card?.fiveYearDate,
          },
        },
        visit: { id: newId(), roomId: room.id, priority: 'normal', reason: 'Đau họng, sốt' },
      })
      .expect(201);
    const registered = response.body as RegistrationAnswer;
    expect(registered.ticket.number).to.be.greaterThan(0);
    expect(registered.arrivalCategory).to.equal('1.2');
    encounterId = registered.encounterId;
  });

  it('calls the next patient, records vitals and a diagnosis found without marks', async () => {
    const room = await firstOf<RoomView>(doctor, '/rooms');
    const ticket = (await doctor.post(`/rooms/${room.id}/calls`, {}).expect(200)).body as TicketView;
    expect(ticket.encounterId).to.equal(encounterId);
    const encounter = (await doctor.get(`/encounters/${encounterId}`).expect(200)).body as EncounterView;
    await doctor.post(`/patients/${encounter.patient.id}/no-known-allergies`, {}).expect(200);
    const values = { pulse: '82', systolic: '125', diastolic: '78', temperature: '37.9', weight: '58', height: '165' };
    const vitals = (await doctor.put(`/encounters/${encounterId}/vitals`, { version: encounter.version, values }).expect(200))
      .body as VersionView;
    const icd = await firstOf<IcdEntry>(doctor, '/catalogues/icd10?q=viem%20hong%20cap');
    const items = [{ id: newId(), icdCode: icd.code }];
    await doctor.put(`/encounters/${encounterId}/diagnoses`, { version: vitals.version, items }).expect(200);
  });

  it('orders a service and performs it', async () => {
    const service = await firstOf<ServiceEntry>(doctor, '/catalogues/services?q=tong%20phan%20tich%20te%20bao%20mau');
    const orderId = newId();
    await doctor.post(`/encounters/${encounterId}/orders`, { id: orderId, serviceCode: service.code }).expect(201);
    await doctor.post(`/encounters/${encounterId}/orders/${orderId}/performance`, { resultText: 'Bạch cầu 8,1 G/L' }).expect(200);
  });

  it('refuses a contraindicated pair until one of the two is removed, and signs', async () => {
    const drug = async (name: string) => (await firstOf<DrugEntry>(doctor, `/catalogues/drugs?q=${encodeURIComponent(name)}`)).code;
    const dosage = { morning: '1', evening: '1', days: 5, timing: 'after-meal' };
    const line = async (name: string) => ({ id: newId(), drugCode: await drug(name), dosage });
    const [azithromycin, domperidon, paracetamol] = [await line('azithromycin'), await line('domperidon'), await line('paracetamol 500')];

    const pair = { id: newId(), lines: [azithromycin, domperidon], acceptedWarnings: [] };
    const refused = await doctor.post(`/encounters/${encounterId}/prescriptions`, pair).expect(422);
    expect(codesOf(refused)).to.include('interaction_contraindicated');
    const answered = [{ code: 'interaction_contraindicated', path: 'lines.1', reason: 'thử' }];
    await doctor.post(`/encounters/${encounterId}/prescriptions`, { ...pair, acceptedWarnings: answered }).expect(422);

    const good = { id: newId(), lines: [azithromycin, paracetamol], acceptedWarnings: [] };
    const signed = (await doctor.post(`/encounters/${encounterId}/prescriptions`, good).expect(201)).body as SignedPrescription;
    expect(signed.documents[0]?.code).to.match(/^dm902[0-9a-z]{7}-c$/);
  });

  it('closes the visit and splits its bill to the last digit', async () => {
    const { version } = (await doctor.get(`/encounters/${encounterId}`).expect(200)).body as EncounterView;
    const closure = { version, outcome: '2', dischargeType: '1', advice: 'Uống nhiều nước' };
    closed = (await doctor.post(`/encounters/${encounterId}/closure`, closure).expect(200)).body as CloseAnswer;
    const bill = (await doctor.get(`/encounters/${encounterId}/bill`).expect(200)).body as BillView;
    expect(bill).to.deep.equal(closed.bill);
    expect(bill.final).to.equal(true);
    expect(bill.benefitRate).to.equal('100'); // a commune station pays in full whatever the card says
    expect(bill.lines.map((one) => one.kind)).to.deep.equal(['examination', 'service', 'drug', 'drug']);
    expect(compare(bill.totals.hospitalAmount, '0')).to.equal(1);
    for (const amounts of [bill.totals, ...bill.lines]) {
      expect(add(amounts.fundAmount, amounts.copayAmount, amounts.selfPayAmount, amounts.otherSourceAmount)).to.equal(
        amounts.hospitalAmount,
      );
    }
  });

  it('exports the day: one file a visit whose fields, order and sums obey the standard', async () => {
    const day = localDay(new Date());
    const claims = (await officer.get(`/claims?day=${day}`).expect(200)).body as ClaimList;
    const own = claims.items.find((one) => one.encounterId === encounterId);
    expect(own?.findings.filter(({ severity }) => severity === 'block' || severity === 'error')).to.deep.equal([]);

    const exportId = newId();
    await officer.post('/claim-exports', { id: exportId, from: day, until: day }).expect(202);
    await runJobs(api);
    const ready = (await officer.get(`/claim-exports/${exportId}`).expect(200)).body as ClaimExportView;
    expect(ready).to.include({ state: 'ready', total: 1, included: 1, leftOut: 0, fundAmount: closed.bill.totals.fundAmount });
    const download = await officer.get(`/claim-exports/${exportId}/file`).buffer(true).parse(binary).expect(200);
    const files = unzip(download.body as Buffer);
    expect(files).to.have.length(1);
    const tables = tablesOf(files[0]?.content ?? Buffer.alloc(0));
    for (const code of ['XML1', 'XML2', 'XML3'] as const) {
      for (const row of tables[code])
        expect(Object.keys(row)).to.deep.equal(claimTable(code, claimVersionAt(day)).fields.map((field) => field.name));
    }
    const sum = (code: MainCode, field: string) => add('0', ...tables[code].map((row) => row[field] ?? ''));
    const [summary] = tables.XML1;
    expect(summary?.['T_TONGCHI_BV']).to.equal(add(sum('XML2', 'THANH_TIEN_BV'), sum('XML3', 'THANH_TIEN_BV')));
    expect(summary?.['T_BHTT']).to.equal(closed.bill.totals.fundAmount);
    expect(summary?.['HO_TEN']).to.equal('LÒ VĂN HƯƠNG');
  });

  it('sends the closed visit as one FHIR transaction that two unrelated validators accept', async () => {
    await runJobs(api);
    const [bundle] = fhir.received;
    const resources = resolvedResources(bundle as never);
    const types = new Set(resources.map((one) => one.resourceType));
    for (const type of [
      'Patient',
      'Coverage',
      'Organization',
      'Practitioner',
      'Encounter',
      'Condition',
      'Observation',
      'MedicationRequest',
      'Claim',
    ] as const) {
      expect(types.has(type), type).to.equal(true);
    }
    for (const resource of resources) {
      const verdict = judge(resource);
      expect(verdict, resource.resourceType).to.deep.equal({ ...verdict, medplum: [], lantana: [], own: [] });
    }
    const administrator = await logIn('quantri.nahoa');
    const summary = await administrator.get('/outbox-summary').expect(200);
    expect((summary.body as { destinations: object[] }).destinations[0]).to.include({
      name: 'loopback',
      waiting: 0,
      failed: 0,
      deliveredToday: 1,
    });
  });
});

function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: true,
  isArray: (name) => /^(FILEHOSO|CHI_TIET_THUOC|CHI_TIET_DVKT)$/.test(name),
});

type MainCode = 'XML1' | 'XML2' | 'XML3';

/** The tables of a claim file as rows of text, read with a parser that knows nothing of how they were written. */
function tablesOf(file: Buffer): Record<MainCode, Record<string, string>[]> {
  interface Envelope {
    GIAMDINHHS: { THONGTINHOSO: { DANHSACHHOSO: { HOSO: { FILEHOSO: { LOAIHOSO: MainCode; NOIDUNGFILE: string }[] } } } };
  }
  const envelope = parser.parse(file.toString('utf8')) as Envelope;
  const inner = envelope.GIAMDINHHS.THONGTINHOSO.DANHSACHHOSO.HOSO.FILEHOSO.map(
    ({ LOAIHOSO, NOIDUNGFILE }) => [LOAIHOSO, parser.parse(Buffer.from(NOIDUNGFILE, 'base64').toString('utf8'))] as const,
  );
  const of = (code: MainCode): unknown => inner.find(([name]) => name === code)?.[1];
  const xml1 = of('XML1') as { TONG_HOP: Record<string, string> };
  const xml2 = of('XML2') as { CHITIEU_CHITIET_THUOC: { DSACH_CHI_TIET_THUOC: { CHI_TIET_THUOC: Record<string, string>[] } } };
  const xml3 = of('XML3') as { CHITIEU_CHITIET_DVKT_VTYT: { DSACH_CHI_TIET_DVKT: { CHI_TIET_DVKT: Record<string, string>[] } } };
  return {
    XML1: [xml1.TONG_HOP],
    XML2: xml2.CHITIEU_CHITIET_THUOC.DSACH_CHI_TIET_THUOC.CHI_TIET_THUOC,
    XML3: xml3.CHITIEU_CHITIET_DVKT_VTYT.DSACH_CHI_TIET_DVKT.CHI_TIET_DVKT,
  };
}
