import { expect } from 'chai';
import type { BordereauView } from '../../../api/encounters/bordereau-schemas.ts';
import { judgeClaim, type JudgedClaim } from '../../../api/claims/judge-claim.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { readSnapshot } from '../../../db/doors.ts';
import { readVisit } from '../../../db/views/visit-view.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aPerson } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aPharmacy, type Pharmacy } from '../stock/a-pharmacy.ts';
import { aSupplyImport, PLATE, SCREW, SYRINGE, supplyRow } from '../stock/a-supply-list.ts';

const SUTURE = '03.3827.0216';
const DAY = '2026-11-24';

/*
 * By hand, for a hospital of class 3 on a day when the base salary is 2 530 000 dong: the supplies of one use of a service count up to 45 of them,
 * 113 850 000. A plate of 100 000 000 and 20 screws of 900 000 (the insurance counts 750 000 of each) are 115 000 000 insured: of the screws
 * 13 850 000 are left. Examination 39 800, suture 194 700, two syringes 2 500 beside.
 */
describe('supplies in the claim of a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  let visit: OpenVisit;

  before(async () => {
    api = await testApi();
    api.setNow(`${DAY}T02:00:00Z`);
    place = await aWorkplace(api, aHospital);
    pharmacy = await aPharmacy(place);
    const rows = [
      supplyRow(),
      supplyRow({ 0: SCREW, 1: 'Vít xốp', 4: 'VX-4.5', 5: { number: '900000' }, 6: { number: '750000' } }),
      supplyRow({ 0: PLATE, 1: 'Nẹp khóa', 5: { number: '100000000' } }),
    ];
    await place.pharmacist.post('/supplies/imports', await aSupplyImport(rows)).expect(201);
    const lot = { lotNumber: 'L1', expiresOn: '2029-12-31', unitPrice: '1' };
    const lines = [SYRINGE, SCREW, PLATE].map((drugCode) => ({ id: newId(), drugCode, quantity: '100', ...lot }));
    const { status, body } = await pharmacy.book({ kind: 'receipt', day: DAY, depotId: pharmacy.cabinetId, lines });
    expect(status, JSON.stringify(body)).to.equal(200);
  });

  const order = async (): Promise<string> => {
    const id = newId();
    await place.doctor.post(`${visit.path}/orders`, { id, serviceCode: SUTURE, quantity: '1', repeatReason: 'vết thứ hai' }).expect(201);
    return id;
  };
  const perform = async (id: string) => await place.doctor.post(`${visit.path}/orders/${id}/performance`).expect(200);
  const take = async (...lines: object[]) =>
    await place.doctor
      .post(`${visit.path}/cabinet-issues`, {
        ...{ id: newId(), depotId: pharmacy.cabinetId, acceptedWarnings: [], lines: lines.map((line) => ({ id: newId(), ...line })) },
      })
      .expect(201);
  const judged = async (): Promise<JudgedClaim> => {
    await place.nurse.put(`${visit.path}/vitals`, await visit.fresh({ values: { weight: '50' } })).expect(200);
    await visit.diagnose('S01.0');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
    const ctx = { ...systemCtx(api.services, place.facility.id), now: `${DAY}T02:00:00Z` };
    const record = await readSnapshot(ctx, async (tx) => await readVisit(tx, place.facility.id, visit.encounterId));
    if (record === undefined) throw new Error('the visit is not closed');
    return await judgeClaim(ctx, record);
  };
  const rulesOf = ({ findings }: JudgedClaim): string[] => findings.map(({ rule }) => rule).filter((rule) => /^(SUP|MON)-/.test(rule));

  let persons = 0;
  beforeEach(async () => {
    persons += 1;
    const identifiers = [{ system: 'citizen-id' as const, value: `01409100${String(persons).padStart(4, '0')}` }];
    visit = await openVisit(place, {
      patient: { kind: 'new', id: newId(), data: aPerson({ identifiers }) },
      coverage: { kind: 'new-card', card: aCard({ registeredFacilityCode: place.facility.code }) },
    });
  });

  it('share the ceiling of their service, before the rate of the card, to the last dong', async () => {
    const orderId = await order();
    await take(
      { drugCode: PLATE, quantity: '1', orderId },
      { drugCode: SCREW, quantity: '20', orderId },
      { drugCode: SYRINGE, quantity: '2' },
    );
    await perform(orderId);
    const bill = await visit.bill();
    expect(
      bill.lines.filter(({ kind }) => kind === 'supply').map(({ insuranceAmount, fundAmount }) => [insuranceAmount, fundAmount]),
    ).to.deep.equal([
      ['100000000', '80000000'],
      ['13850000', '11080000'],
      ['2500', '2000'],
    ]);
    expect(bill.totals).to.deep.equal({
      ...{ hospitalAmount: '118237000', insuranceAmount: '114087000', fundAmount: '91269600' },
      ...{ copayAmount: '22817400', selfPayAmount: '4150000', otherSourceAmount: '0' },
    });
  });

  it('name service, package, tender and mark in table 3, and no rule speaks against them', async () => {
    const [first, second] = [await order(), await order()];
    await take({ drugCode: PLATE, quantity: '1', orderId: second }, { drugCode: SYRINGE, quantity: '2' });
    await take({ drugCode: SCREW, quantity: '20', orderId: second });
    await take({ drugCode: SCREW, quantity: '1', orderId: first });
    await perform(first);
    await perform(second);
    const claim = await judged();
    const supplies = (claim.tables.XML3 ?? []).filter((row) => row['MA_NHOM'] === '10');
    const fields = ['MA_VAT_TU', 'MA_DICH_VU', 'GOI_VTYT', 'TT_THAU', 'MA_HIEU_SP', 'DON_GIA_BH', 'THANH_TIEN_BH', 'T_TRANTT'];
    const none = '';
    expect(supplies.map((row) => fields.map((field) => row[field] ?? none))).to.deep.equal([
      [PLATE, SUTURE, 'G1', '12/QĐ-SYT;G1;N0;2026', none, '100000000.000', '100000000', none],
      [SYRINGE, none, none, '12/QĐ-SYT;G1;N0;2026', none, '1250.000', '2500', none],
      [SCREW, SUTURE, 'G1', '12/QĐ-SYT;G1;N0;2026', 'VX-4.5', '750000.000', '13850000', '13850000'],
      [SCREW, SUTURE, 'G2', '12/QĐ-SYT;G1;N0;2026', 'VX-4.5', '750000.000', '750000', none],
    ]);
    const services = (claim.tables.XML3 ?? []).filter((row) => row['MA_DICH_VU'] === SUTURE && row['MA_VAT_TU'] === '');
    expect(services.map((row) => row['GOI_VTYT'])).to.have.members(['G1', 'G2']);
    expect(claim.tables.XML1?.[0]?.['T_VTYT']).to.equal('118902500');
    expect(rulesOf(claim)).to.deep.equal([]);
  });

  it('stand in item 9 of the cost statement alone, in item 10 by service', async () => {
    const orderId = await order();
    await take({ drugCode: SYRINGE, quantity: '2' }, { drugCode: SCREW, quantity: '1', orderId });
    const statement = async () =>
      ((await place.doctor.get(`${visit.path}/bordereau`).expect(200)).body as BordereauView).sheets[0]?.blocks ?? [];
    const of = (blocks: Awaited<ReturnType<typeof statement>>, item: string) => blocks.find((block) => block.item === item);
    expect(of(await statement(), '10')?.lines[0]?.package).to.deep.equal({ number: 'G1' });
    await perform(orderId);
    const blocks = await statement();
    expect(blocks.map(({ item, totals }) => [item, totals.hospitalAmount])).to.deep.equal([
      ['1', '39800'],
      ['6', '194700'],
      ['9', '2500'],
      ['10', '900000'],
    ]);
    expect(of(blocks, '10')?.lines[0]?.package?.serviceName).to.match(/Khâu vết thương/);
    expect(of(blocks, '9')?.lines[0]).to.not.have.property('package');
  });

  it('are found by the rules where the list does not agree with them', async () => {
    const orderId = await order();
    await take({ drugCode: SYRINGE, quantity: '1', orderId });
    await perform(orderId);
    expect(rulesOf(await judged())).to.deep.equal([]);
    // From today the list has it cheaper: the charge that stands is dearer than what was approved.
    await place.pharmacist
      .post('/supplies/imports', await aSupplyImport([supplyRow({ 5: { number: '1000' } })], { validFrom: DAY }))
      .expect(201);
    const { officer } = place;
    const again = (await officer.post('/claim-checks', { encounterId: visit.encounterId }).expect(200)).body as {
      findings: { rule: string }[];
    };
    expect(again.findings.map(({ rule }) => rule)).to.include('SUP-003');
  });
});
