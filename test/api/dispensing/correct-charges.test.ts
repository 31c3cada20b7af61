import { expect } from 'chai';
import { rows } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, stock, testApi, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aPharmacy, type Pharmacy } from '../stock/a-pharmacy.ts';
import { aPrescription, drugsOnBill, handOver, type AtTheWindow } from './a-prescription.ts';

const [PARACETAMOL, SACHET, AMOXICILLIN, MORPHINE] = ['T001', 'T002', 'T045', 'T018'];

describe('what is not given, comes back or is substituted', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let pharmacy: Pharmacy;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    place = await aWorkplace(api);
    await stock(api, place.facility, { [PARACETAMOL]: '100', [SACHET]: '250', [AMOXICILLIN]: '300', [MORPHINE]: '900' });
    pharmacy = await aPharmacy(place);
    const all = [PARACETAMOL, SACHET, AMOXICILLIN].map((drugCode) => ({ drugCode, quantity: '100' }));
    await pharmacy.receive(pharmacy.counterId, ...all);
  });

  const close = async ({ visit }: AtTheWindow) =>
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh({ outcome: '2', dischargeType: '1' })).expect(200);
  const firstLine = async (at: AtTheWindow) => {
    const [line] = (await at.view()).lines;
    if (line === undefined) throw new Error('a prescription has no line');
    return line;
  };
  const waiving = async (at: AtTheWindow) => ({ lineIds: [(await firstLine(at)).id], reason: 'hết thuốc' });
  const returning = async (at: AtTheWindow, quantity: string) => {
    const line = await firstLine(at);
    const lotId = line.handedOver[0]?.lotId;
    return { id: newId(), depotId: pharmacy.counterId, reason: 'dị ứng', lines: [{ lineId: line.id, lotId, quantity }] };
  };
  const substituting = async (at: AtTheWindow, fields: object = {}) => ({
    ...{ id: newId(), lineId: (await firstLine(at)).id, drugCode: SACHET, quantity: '20', usage: 'Uống 2 gói sáng, 2 gói tối' },
    ...{ reason: 'hết viên', consentedById: place.doctor.userId, consentedHow: 'telephone' },
    consentedAt: new Date(Date.now() - 60_000).toISOString(),
    ...fields,
  });

  describe('the remainder that is waived', () => {
    itIsGuarded(
      () => api,
      async () => {
        const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
        const { facility } = await aFacility(api);
        return {
          method: 'post' as const,
          path: `${at.path}/waivers`,
          body: await waiving(at),
          status: 200,
          may: place.pharmacist,
          mayNot: place.doctor,
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/dispensings/${newId()}/waivers` },
          malformed: [
            [{ lineIds: [] }, 'malformed@lineIds'],
            [{ reason: ' ' }, 'malformed@reason'],
          ],
        };
      },
    );

    it('is charged no more, the old charge stays visible, and nothing is held for it', async () => {
      const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
      await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId, ['5']));
      await place.pharmacist.post(`${at.path}/waivers`, await waiving(at)).expect(200, { state: 'done' });
      expect(await drugsOnBill(at.visit)).to.deep.equal(['5 × 300']);
      expect(await pharmacy.shelves(pharmacy.counterId)).to.include('T045 L1 95/0');
      const trace = await rows<Record<string, unknown>>(
        api.database.owner,
        `SELECT c.quantity, c.cancelled_at IS NOT NULL AS cancelled FROM charge_lines AS c
          WHERE c.facility_id = :facilityId AND c.encounter_id = :encounterId AND c.kind = 'drug' ORDER BY c.sequence`,
        { facilityId: place.facility.id, encounterId: at.visit.encounterId },
      );
      expect(trace).to.deep.equal([
        { quantity: '15', cancelled: true },
        { quantity: '5', cancelled: false },
      ]);
      const again = await waiving(at);
      const nothing = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/waivers`, again), 422);
      expect(findings(nothing)).to.deep.equal(['dispensing_nothing_left@lineIds.0']);
    });

    it('leaves no charge at all when nothing was given', async () => {
      const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
      await place.pharmacist.post(`${at.path}/waivers`, await waiving(at)).expect(200, { state: 'done' });
      expect(await drugsOnBill(at.visit)).to.deep.equal([]);
    });

    it('waits for the doctor when the visit is closed: its bill is settled', async () => {
      const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
      await close(at);
      const body = await waiving(at);
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/waivers`, body), 409);
      expect(findings(refused)).to.deep.equal(['dispensing_closed_visit@']);
    });
  });

  describe('drugs that come back', () => {
    itIsGuarded(
      () => api,
      async () => {
        const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
        await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
        const { facility } = await aFacility(api);
        return {
          method: 'post' as const,
          path: `${at.path}/returns`,
          body: await returning(at, '5'),
          status: 201,
          may: place.pharmacist,
          mayNot: place.nurse,
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/dispensings/${newId()}/returns` },
          malformed: [[{ lines: [] }, 'malformed@lines']],
        };
      },
    );

    it('lie on the shelf of their lot again, fall off the bill, and never exceed what was given', async () => {
      const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
      await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
      await place.pharmacist.post(`${at.path}/returns`, await returning(at, '5')).expect(201, { state: 'done' });
      expect(await pharmacy.shelves(pharmacy.counterId)).to.include('T045 L1 90/0');
      expect(await drugsOnBill(at.visit)).to.deep.equal(['10 × 300']);
      expect(await firstLine(at)).to.include({ given: '10', waived: '5', remaining: '0' });
      const more = await returning(at, '10.001');
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/returns`, more), 422);
      expect(findings(refused)).to.deep.equal(['dispensing_return_too_much@lines.0.quantity']);
      await place.pharmacist.post(`${at.path}/returns`, await returning(at, '10')).expect(201);
      expect(await drugsOnBill(at.visit)).to.deep.equal([]);
    });

    it('wait until the doctor reopens a closed visit', async () => {
      const at = await aPrescription(place, { [AMOXICILLIN]: '15' });
      await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
      const body = await returning(at, '5');
      await close(at);
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/returns`, body), 409);
      expect(findings(refused)).to.deep.equal(['dispensing_closed_visit@']);
    });
  });

  describe('a substitute', () => {
    itIsGuarded(
      () => api,
      async () => {
        const at = await aPrescription(place, { [PARACETAMOL]: '10' });
        const { facility } = await aFacility(api);
        return {
          method: 'post' as const,
          path: `${at.path}/substitutions`,
          body: await substituting(at),
          status: 201,
          may: place.pharmacist,
          mayNot: place.doctor,
          elsewhere: { client: await aUser(api, facility, ['pharmacist']), unknownPath: `/dispensings/${newId()}/substitutions` },
          malformed: [
            [{ consentedAt: 'hôm nay' }, 'malformed@consentedAt'],
            [{ consentedHow: 'by-mail' }, 'malformed@consentedHow'],
          ],
        };
      },
    );

    it('is given and charged in place of the prescribed drug, with who consented on the screen', async () => {
      const at = await aPrescription(place, { [PARACETAMOL]: '10' });
      await place.pharmacist.post(`${at.path}/substitutions`, await substituting(at)).expect(201);
      const line = await firstLine(at);
      expect(line).to.include({ quantity: '20', remaining: '20' });
      expect(line.substitute).to.include({ drugCode: SACHET, unit: 'Gói', consentedByName: 'Người Thử Nghiệm' });
      expect(await pharmacy.shelves(pharmacy.counterId)).to.deep.equal(['T001 L1 100/0', 'T002 L1 100/20', 'T045 L1 100/0']);
      await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId));
      expect(await drugsOnBill(at.visit)).to.deep.equal(['20 × 250']);
    });

    it('needs a licensed doctor of the facility, a drug it has, of the same type, and a line nothing of which was given', async () => {
      const at = await aPrescription(place, { [PARACETAMOL]: '10' });
      const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
      const elsewhere = await aUser(api, (await aFacility(api)).facility, ['doctor']);
      const cases: [object, string][] = [
        [{ drugCode: PARACETAMOL }, 'substitute_same@drugCode'],
        [{ drugCode: 'T9999' }, 'stock_drug_unknown@drugCode'],
        [{ drugCode: 'T183' }, 'substitute_not_in_formulary@drugCode'],
        [{ drugCode: MORPHINE }, 'substitute_type@drugCode'],
        [{ quantity: '0' }, 'stock_quantity_not_positive@quantity'],
        [{ consentedById: place.nurse.userId }, 'consent_doctor_unknown@consentedById'],
        [{ consentedById: unlicensed.userId }, 'consent_doctor_unknown@consentedById'],
        [{ consentedById: elsewhere.userId }, 'consent_doctor_unknown@consentedById'],
        [{ consentedAt: new Date(Date.now() + 60_000).toISOString() }, 'consent_in_future@consentedAt'],
      ];
      for (const [fields, finding] of cases) {
        const body = await substituting(at, fields);
        const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/substitutions`, body), 422);
        expect(findings(refused), finding).to.deep.equal([finding]);
      }
      await handOver(place.pharmacist, at, await at.handing(pharmacy.counterId, ['1']));
      const late = await substituting(at);
      const refused = await refusedWithoutTrace(api, () => place.pharmacist.post(`${at.path}/substitutions`, late), 422);
      expect(findings(refused)).to.deep.equal(['substitute_given@lineId']);
    });
  });
});
