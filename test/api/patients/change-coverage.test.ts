import { expect } from 'chai';
import type { ChangedCard, PayerChangeView, SlipList } from '../../../api/patients/coverage-schemas.ts';
import type { ArrivalProposal, RegistrationAnswer } from '../../../api/patients/registration-schemas.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aRegistration } from '../../support/a-registration.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';

/* By hand, hospital of class 3: examination 39 800, heart scan 252 300, blood count 49 700; low cost is below 379 500. */
const SCAN = '18.0049.0004';
const BLOOD = '22.0121.1369';

describe('cards and payers of an open visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    api.setNow('2026-11-24T02:00:00Z');
    place = await aWorkplace(api, aHospital);
  });

  const ownCard = (fields: Parameters<typeof aCard>[0] = {}) => aCard({ registeredFacilityCode: place.facility.code, ...fields });
  const insured = async (): Promise<OpenVisit> => await openVisit(place, { coverage: { kind: 'new-card', card: ownCard() } });
  const newCard = (fields: object = {}, body: object = {}) => ({
    id: newId(),
    card: { kind: 'new-card', card: ownCard({ cardNumber: 'TE1149990000002', ...fields }) },
    reason: 'Thẻ mới',
    ...body,
  });
  const change = async ({ path }: OpenVisit, body: object): Promise<ChangedCard> =>
    (await place.reception.post(`${path}/coverages`, body).expect(201)).body as ChangedCard;
  const payer = async ({ path }: OpenVisit, body: object): Promise<PayerChangeView> =>
    (await place.reception.post(`${path}/payer`, { id: newId(), reason: 'Đổi đối tượng', ...body }).expect(201)).body as PayerChangeView;
  const work = async (visit: OpenVisit): Promise<void> => {
    for (const code of [SCAN, BLOOD, BLOOD]) await visit.perform(code);
  };
  const rates = async (visit: OpenVisit) => (await visit.bill()).lines.map((line) => line.benefitRate);

  describe('another card', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: `${(await insured()).path}/coverages`,
        body: newCard(),
        status: 201,
        may: place.reception,
        mayNot: place.doctor,
        elsewhere: { client: (await aWorkplace(api)).reception, unknownPath: `/encounters/${newId()}/coverages` },
        malformed: [
          [{ reason: '' }, 'malformed@reason'],
          [{ usedFrom: 'yesterday' }, 'malformed@usedFrom'],
        ],
      }),
    );

    it('lets each cost follow the card in force when it was ordered, and tests the low cost over both', async () => {
      const visit = await insured();
      await visit.perform(SCAN);
      api.setNow('2026-11-24T02:05:00Z');
      await change(visit, newCard({}, { usedFrom: '2026-11-24T02:05:00Z' }));
      await visit.perform(BLOOD);
      // 39 800 + 252 300 + 49 700 = 341 800 is low cost: all is paid.
      expect(await rates(visit)).to.deep.equal(['100', '100', '100']);
      await visit.perform(BLOOD);
      expect(await rates(visit)).to.deep.equal(['80', '80', '100', '100']);
    });

    it('counts from the beginning of the visit when it was valid then and nothing else is said', async () => {
      const visit = await insured();
      await work(visit);
      expect(await rates(visit)).to.deep.equal(['80', '80', '80', '80']);
      const { usedFrom, version } = await change(visit, newCard());
      expect(usedFrom).to.equal('2026-11-24T02:00:00.000Z');
      expect((await visit.view()).version).to.equal(version);
      expect(await rates(visit)).to.deep.equal(['100', '100', '100', '100']);
    });

    it('is used with the exemption the desk marks on it', async () => {
      const card = ownCard();
      const visit = await openVisit(place, { coverage: { kind: 'new-card', card } });
      await work(visit);
      const path = `/patients/${visit.patientId}/cards/${card.id}`;
      const { id: _, ...data } = card;
      await place.reception.put(path, { ...data, version: 1, exemptFrom: '2026-11-01' }).expect(200);
      expect(await rates(visit)).to.deep.equal(['80', '80', '80', '80']);
      await change(visit, { id: newId(), card: { kind: 'known-card', cardId: card.id }, reason: 'Miễn cùng chi trả' });
      expect((await visit.bill()).rateReason).to.equal('copay_exempt');
    });

    it('is refused before the visit, in the future, when it does not hold then, and after the end of the visit', async () => {
      const visit = await insured();
      const refused = async (body: object, status: number) =>
        findings(await refusedWithoutTrace(api, () => place.reception.post(`${visit.path}/coverages`, body), status));
      expect(await refused(newCard({}, { usedFrom: '2026-11-24T01:59:59Z' }), 422)).to.deep.equal(['card_use_outside_visit@usedFrom']);
      expect(await refused(newCard({}, { usedFrom: '2026-11-24T02:00:01Z' }), 422)).to.deep.equal(['card_use_outside_visit@usedFrom']);
      expect(await refused(newCard({ validFrom: '2026-11-25' }), 422)).to.deep.equal(['card_use_outside_visit@usedFrom']);
      expect(await refused(newCard({ validTo: '2026-11-23' }), 422)).to.deep.equal(['card_expired@card.validTo']);
      await visit.diagnose('J02.9');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
      expect(await refused(newCard(), 409)).to.deep.equal(['encounter_already_closed@']);
    });
  });

  describe('another payer', () => {
    itIsGuarded(
      () => api,
      async () => ({
        method: 'post',
        path: `${(await insured()).path}/payer`,
        body: { id: newId(), kind: 'none', reason: 'Tự trả' },
        status: 201,
        may: place.officer,
        mayNot: place.nurse,
        elsewhere: { client: (await aWorkplace(api)).reception, unknownPath: `/encounters/${newId()}/payer` },
        malformed: [[{ reason: '' }, 'malformed@reason']],
      }),
    );

    it('takes the insurance off costs that exist and puts it back, with a trace of the shares before and after', async () => {
      const visit = await insured();
      await work(visit);
      const off = await payer(visit, { kind: 'none' });
      expect([off.arrivalCategory, off.before.fundAmount, off.after.fundAmount]).to.deep.equal(['9', '313200', '0']);
      expect((await visit.bill()).totals.selfPayAmount).to.equal('391500');
      const used = await row<{ cardId: string }>(
        api.database.owner,
        `SELECT v.card_id FROM encounter_coverages AS v WHERE v.encounter_id = :id`,
        { id: visit.encounterId },
      );
      const on = await payer(visit, { kind: 'card', cardId: used?.cardId });
      expect([on.arrivalCategory, on.after.fundAmount, on.after.copayAmount]).to.deep.equal(['1.1', '313200', '78300']);
      const traced = await row<object>(
        api.database.owner,
        `SELECT count(*)::int AS count, min(c.changed_by::text) AS by, min(c.reason) AS reason,
                string_agg(c.category_before || ' to ' || c.category_after, ', ' ORDER BY c.kind DESC) AS categories
           FROM payer_changes AS c WHERE c.encounter_id = :id`,
        { id: visit.encounterId },
      );
      const expected = { count: 2, by: place.reception.userId, reason: 'Đổi đối tượng', categories: '1.1 to 9, 9 to 1.1' };
      expect(traced).to.deep.equal(expected);
    });

    it('covers a person who came without the card, from the moment the desk says', async () => {
      const visit = await openVisit(place);
      await work(visit);
      const card = ownCard();
      await place.reception.post(`/patients/${visit.patientId}/cards`, card).expect(201);
      api.setNow('2026-11-24T02:05:00Z');
      const late = await payer(visit, { kind: 'card', cardId: card.id, usedFrom: '2026-11-24T02:05:00Z' });
      expect(late.after.fundAmount).to.equal('0');
      await visit.perform(BLOOD);
      // The insured part is 49 700 alone: low cost.
      expect((await visit.bill()).totals).to.include({ fundAmount: '49700', selfPayAmount: '391500' });
    });

    it('refuses what is so already, a card of somebody else, and a closed visit', async () => {
      const visit = await openVisit(place);
      const refused = async (body: object, status: number) =>
        (await refusedWithoutTrace(api, () => place.reception.post(`${visit.path}/payer`, { id: newId(), reason: 'x', ...body }), status))
          .body as object;
      expect(await refused({ kind: 'none' }, 409)).to.include({ code: 'payer_is_the_same' });
      expect(await refused({ kind: 'card', cardId: newId() }, 404)).to.include({ code: 'card_not_found' });
      await visit.diagnose('J02.9');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
      expect(await refused({ kind: 'none' }, 409)).to.include({ code: 'encounter_already_closed' });
    });

    it('leaves a visit without insurance out of the claims', async () => {
      const visit = await insured();
      await payer(visit, { kind: 'none' });
      await visit.diagnose('J02.9');
      const closed = await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
      expect((closed.body as { issues: object[] }).issues).to.deep.equal([]);
      const list = (await place.officer.get('/claims?day=2026-11-24').expect(200)).body as { items: { insured: boolean }[] };
      expect(list.items.map((one) => one.insured)).to.deep.equal([false]);
    });
  });

  describe('the edit of a card', () => {
    itIsGuarded(
      () => api,
      async () => {
        const card = ownCard();
        const visit = await openVisit(place, { coverage: { kind: 'new-card', card } });
        const { id: _, ...data } = card;
        return {
          method: 'put',
          path: `/patients/${visit.patientId}/cards/${card.id}`,
          body: { ...data, version: 1, fiveYearDate: '2026-05-01' },
          status: 200,
          may: place.reception,
          mayNot: place.doctor,
          malformed: [[{ fiveYearDate: '2026-02-30' }, 'day_impossible@fiveYearDate']],
        };
      },
      'province-wide',
    );

    it('needs the version that was seen, and does not make two of one card', async () => {
      const card = ownCard();
      const { patientId } = await openVisit(place, { coverage: { kind: 'new-card', card } });
      const other = ownCard({ validTo: '2026-12-31' });
      await place.reception.post(`/patients/${patientId}/cards`, other).expect(201);
      const { id: _, ...data } = card;
      const path = `/patients/${patientId}/cards/${card.id}`;
      const stale = await refusedWithoutTrace(api, () => place.reception.put(path, { ...data, version: 2 }), 409);
      expect(findings(stale)).to.deep.equal(['stale_version@version']);
      const twice = await refusedWithoutTrace(api, () => place.reception.put(path, { ...data, version: 1, validTo: '2026-12-31' }), 409);
      expect(findings(twice)).to.deep.equal(['card_exists@card.cardNumber']);
      await place.reception.put(path, { ...data, version: 1, areaCode: 'K1' }).expect(200);
    });
  });

  describe('the paper of a person', () => {
    const slip = (fields: object = {}) => ({
      kind: 'referral',
      number: '12/GC',
      fromFacilityCode: '14902',
      signedOn: '2026-11-20',
      ...fields,
    });
    const comes = async (paper: object, patientId?: string): Promise<RegistrationAnswer> => {
      const body = aRegistration(place.roomId, { coverage: { kind: 'new-card', card: aCard({ id: newId() }) } });
      const patient = patientId === undefined ? body.patient : { kind: 'known', id: patientId };
      const request = { ...body, patient, visit: { ...body.visit, slip: paper } };
      return (await place.reception.post('/registrations', request).expect(201)).body as RegistrationAnswer;
    };
    const slips = async (patientId: string) =>
      ((await place.reception.get(`/patients/${patientId}/slips`).expect(200)).body as SlipList).items;
    const origin = async (encounterId: string) =>
      await row<object>(api.database.owner, `SELECT e.referred_from, e.referral_number FROM encounters AS e WHERE e.id = :encounterId`, {
        encounterId,
      });

    it('makes a referral while it holds, is kept with its remaining days and named in the claim', async () => {
      const { patientId, encounterId, arrivalCategory } = await comes(slip());
      expect(arrivalCategory).to.equal('1.3');
      expect(await origin(encounterId)).to.deep.equal({ referredFrom: '14902', referralNumber: '12/GC' });
      const [kept] = await slips(patientId);
      expect(kept).to.include({ number: '12/GC', yearly: false, validTo: '2026-12-04', remainingDays: 10 });
      expect((await comes(slip(), patientId)).arrivalCategory).to.equal('1.3');
      expect(await slips(patientId)).to.have.length(1);
    });

    it('lasts a year for a disease of annex III', async () => {
      const { patientId } = await comes(slip({ icdCode: 'I10' }));
      const yearly = await comes(slip({ number: '13/GC', icdCode: 'C50.9' }));
      expect((await slips(patientId)).map((one) => one.yearly)).to.deep.equal([true]);
      expect((await slips(yearly.patientId))[0]).to.include({ validTo: '2027-11-19' });
    });

    it('warns when it has ended, falls back, and names no origin', async () => {
      const { arrivalCategory, encounterId, issues, patientId } = await comes(slip({ signedOn: '2026-11-09' }));
      expect([arrivalCategory, issues.map(({ code }) => code)]).to.deep.equal(['1.12', ['slip_expired', 'card_not_verified']]);
      expect(await origin(encounterId)).to.deep.equal({ referredFrom: null, referralNumber: null });
      expect(await slips(patientId)).to.deep.equal([]);
      const facts = { insured: true, emergency: false, registeredFacilityCode: '14902', slip: slip({ signedOn: '2026-11-09' }) };
      const proposal = (await place.reception.post('/arrival-category-proposals', facts).expect(200)).body as ArrivalProposal;
      expect([proposal.code, proposal.issues.map(({ code }) => code)]).to.deep.equal(['1.12', ['slip_expired']]);
    });

    it('of a re-examination serves once', async () => {
      const paper = slip({ kind: 're-examination', fromFacilityCode: place.facility.code });
      const { patientId, arrivalCategory } = await comes(paper);
      expect(arrivalCategory).to.equal('1.5');
      const body = aRegistration(place.roomId, {
        patient: { kind: 'known', id: patientId },
        coverage: { kind: 'new-card', card: aCard() },
      });
      const request = { ...body, visit: { ...body.visit, slip: paper } };
      const again = await refusedWithoutTrace(api, () => place.reception.post('/registrations', request), 422);
      expect(findings(again)).to.deep.equal(['slip_already_used@visit.slip.number']);
    });

    it('and a disease of annex II open the basic level', async () => {
      const upper = await aWorkplace(api, { ...aHospital, formerTier: 'province' });
      const ask = async (facts: object) =>
        (
          (
            await upper.reception
              .post('/arrival-category-proposals', { insured: true, emergency: false, registeredFacilityCode: '14902', ...facts })
              .expect(200)
          ).body as ArrivalProposal
        ).code;
      expect(await ask({})).to.equal('1.14');
      expect(await ask({ icdCode: 'C50.9' })).to.equal('1.16');
      expect(await ask({ newborn: true })).to.equal('1.7');
    });

    itIsGuarded(
      () => api,
      async () => ({
        method: 'get',
        path: `/patients/${(await comes(slip())).patientId}/slips`,
        status: 200,
        may: place.reception,
        mayNot: place.cashier,
      }),
      'question',
      'province-wide',
    );
  });
});
