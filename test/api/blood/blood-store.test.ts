import { expect } from 'chai';
import type { BagDetail, BloodBook, RecipientList } from '../../../api/blood/blood-schemas.ts';
import { rows } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import {
  aBag,
  act,
  aLabel,
  anIssuedBag,
  aRecipient,
  atWindow,
  bagsOf,
  crossMatched,
  recipientView,
  reservation,
  typeGroup,
} from './a-blood-store.ts';

describe('the blood store', function () {
  this.timeout(120_000);
  let api: TestApi;
  let place: Workplace;
  let stranger: Client;
  const today = localDay(new Date());

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api, aHospital);
    stranger = await aUser(api, (await aFacility(api)).facility, ['laboratory']);
  });
  afterEach(() => api.setNow(undefined));

  const elsewhere = (name: string) => ({ client: stranger, unknownPath: `/blood/bags/${newId()}/${name}` });
  const refused = async (path: string, body: object, status = 422): Promise<string[]> =>
    findings(await refusedWithoutTrace(api, () => place.laboratory.post(path, body), status));

  describe('takes bags in', () => {
    itIsGuarded(
      () => api,
      () =>
        Promise.resolve({
          ...{ method: 'post', path: '/blood/bags', body: aLabel(), status: 201, may: place.laboratory, mayNot: place.doctor },
          malformed: [
            [{ abo: 'C' }, 'malformed@abo'],
            [{ expiresOn: '2026-02-30' }, 'day_impossible@expiresOn'],
          ],
        }),
      // A bag that comes in belongs to nobody yet.
      'province-wide',
    );

    it('by a number that is in the house once; another facility has its own numbers', async () => {
      const bag = await aBag(place);
      const again = aLabel({ unitNumber: bag.unitNumber });
      expect(await refused('/blood/bags', again, 409)).to.deep.equal(['blood_unit_exists@unitNumber']);
      await stranger.post('/blood/bags', { ...again, id: newId() }).expect(201);
    });

    it('only until their last day', async () => {
      expect(await refused('/blood/bags', aLabel({ expiresOn: addDays(today, -1) }))).to.deep.equal(['blood_expired@expiresOn']);
      const last = await aBag(place, { expiresOn: today });
      expect((await bagsOf(place, 'expiring')).map(({ id }) => id)).to.include(last.id);
    });
  });

  describe('sets a bag aside', () => {
    itIsGuarded(
      () => api,
      async () => {
        const [bag, visit] = [await aBag(place), await aRecipient(place)];
        return {
          ...{ method: 'post', path: `${bag.path}/reservation`, body: { version: 1, ...reservation(visit) }, status: 201 },
          ...{ may: place.laboratory, mayNot: place.nurse, elsewhere: elsewhere('reservation') },
          malformed: [[{ encounterId: 'x' }, 'malformed@encounterId']],
        };
      },
    );

    it('for the person of a visit by their group, and names them in the list', async () => {
      const [bag, visit] = [await aBag(place), await aRecipient(place)];
      await act(place, bag, 'reservation', reservation(visit));
      const view = await recipientView(place, visit);
      expect(view).to.include({ known: 'confirmed' });
      expect(view.bags.map(({ unitNumber, state }) => [unitNumber, state])).to.deep.equal([[bag.unitNumber, 'reserved']]);
      expect((await bagsOf(place)).find(({ id }) => id === bag.id)?.patientName).to.equal(view.patientName);
    });

    it('gives one bag to one of many who ask at the same moment', async () => {
      const bag = await aBag(place);
      const visits = await Promise.all(Array.from({ length: 8 }, () => aRecipient(place)));
      const asked = await Promise.all(
        visits.map((visit) => place.laboratory.post(`${bag.path}/reservation`, { version: 1, ...reservation(visit) })),
      );
      expect(asked.map(({ status }) => status).sort()).to.deep.equal([201, ...Array.from({ length: 7 }, () => 409)]);
      const holders = await Promise.all(visits.map(async (visit) => (await recipientView(place, visit)).bags.length));
      expect(holders.reduce((sum, one) => sum + one, 0)).to.equal(1);
    });

    it('refuses a second reservation in the database itself, whatever the program does', async () => {
      const [bag, visit] = [await aBag(place), await aRecipient(place)];
      await act(place, bag, 'reservation', reservation(visit));
      const second = rows(
        api.database.owner,
        `INSERT INTO blood_reservations (facility_id, id, bag_id, encounter_id, abo, rh, reserved_at, reserved_by)
         SELECT r.facility_id, :id, r.bag_id, r.encounter_id, r.abo, r.rh, now(), r.reserved_by FROM blood_reservations AS r WHERE r.bag_id = :bagId`,
        { id: newId(), bagId: bag.id },
      );
      expect(await second.catch((cause: unknown) => (cause as { constraint?: string }).constraint)).to.equal('blood_reservations_bag_key');
    });

    it('wants a group, then a second sample or a reason, and never gives what the person has antibodies against', async () => {
      const bag = await aBag(place);
      const ask = async (visit: { encounterId: string }, fields: object = {}, status = 422) =>
        await refused(`${bag.path}/reservation`, { version: 1, id: newId(), encounterId: visit.encounterId, ...fields }, status);
      const nobody = await aRecipient(place, 0);
      expect(await ask(nobody, { reason: 'Cấp cứu' })).to.deep.equal(['blood_group_unknown@encounterId']);
      const groupO = await aRecipient(place, 2, { abo: 'O', rh: 'positive' });
      expect(await ask(groupO, { reason: 'Cấp cứu' })).to.deep.equal(['blood_incompatible@']);
      const disputed = await aRecipient(place, 1);
      await typeGroup(place, disputed, { abo: 'B', rh: 'positive' });
      expect(await ask(disputed, { reason: 'Cấp cứu' })).to.deep.equal(['blood_group_disputed@encounterId']);
      const single = await aRecipient(place, 1);
      expect(await ask(single)).to.deep.equal(['blood_group_single@encounterId']);
      await act(place, bag, 'reservation', reservation(single, { reason: 'Cấp cứu, BS Thử quyết định' }));
    });
  });

  describe('types a person’s blood', () => {
    let sample = 0;
    itIsGuarded(
      () => api,
      async () => {
        const visit = await aRecipient(place, 0);
        sample += 1;
        return {
          ...{ method: 'post', path: `/blood/recipients/${visit.encounterId}/groups`, status: 201 },
          body: { id: newId(), sampleNumber: `G${sample}`, abo: 'O', rh: 'negative' },
          ...{ may: place.laboratory, mayNot: place.doctor },
          elsewhere: { client: stranger, unknownPath: `/blood/recipients/${newId()}/groups` },
        };
      },
    );

    it('counts a sample once, and takes a wrong typing back with its reason', async () => {
      const visit = await aRecipient(place, 1);
      const wrong = await typeGroup(place, visit, { abo: 'O', rh: 'positive' });
      const [first] = (await recipientView(place, visit)).determinations;
      const again = { id: newId(), sampleNumber: first?.sampleNumber, abo: 'A', rh: 'positive' };
      expect(await refused(`/blood/recipients/${visit.encounterId}/groups`, again, 409)).to.deep.equal(['blood_sample_used@sampleNumber']);
      expect((await recipientView(place, visit)).known).to.equal('disputed');
      await place.laboratory.post(`/blood/groups/${wrong}/retraction`, { reason: 'Nhầm ống' }).expect(200);
      expect((await recipientView(place, visit)).known).to.equal('single');
      await refusedWithoutTrace(api, () => place.laboratory.post(`/blood/groups/${wrong}/retraction`, { reason: 'Nhầm ống' }), 404);
      await refusedWithoutTrace(api, () => stranger.post(`/blood/groups/${first?.id}/retraction`, { reason: 'Nhầm ống' }), 404);
    });
  });

  describe('hands a bag out', () => {
    itIsGuarded(
      () => api,
      async () => {
        const visit = await aRecipient(place);
        const bag = await aBag(place);
        await act(place, bag, 'reservation', reservation(visit));
        await act(place, bag, 'cross-match', crossMatched);
        return {
          ...{ method: 'post', path: `${bag.path}/issue`, body: { version: bag.version, ...atWindow(bag) }, status: 200 },
          ...{ may: place.laboratory, mayNot: place.nurse, elsewhere: elsewhere('issue') },
          malformed: [[{ papersCompared: false }, 'malformed@papersCompared']],
        };
      },
    );

    it('only as the bag that was set aside, cross-matched or with a reason', async () => {
      const visit = await aRecipient(place);
      const bag = await aBag(place);
      await act(place, bag, 'reservation', reservation(visit));
      const ask = async (fields: object) => await refused(`${bag.path}/issue`, { version: bag.version, ...atWindow(bag), ...fields });
      expect(await ask({ unitNumber: 'SL26999999', reason: 'Cấp cứu' })).to.deep.equal(['blood_number_differs@unitNumber']);
      expect(await ask({})).to.deep.equal(['blood_cross_match_missing@']);
      await act(place, bag, 'cross-match', { result: 'incompatible', method: 'Gelcard' });
      expect(await ask({ reason: 'Cấp cứu' })).to.deep.equal(['blood_cross_match_failed@']);
    });

    it('not when its group came into doubt meanwhile', async () => {
      const visit = await aRecipient(place);
      const bag = await aBag(place);
      await act(place, bag, 'reservation', reservation(visit));
      await typeGroup(place, visit, { abo: 'AB', rh: 'positive' });
      const body = { version: bag.version, ...atWindow(bag), reason: 'Cấp cứu' };
      expect(await refused(`${bag.path}/issue`, body)).to.deep.equal(['blood_group_disputed@encounterId']);
    });

    it('never after its last day, by rule and by the database', async () => {
      const visit = await aRecipient(place);
      const bag = await aBag(place, { expiresOn: today });
      await act(place, bag, 'reservation', reservation(visit));
      await act(place, bag, 'cross-match', crossMatched);
      api.setNow(`${addDays(today, 1)}T00:00:01+07:00`);
      // The session of the shift before has ended by then; the rule is asked by somebody of the new day.
      const tomorrow = await aUser(api, place.facility, ['laboratory']);
      const issue = await tomorrow.post(`${bag.path}/issue`, { version: bag.version, ...atWindow(bag), reason: 'Cấp cứu' }).expect(422);
      expect(findings(issue)).to.deep.equal(['blood_expired@']);
      const forced = rows(api.database.owner, `UPDATE blood_bags SET state = 'issued', issued_at = :at WHERE id = :id`, {
        at: `${addDays(today, 1)}T00:00:01+07:00`,
        id: bag.id,
      });
      expect(await forced.catch((cause: unknown) => (cause as { constraint?: string }).constraint)).to.equal(
        'blood_bags_not_expired_check',
      );
    });
  });

  describe('closes the way of a bag', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { bag } = await anIssuedBag(place);
        return {
          ...{ method: 'post', path: `${bag.path}/transfusion`, status: 200 },
          body: { version: bag.version, recipientAbo: 'A', bagAbo: 'A', checkedBy: 'ĐD Thử' },
          ...{ may: place.laboratory, mayNot: place.doctor, elsewhere: elsewhere('transfusion') },
        };
      },
    );

    it('with the check at the bed; a difference brings it back', async () => {
      const { bag } = await anIssuedBag(place);
      const sheet = { version: bag.version, recipientAbo: 'O', bagAbo: 'A', checkedBy: 'ĐD Thử' };
      expect(await refused(`${bag.path}/transfusion`, sheet)).to.deep.equal(['blood_bedside_recipient@recipientAbo']);
      await act(place, bag, 'return', { broughtBy: 'ĐD Thử', isIntact: true, reason: 'Thử tại giường khác nhóm' });
      expect((await bagsOf(place, 'returned')).map(({ id }) => id)).to.include(bag.id);
      expect(await refused(`${bag.path}/transfusion`, { ...sheet, version: bag.version, recipientAbo: 'A' }, 409)).to.deep.equal([
        'blood_not_in_state@',
      ]);
    });

    it('back on the shelf in time and for somebody else, and only to the bin when late or broken', async () => {
      const inTime = (await anIssuedBag(place)).bag;
      await act(place, inTime, 'return', { broughtBy: 'ĐD Thử', isIntact: true, reason: 'Hoãn truyền' });
      await act(place, inTime, 'restocking');
      await act(place, inTime, 'reservation', reservation(await aRecipient(place)));
      const broken = (await anIssuedBag(place)).bag;
      await act(place, broken, 'return', { broughtBy: 'ĐD Thử', isIntact: false, reason: 'Đã cắm dây' });
      expect(await refused(`${broken.path}/restocking`, { version: broken.version })).to.deep.equal(['blood_not_intact@']);
      const late = (await anIssuedBag(place)).bag;
      api.setNow(new Date(Date.now() + 31 * 60_000).toISOString());
      const later = await aUser(api, place.facility, ['laboratory']);
      await act({ ...place, laboratory: later }, late, 'return', { broughtBy: 'ĐD Thử', isIntact: true, reason: 'Hoãn truyền' });
      const response = await later.post(`${late.path}/restocking`, { version: late.version }).expect(422);
      expect(findings(response)).to.deep.equal(['blood_returned_late@']);
      await act({ ...place, laboratory: later }, late, 'discard', { reason: 'Quá giờ' });
    });

    it('and frees it, or the person it was set aside for, when it is released or thrown away', async () => {
      const visit = await aRecipient(place);
      const bag = await aBag(place);
      await act(place, bag, 'reservation', reservation(visit));
      await act(place, bag, 'release', { reason: 'Không mổ nữa' });
      expect((await recipientView(place, visit)).bags).to.deep.equal([]);
      await act(place, bag, 'reservation', reservation(visit));
      await act(place, bag, 'discard', { reason: 'Túi rách' });
      expect((await recipientView(place, visit)).bags).to.deep.equal([]);
      expect(await refused(`${bag.path}/reservation`, { version: bag.version, ...reservation(visit) }, 409)).to.deep.equal([
        'blood_not_in_state@',
      ]);
    });
  });

  it('keeps every step of a bag, and a book of the month that adds up', async () => {
    const here = await aWorkplace(api, aHospital);
    const { bag } = await anIssuedBag(here);
    await act(here, bag, 'transfusion', { recipientAbo: 'A', bagAbo: 'A', checkedBy: 'ĐD Thử' });
    const thrown = await aBag(here);
    await act(here, thrown, 'discard', { reason: 'Túi rách' });
    await aBag(here, { product: 'plasma', abo: 'O' });
    const detail = (await here.laboratory.get(bag.path).expect(200)).body as BagDetail;
    expect(detail.acts.map((one) => one.act)).to.deep.equal(['receive', 'reserve', 'cross-match', 'issue', 'transfuse']);
    expect(detail.acts.map((one) => one.sequence)).to.deep.equal([1, 2, 3, 4, 5]);
    const book = (await here.laboratory.get(`/blood/book?month=${today.slice(0, 7)}`).expect(200)).body as BloodBook;
    expect(book.lines).to.deep.equal([
      {
        ...{ product: 'plasma', abo: 'O', rh: 'positive', opening: 0, received: 1, issued: 0 },
        ...{ transfused: 0, returned: 0, discarded: 0, closing: 1 },
      },
      {
        ...{ product: 'red-cells', abo: 'A', rh: 'positive', opening: 0, received: 2, issued: 1 },
        ...{ transfused: 1, returned: 0, discarded: 1, closing: 0 },
      },
    ]);
    const after = (await here.laboratory.get(`/blood/book?month=2099-01`).expect(200)).body as BloodBook;
    expect(after.lines.map(({ product, opening, closing }) => [product, opening, closing])).to.deep.equal([
      ['plasma', 1, 1],
      ['red-cells', 0, 0],
    ]);
  });

  it('finds open visits here by name and code, and nobody elsewhere', async () => {
    const visit = await aRecipient(place, 0);
    const { patient, code } = await visit.view();
    const search = async (client: Client, query: string) =>
      ((await client.post('/blood/recipients/search', { query }).expect(200)).body as RecipientList).items.map(
        ({ encounterId }) => encounterId,
      );
    expect(await search(place.laboratory, code)).to.deep.equal([visit.encounterId]);
    expect(await search(stranger, patient.fullName)).to.deep.equal([]);
    expect(await search(stranger, code)).to.deep.equal([]);
    await place.doctor.post('/blood/recipients/search', { query: code }).expect(403);
  });
});
