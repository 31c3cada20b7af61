import { expect } from 'chai';
import type { DispensingList } from '../../../api/dispensing/dispensing-schemas.ts';
import { releaseUncollected } from '../../../api/dispensing/release-uncollected.ts';
import { addDays, localDay, startOfDay } from '../../../domain/dates.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from '../stock/a-pharmacy.ts';
import { aPrescription, drugsOnBill, handOver } from './a-prescription.ts';

const [PARACETAMOL, IBUPROFEN, AMOXICILLIN, DIGOXIN, AMIODARONE] = ['T001', 'T009', 'T045', 'T139', 'T140'];

describe('hand drugs over the window', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    await stock(api, place.facility, {
      [PARACETAMOL]: '100',
      [IBUPROFEN]: '200',
      [AMOXICILLIN]: '300',
      [DIGOXIN]: '50',
      [AMIODARONE]: '60',
    });
    pharmacy = await aPharmacy(place);
    await pharmacy.receive(
      pharmacy.counterId,
      { drugCode: PARACETAMOL, quantity: '6', lotNumber: 'SOON', expiresOn: '2028-01-31' },
      { drugCode: PARACETAMOL, quantity: '100', lotNumber: 'LATE', expiresOn: '2029-01-31' },
      { drugCode: AMOXICILLIN, quantity: '100' },
    );
  });
  afterEach(() => api.setNow(undefined));

  const search = async (query: string, show = 'open') =>
    ((await place.pharmacist.post('/dispensings/search', { query, show }).expect(200)).body as DispensingList).items;

  itIsGuarded(
    () => api,
    async () => {
      const at = await aPrescription(place, { [PARACETAMOL]: '3' });
      const { facility } = await aFacility(api);
      return {
        method: 'post' as const,
        path: `${at.path}/hand-overs`,
        body: await at.handing(pharmacy.counterId),
        status: 201,
        may: place.pharmacist,
        mayNot: place.doctor,
        elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/dispensings/${newId()}/hand-overs` },
        malformed: [
          [{ lines: [] }, 'malformed@lines'],
          [{ collectedBy: ' ' }, 'malformed@collectedBy'],
          [{ depotId: 'x' }, 'malformed@depotId'],
        ],
      };
    },
  );

  it('holds at signing what expires first, and gives it away with the lot on the paper', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '10', [AMOXICILLIN]: '15' });
    expect(await pharmacy.shelves(pharmacy.counterId)).to.deep.equal(['T001 SOON 6/6', 'T001 LATE 100/4', 'T045 L1 100/15']);
    const before = await at.view();
    expect(before).to.include({ state: 'waiting', late: false, prescriberName: 'Người Thử Nghiệm' });
    expect(before.lines[0]?.proposals.map(({ lotNumber, quantity }) => [lotNumber, quantity])).to.deep.equal([
      ['SOON', '6'],
      ['LATE', '4'],
    ]);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
    expect(await pharmacy.shelves(pharmacy.counterId)).to.deep.equal(['T001 LATE 96/0', 'T045 L1 85/0']);
    const after = await at.view();
    expect(after.state).to.equal('done');
    expect(after.lines[0]?.handedOver.map(({ lotNumber, quantity, collectedBy }) => [lotNumber, quantity, collectedBy])).to.deep.equal([
      ['SOON', '6', 'Lò Văn Thử'],
      ['LATE', '4', 'Lò Văn Thử'],
    ]);
    expect(await drugsOnBill(at.visit)).to.deep.equal(['10 × 100', '15 × 300']);
  });

  it('owes nothing of a drug the facility does not have', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '3', T183: '10' });
    const { lines } = await at.view();
    expect(lines.map(({ ordered, remaining }) => [ordered, remaining])).to.deep.equal([
      [true, '3'],
      [false, '0'],
    ]);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
    expect((await at.view()).state).to.equal('done');
  });

  it('gives a part, keeps the rest held and gives it later, never more', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId, ['5']));
    expect(await pharmacy.shelves(pharmacy.counterId)).to.include('T045 L1 95/10');
    expect((await at.view()).lines[0]).to.include({ given: '5', remaining: '10' });
    const tooMuch = await at.handing(pharmacy.counterId, ['10.001']);
    const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, tooMuch), 422);
    expect(findings(refused)).to.deep.equal(['dispensing_too_much@lines.0.quantity']);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId, ['10']));
    const again = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, { ...tooMuch, id: newId() }), 409);
    expect(findings(again)).to.deep.equal(['dispensing_done@']);
  });

  it('lets one of two pharmacists give, and tells the other that it was given', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
    const other = await aUser(api, place.facility, ['pharmacist']);
    const [mine, theirs] = [await at.handing(pharmacy.counterId), await at.handing(pharmacy.counterId)];
    const answers = await Promise.all([place.pharmacist.post(`${at.path}/hand-overs`, mine), other.post(`${at.path}/hand-overs`, theirs)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect(answers.filter(({ status }) => status === 409).map(findings)).to.deep.equal([['dispensing_done@']]);
    expect(await pharmacy.shelves(pharmacy.counterId)).to.include('T045 L1 85/0');
  });

  it('takes nothing that others hold, and says how much is free', async () => {
    await aPrescription(place, { [AMOXICILLIN]: '95' });
    const at = await aPrescription(place, { [AMOXICILLIN]: '10' });
    expect((await at.view()).lines[0]).to.include({ short: '5' });
    const body = await at.handing(pharmacy.counterId, ['10']);
    const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, body), 422);
    expect(findings(refused)).to.deep.equal(['stock_short@lines.0.quantity']);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
    expect((await at.view()).lines[0]).to.include({ given: '5', remaining: '5' });
  });

  it('refuses the box of another drug, an expired and a recalled one', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '5' });
    const body = await at.handing(pharmacy.counterId);
    const lots = await pharmacy.stock(pharmacy.counterId);
    const lotOf = (lotNumber: string) => lots.find((lot) => lot.lotNumber === lotNumber)?.lotId ?? '';
    const withLot = (lotId: string) => ({ ...body, id: newId(), lines: body.lines.map((line) => ({ ...line, lotId })) });
    const refused = async (lotId: string) =>
      findings(await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, withLot(lotId)), 422));
    expect(await refused(lotOf('L1'))).to.deep.equal(['dispensing_lot_wrong@lines.0.lotId']);
    expect(await refused(newId())).to.deep.equal(['stock_lot_not_found@lines.0.lotId']);
    await place.pharmacist.post(`/stock/lots/${lotOf('SOON')}/recall`, { reason: 'công văn' }).expect(200);
    expect(await pharmacy.shelves(pharmacy.counterId)).to.include('T001 SOON 6/0');
    expect(await refused(lotOf('SOON'))).to.deep.equal(['dispensing_lot_recalled@lines.0.lotId']);
    expect((await at.view()).lines[0]?.proposals.map(({ lotNumber }) => lotNumber)).to.deep.equal(['LATE']);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
  });

  it('stops a drug that was withdrawn between prescribing and dispensing, and no other of the prescription', async () => {
    const at = await aPrescription(place, { [PARACETAMOL]: '3', [AMOXICILLIN]: '3' });
    const body = await at.handing(pharmacy.counterId);
    const until = (day: string | null) => api.database.owner('drugs').where({ code: AMOXICILLIN }).update({ validTo: day });
    await until(addDays(localDay(new Date()), -1));
    try {
      expect((await at.view()).issues.map(({ code, path }) => `${code}@${path}`)).to.deep.equal(['drug_withdrawn@lines.1']);
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, body), 422);
      expect(findings(refused)).to.deep.equal(['drug_withdrawn@lines.1']);
      await handOver(place.pharmacist, at, { ...body, lines: body.lines.slice(0, 1) });
    } finally {
      await until(null);
    }
  });

  const anAllergy = async (patientId: string, substance: string, atcCode: string) =>
    await place.nurse.post(`/patients/${patientId}/allergies`, { id: newId(), substance, atcCode }).expect(201);

  it('checks again on what is known now: an allergy told after signing stops its drug, whatever is answered', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '3', [PARACETAMOL]: '3' });
    await anAllergy(at.visit.patientId, 'Amoxicilin', 'J01CA04');
    const body = await at.handing(pharmacy.counterId);
    const answer = { code: 'allergy_ingredient', path: 'lines.0', reason: 'đã hỏi' };
    const accepting = { ...body, acceptedWarnings: [answer] };
    const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, accepting), 422);
    expect(findings(refused)).to.have.length(1);
    expect(findings(refused)[0]).to.match(/^allergy_\w+@lines\.0/);
    await handOver(place.pharmacist, at, { ...body, lines: body.lines.slice(1) });
  });

  it('asks for an answer to a new warning, and not again for what the doctor answered at signing', async () => {
    const pair = { code: 'interaction_major', path: 'lines.1', reason: 'theo dõi điện tim' };
    await pharmacy.receive(pharmacy.counterId, { drugCode: DIGOXIN, quantity: '50' }, { drugCode: AMIODARONE, quantity: '50' });
    const answered = await aPrescription(place, { [DIGOXIN]: '5', [AMIODARONE]: '5' }, [pair]);
    expect((await answered.view()).issues.filter(({ severity }) => severity !== 'information')).to.deep.equal([]);
    await handOver(place.pharmacist, answered, await answered.handing(pharmacy.counterId));

    const at = await aPrescription(place, { [AMOXICILLIN]: '3' });
    await anAllergy(at.visit.patientId, 'Cefalexin', 'J01DB01');
    const body = await at.handing(pharmacy.counterId);
    const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/hand-overs`, body), 422);
    const [code = '', path = ''] = (findings(refused)[0] ?? '').split('@');
    expect(findings(refused)).to.have.length(1);
    await handOver(place.pharmacist, at, { ...body, acceptedWarnings: [{ code, path, reason: 'bác sĩ đã biết' }] });
  });

  it('gives until the fifth day, later only with a reason, and holds nothing any more', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
    const { collectUntil } = await at.view();
    expect(collectUntil).to.equal(addDays(localDay(new Date()), 5));
    const held = async () =>
      (
        await row<{ held: string }>(
          api.database.owner,
          'SELECT sum(b.reserved) AS held FROM stock_balances AS b WHERE b.facility_id = :id',
          {
            id: place.facility.id,
          },
        )
      )?.held;
    const noonOf = (day: string) => new Date(Date.parse(startOfDay(day)) + 12 * 3_600_000).toISOString();
    api.setNow(noonOf(collectUntil));
    await releaseUncollected(api.services);
    expect(await held()).to.deep.equal('15');
    api.setNow(noonOf(addDays(collectUntil, 1)));
    await releaseUncollected(api.services);
    expect(await held()).to.equal('0');
    const late = await aUser(api, place.facility, ['pharmacist']);
    const view = (await late.get(at.path).expect(200)).body as Awaited<ReturnType<typeof at.view>>;
    expect(view.late).to.equal(true);
    const lines = (view.lines[0]?.proposals ?? []).map(({ lotId, quantity }) => ({ lineId: view.lines[0]?.id, lotId, quantity }));
    const body = { id: newId(), depotId: pharmacy.counterId, collectedBy: 'A', acceptedWarnings: [], lines };
    const refused = await refusedWithoutTrace(api, () => late.post(`${at.path}/hand-overs`, body), 422);
    expect(findings(refused)).to.deep.equal(['dispensing_late_reason@lateReason']);
    await late.post(`${at.path}/hand-overs`, { ...body, lateReason: 'đường sạt lở' }).expect(201);
  });

  it('gives after the visit was closed: the bill stands and nothing of it changes', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
    await place.doctor.post(`${at.visit.path}/closure`, await at.visit.fresh({ outcome: '2', dischargeType: '1' })).expect(200);
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
    expect(await drugsOnBill(at.visit)).to.deep.equal(['15 × 300']);
  });

  it('is found by scan of the prescription or the visit, by ticket and by name, and waits in order of signing', async () => {
    const [one, two] = [await aPrescription(place, { [AMOXICILLIN]: '1' }), await aPrescription(place, { [PARACETAMOL]: '1' })];
    expect((await search('')).map(({ id }) => id)).to.deep.equal([one.id, two.id]);
    const [first, second] = await search('');
    const ids = async (query: string) => (await search(query)).map(({ id }) => id);
    expect(await ids(first?.prescriptionCode.toUpperCase() ?? '')).to.deep.equal([one.id]);
    expect(await ids(second?.encounterCode ?? '')).to.deep.equal([two.id]);
    expect(await ids(second?.ticket ?? '')).to.deep.equal([two.id]);
    expect(await ids(second?.ticket?.split('-')[1] ?? '')).to.deep.equal([two.id]);
    expect(await ids((first?.fullName ?? '').toUpperCase())).to.include.members([one.id]);
    expect(await ids('khong co ai')).to.deep.equal([]);
    await handOver(place.pharmacist, one, await one.handing(pharmacy.counterId));
    expect((await search('')).map(({ id }) => id)).to.deep.equal([two.id]);
    expect((await search('', 'today')).map(({ id }) => id)).to.deep.equal([one.id, two.id]);
  });

  it('lets everybody who was given something of a lot be found, until it is brought back', async () => {
    const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
    await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
    const patients = async () =>
      (
        (await place.pharmacist.get(`/stock/lot-patients?drugCode=${AMOXICILLIN}&lotNumber=L1`).expect(200)).body as {
          items: { patientId: string; quantity: string }[];
        }
      ).items;
    expect((await patients()).map(({ patientId, quantity }) => [patientId, quantity])).to.deep.equal([[at.visit.patientId, '15']]);
    await refusedWithoutTrace(api, () => place.nurse.get('/stock/lot-patients?drugCode=T045&lotNumber=L1'), 403);
  });
});
