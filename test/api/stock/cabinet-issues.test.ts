import { expect } from 'chai';
import type { DispensingBook } from '../../../api/dispensing/dispensing-schemas.ts';
import type { PrescriptionIssues } from '../../../api/prescriptions/prescription-schemas.ts';
import type { CabinetIssueList } from '../../../api/stock/cabinet-schemas.ts';
import type { LotPatients } from '../../../api/stock/stock-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { drugsOnBill } from '../dispensing/a-prescription.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from './a-pharmacy.ts';

const [PARACETAMOL, IBUPROFEN, DIGOXIN, AMIODARONE, MORPHINE] = ['T001', 'T009', 'T139', 'T140', 'T018'];

describe('drugs taken from a duty cabinet for a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;
  let visit: OpenVisit;
  let doctorId: string;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    await stock(api, place.facility, { [PARACETAMOL]: '100', [DIGOXIN]: '50', [AMIODARONE]: '60', [MORPHINE]: '7000' });
    pharmacy = await aPharmacy(place);
    await pharmacy.receive(
      pharmacy.cabinetId,
      { drugCode: PARACETAMOL, quantity: '6', lotNumber: 'SOON', expiresOn: '2028-01-31' },
      { drugCode: PARACETAMOL, quantity: '10', lotNumber: 'LATE', expiresOn: '2029-01-31' },
      ...[IBUPROFEN, DIGOXIN, AMIODARONE, MORPHINE].map((drugCode) => ({ drugCode, quantity: '5' })),
    );
    visit = await aVisit();
    const { items } = (await place.nurse.get('/doctors').expect(200)).body as { items: { id: string }[] };
    doctorId = items[0]?.id ?? '';
  });

  const aVisit = async (): Promise<OpenVisit> => {
    const opened = await openVisit(place);
    await place.doctor.post(`/patients/${opened.patientId}/no-known-allergies`).expect(200);
    return opened;
  };
  const path = () => `${visit.path}/cabinet-issues`;
  const line = (drugCode: string, quantity: string, fields: object = {}) => ({
    id: newId(),
    drugCode,
    quantity,
    usage: 'tiêm bắp',
    ...fields,
  });
  const anIssue = (...lines: object[]) => ({
    ...{ id: newId(), depotId: pharmacy.cabinetId, orderedById: doctorId, acceptedWarnings: [], lines },
  });
  const issue = async (...lines: object[]): Promise<string> => {
    const body = anIssue(...lines);
    const response = await place.nurse.post(path(), body);
    expect(response.status, JSON.stringify(response.body)).to.equal(201);
    return body.id;
  };
  const list = async () => ((await place.nurse.get(path()).expect(200)).body as CabinetIssueList).items;
  const outsider = async () => await aUser(api, (await aFacility(api)).facility, ['nurse']);

  describe('are taken', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post' as const, path: path(), body: anIssue(line(PARACETAMOL, '2')), status: 201 },
        ...{ may: place.nurse, mayNot: place.pharmacist },
        elsewhere: { client: await outsider(), unknownPath: `/encounters/${newId()}/cabinet-issues` },
        malformed: [
          [{ lines: [] }, 'malformed@lines'],
          [{ lines: [line(PARACETAMOL, '1', { usage: '' })] }, 'malformed@lines.0.usage'],
          [{ lines: [line(PARACETAMOL, '1', { payer: 'outside' })] }, 'malformed@lines.0.payer'],
        ],
      }),
    );

    it('from the lots that expire first, and stand on the bill at the price of the day with the doctor who ordered them', async () => {
      await issue(line(PARACETAMOL, '8'));
      expect((await pharmacy.shelves(pharmacy.cabinetId)).filter((shelf) => shelf.startsWith(PARACETAMOL))).to.deep.equal([
        'T001 LATE 8/0',
      ]);
      expect(await drugsOnBill(visit)).to.deep.equal(['8 × 100']);
      const [taken] = await list();
      expect(taken?.number).to.match(/^CT\d\d-000001$/);
      expect(taken?.lines[0]).to.deep.include({ quantity: '8', usage: 'tiêm bắp', payer: 'insurance' });
      expect(taken?.lines[0]?.lots.map(({ lotNumber, quantity }) => [lotNumber, quantity])).to.deep.equal([
        ['SOON', '6'],
        ['LATE', '2'],
      ]);
    });

    it('for nothing when a programme pays, and outside the insurance when the person does', async () => {
      await issue(line(PARACETAMOL, '1', { payer: 'programme' }));
      expect(await drugsOnBill(visit)).to.deep.equal([]);
      await issue(line(PARACETAMOL, '2', { payer: 'self-pay' }));
      expect((await visit.bill()).lines.filter(({ kind }) => kind === 'drug').map(({ insuranceAmount }) => insuranceAmount)).to.deep.equal([
        '0',
      ]);
    });

    it('by a doctor without naming anybody, by a nurse only with the doctor who ordered', async () => {
      const { orderedById: _, ...body } = anIssue(line(PARACETAMOL, '1'));
      const response = await refusedWithoutTrace(api, () => place.nurse.post(path(), body), 422);
      expect(findings(response)).to.deep.equal(['cabinet_doctor_missing@orderedById']);
      await place.doctor.post(path(), body).expect(201);
    });

    it('not beyond what lies there, without a price, twice in one go, or from what is no cabinet', async () => {
      const cases: [object, number, string[]][] = [
        [anIssue(line(DIGOXIN, '1'), line(PARACETAMOL, '16.5')), 422, ['stock_short@lines.1.quantity']],
        [anIssue(line(IBUPROFEN, '1')), 422, ['cabinet_not_in_formulary@lines.0.drugCode']],
        [anIssue(line(PARACETAMOL, '1'), line(PARACETAMOL, '1')), 422, ['cabinet_drug_repeated@lines.1.drugCode']],
        [anIssue(line(PARACETAMOL, '0')), 422, ['stock_quantity_not_positive@lines.0.quantity']],
      ];
      for (const [body, status, found] of cases) {
        const response = await refusedWithoutTrace(api, () => place.nurse.post(path(), body), status);
        expect(findings(response)).to.include.members(found);
      }
      const counter = { ...anIssue(line(PARACETAMOL, '1')), depotId: pharmacy.counterId };
      await refusedWithoutTrace(api, () => place.nurse.post(path(), counter), 404);
    });

    it('against an interaction only with a reason, also with what was taken before in the visit', async () => {
      await issue(line(DIGOXIN, '1'));
      const body = anIssue(line(AMIODARONE, '1'));
      const response = await refusedWithoutTrace(api, () => place.nurse.post(path(), body), 422);
      const { issues } = response.body as { issues: { code: string; path: string; severity: string }[] };
      expect(issues.map(({ severity }) => severity)).to.include('warning');
      const acceptedWarnings = issues.map(({ code, path: at }) => ({ code, path: at, reason: 'bác sĩ theo dõi điện tim' }));
      await place.nurse.post(path(), { ...body, acceptedWarnings }).expect(201);
    });

    it('and count when the doctor prescribes afterwards, until they go back; a dose more of the same is no finding', async () => {
      const findingsOf = async (drugCode: string): Promise<string[]> => {
        const lines = [{ id: newId(), drugCode, quantity: '5', dosage: { note: 'ngày 1 viên', days: 5 } }];
        const answer = await place.doctor.post(`${visit.path}/prescription-checks`, { lines }).expect(200);
        return (answer.body as PrescriptionIssues).issues.map(({ code }) => code);
      };
      const alone = await findingsOf(AMIODARONE);
      expect(alone).to.not.include('interaction_major');
      const same = await findingsOf(DIGOXIN);
      const id = await issue(line(DIGOXIN, '1'));
      expect(await findingsOf(AMIODARONE)).to.include('interaction_major');
      expect(await findingsOf(DIGOXIN)).to.deep.equal(same);
      await place.nurse.post(`${path()}/${id}/reversal`, { id: newId(), reason: 'chưa dùng đến' }).expect(201);
      expect(await findingsOf(AMIODARONE)).to.deep.equal(alone);
    });

    it('never against an allergy on record', async () => {
      await place.nurse
        .post(`/patients/${visit.patientId}/allergies`, { id: newId(), substance: 'Paracetamol', atcCode: 'N02BE01' })
        .expect(201);
      const body = anIssue(line(PARACETAMOL, '1'));
      const response = await refusedWithoutTrace(api, () => place.nurse.post(path(), body), 422);
      const { issues } = response.body as { issues: { code: string; path: string }[] };
      const acceptedWarnings = issues.map(({ code, path: at }) => ({ code, path: at, reason: 'cần gấp' }));
      await refusedWithoutTrace(api, () => place.nurse.post(path(), { ...body, acceptedWarnings }), 422);
    });

    it('not for a visit that is closed', async () => {
      await visit.diagnose('J02.9');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
      await refusedWithoutTrace(api, () => place.nurse.post(path(), anIssue(line(PARACETAMOL, '1'))), 409);
    });

    it('and are found when their lot is recalled and in the book of narcotics, until they go back', async () => {
      const id = await issue(line(MORPHINE, '2'));
      const recall = async () =>
        ((await place.pharmacist.get(`/stock/lot-patients?drugCode=${MORPHINE}&lotNumber=L1`).expect(200)).body as LotPatients).items;
      const book = async () =>
        ((await place.pharmacist.get(`/control-books?type=n&from=${today}&to=${today}`).expect(200)).body as DispensingBook).rows;
      expect((await recall()).map((one) => [one.patientId, one.quantity, one.prescriptionCode])).to.deep.equal([
        [visit.patientId, '2', null],
      ]);
      expect((await book()).map(({ kind, outgoing, patientName }) => [kind, outgoing, patientName !== null])).to.deep.equal([
        ['receipt', '0', false],
        ['cabinet-issue', '2', true],
      ]);
      await place.nurse.post(`${path()}/${id}/reversal`, { id: newId(), reason: 'chưa dùng đến' }).expect(201);
      expect(await recall()).to.deep.equal([]);
      expect((await book()).at(-1)).to.include({ kind: 'reversal', incoming: '2' });
    });
  });

  describe('go back', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post' as const,
        path: `${path()}/${await issue(line(PARACETAMOL, '1'))}/reversal`,
        body: { id: newId(), reason: 'không dùng' },
        ...{ status: 201, may: place.nurse, mayNot: place.pharmacist },
        elsewhere: { client: await outsider(), unknownPath: `${path()}/${newId()}/reversal` },
        malformed: [[{ reason: '' }, 'malformed@reason']],
      }),
    );

    it('into the lots they came from and off the bill, once, and by the visit they were taken for', async () => {
      const before = await pharmacy.shelves(pharmacy.cabinetId);
      const id = await issue(line(PARACETAMOL, '8'), line(DIGOXIN, '1'));
      const other = await aVisit();
      const body = { id: newId(), reason: 'không dùng' };
      await refusedWithoutTrace(api, () => place.nurse.post(`${other.path}/cabinet-issues/${id}/reversal`, body), 404);
      await place.nurse.post(`${path()}/${id}/reversal`, body).expect(201);
      expect(await pharmacy.shelves(pharmacy.cabinetId)).to.deep.equal(before);
      expect(await drugsOnBill(visit)).to.deep.equal([]);
      expect((await list())[0]).to.include({ reverseReason: 'không dùng' });
      const again = await refusedWithoutTrace(api, () => place.nurse.post(`${path()}/${id}/reversal`, { ...body, id: newId() }), 409);
      expect(findings(again)).to.deep.equal(['stock_document_reversed@']);
      // The desk of the stock takes nothing back that stands on a bill.
      await refusedWithoutTrace(api, () => place.pharmacist.post(`/stock/documents/${id}/reversal`, body), 409);
    });
  });
});
