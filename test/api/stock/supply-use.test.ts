import { expect } from 'chai';
import type { CabinetIssueList } from '../../../api/stock/cabinet-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard } from '../../support/a-registration.ts';
import { stock, testApi, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';
import { aSupplyImport, SCREW, SYRINGE, supplyRow } from './a-supply-list.ts';

const SUTURE = '03.3827.0216';
const PARACETAMOL = 'T001';

describe('supplies taken from a duty cabinet for a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  let visit: OpenVisit;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api, aHospital);
    await stock(api, place.facility, { [PARACETAMOL]: '100' });
    const screw = supplyRow({ 0: SCREW, 1: 'Vít xốp', 5: { number: '900000' }, 6: { number: '750000' }, 7: { number: '80' } });
    await place.pharmacist.post('/supplies/imports', await aSupplyImport([supplyRow(), screw])).expect(201);
    pharmacy = await aPharmacy(place);
    await pharmacy.receive(
      pharmacy.cabinetId,
      { drugCode: SYRINGE, quantity: '3', lotNumber: 'SOON', expiresOn: '2028-01-31' },
      { drugCode: SYRINGE, quantity: '10', lotNumber: 'LATE', expiresOn: '2029-01-31' },
      { drugCode: SCREW, quantity: '10' },
      { drugCode: PARACETAMOL, quantity: '10' },
    );
    visit = await openVisit(place, {
      coverage: { kind: 'new-card', card: aCard({ registeredFacilityCode: place.facility.code }) },
    });
    await place.doctor.post(`/patients/${visit.patientId}/no-known-allergies`).expect(200);
  });

  const path = () => `${visit.path}/cabinet-issues`;
  const line = (drugCode: string, quantity: string, fields: object = {}) => ({ id: newId(), drugCode, quantity, ...fields });
  const body = (...lines: object[]) => ({ id: newId(), depotId: pharmacy.cabinetId, acceptedWarnings: [], lines });
  const take = async (...lines: object[]): Promise<string> => {
    const request = body(...lines);
    const response = await place.doctor.post(path(), request);
    expect(response.status, JSON.stringify(response.body)).to.equal(201);
    return request.id;
  };
  const refused = async (...lines: object[]) =>
    findings(await refusedWithoutTrace(api, () => place.doctor.post(path(), body(...lines)), 422));
  const order = async (): Promise<string> => {
    const id = newId();
    await place.doctor.post(`${visit.path}/orders`, { id, serviceCode: SUTURE, quantity: '1' }).expect(201);
    return id;
  };
  const onBill = async (): Promise<string[]> =>
    (await visit.bill()).lines
      .filter(({ kind }) => kind === 'supply')
      .map((one) => `${one.quantity} × ${one.hospitalPrice}/${one.insurancePrice} ${one.insuranceRatio} % ${one.insuranceAmount}`);

  it('from the lots that expire first, with drugs in one go, at the price of the day up to the ceiling', async () => {
    const orderId = await order();
    await take(line(SYRINGE, '5'), line(PARACETAMOL, '2', { usage: 'uống' }), line(SCREW, '2', { orderId }));
    expect(await onBill()).to.deep.equal(['5 × 1250/1250 100 % 6250', '2 × 900000/750000 80 % 1200000']);
    expect(await pharmacy.shelves(pharmacy.cabinetId)).to.deep.equal([`${SYRINGE} LATE 8/0`, `${SCREW} L1 8/0`, `${PARACETAMOL} L1 8/0`]);
    const { items } = (await place.nurse.get(path()).expect(200)).body as CabinetIssueList;
    expect(items[0]?.lines.map(({ drugName, usage, serviceName }) => [drugName, usage, serviceName !== null])).to.deep.equal([
      ['Bơm tiêm nhựa 5 ml', '', false],
      [items[0]?.lines[1]?.drugName, 'uống', false],
      ['Vít xốp', '', true],
    ]);
    expect(items[0]?.lines[0]?.lots.map(({ lotNumber, quantity }) => [lotNumber, quantity])).to.deep.equal([
      ['SOON', '3'],
      ['LATE', '2'],
    ]);
  });

  it('for nothing when the price of the service contains them, outside the insurance when the person pays', async () => {
    const orderId = await order();
    await take(line(SYRINGE, '1', { payer: 'included', orderId }));
    expect(await onBill()).to.deep.equal([]);
    await take(line(SYRINGE, '1', { payer: 'self-pay' }));
    expect(await onBill()).to.deep.equal(['1 × 1250/1250 0 % 0']);
    expect((await pharmacy.shelves(pharmacy.cabinetId))[0]).to.equal(`${SYRINGE} SOON 1/0`);
  });

  it('not without a price today, with an order of somebody else, or as part of nothing', async () => {
    const other = await openVisit(place);
    const foreign = newId();
    await place.doctor.post(`${other.path}/orders`, { id: foreign, serviceCode: SUTURE, quantity: '1' }).expect(201);
    expect(await refused(line(SYRINGE, '1', { orderId: foreign }))).to.deep.equal(['supply_order_unknown@lines.0.orderId']);
    expect(await refused(line(SYRINGE, '1', { payer: 'included' }))).to.deep.equal(['supply_included_in_nothing@lines.0.payer']);
    expect(await refused(line(SYRINGE, '14'))).to.deep.equal(['stock_short@lines.0.quantity']);
    expect(await refused(line(SYRINGE, '1'), line(SYRINGE, '1'))).to.deep.equal(['cabinet_drug_repeated@lines.1.drugCode']);
    expect(await refused(line('N09.99.999', '1'))).to.include('supply_not_in_list@lines.0.drugCode');
  });

  it('while a drug needs its usage and takes nothing of a supply, told at its own line', async () => {
    const orderId = await order();
    expect(await refused(line(SYRINGE, '1'), line(PARACETAMOL, '1', { orderId, payer: 'included' }))).to.deep.equal([
      'cabinet_usage_missing@lines.1.usage',
      'supply_only@lines.1.orderId',
      'supply_only@lines.1.payer',
    ]);
  });

  it('and go back as a whole, off the bill; only then is the order cancelled', async () => {
    const orderId = await order();
    const id = await take(line(SCREW, '2', { orderId }), line(SYRINGE, '1', { orderId, payer: 'included' }));
    const cancelling = `${visit.path}/orders/${orderId}/cancellation`;
    const response = await refusedWithoutTrace(api, () => place.doctor.post(cancelling, { reason: 'nhầm' }), 409);
    expect((response.body as { code: string }).code).to.equal('order_has_supplies');
    await place.doctor.post(`${path()}/${id}/reversal`, { id: newId(), reason: 'không dùng' }).expect(201);
    expect(await onBill()).to.deep.equal([]);
    expect((await pharmacy.shelves(pharmacy.cabinetId)).slice(0, 3)).to.deep.equal([
      `${SYRINGE} SOON 3/0`,
      `${SYRINGE} LATE 10/0`,
      `${SCREW} L1 10/0`,
    ]);
    await place.doctor.post(cancelling, { reason: 'nhầm' }).expect(200);
  });

  it('and are found by a recall of their lot', async () => {
    await take(line(SYRINGE, '2'));
    const found = await place.pharmacist.get(`/stock/lot-patients?drugCode=${SYRINGE}&lotNumber=SOON`).expect(200);
    expect((found.body as { items: { patientId: string; day: string }[] }).items).to.have.lengthOf(1);
    expect((found.body as { items: { day: string }[] }).items[0]?.day).to.equal(localDay(new Date()));
  });
});
