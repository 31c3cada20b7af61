import { expect } from 'chai';
import type { IssuedPaper, PaperList } from '../../../api/papers/paper-schemas.ts';
import type { PrintAnswer } from '../../../api/prints/print-schemas.ts';
import { systemCtx } from '../../../api/http/system-context.ts';
import { write } from '../../../db/doors.ts';
import { rows } from '../../../db/knex.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aCard, aRegistration } from '../../support/a-registration.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { aWorkplace, findings, refusedWithoutTrace, type Workplace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';

describe('papers of a visit', function () {
  this.timeout(60_000);
  let api: TestApi;
  let place: Workplace;
  let visit: OpenVisit;
  let outside: Client;
  const today = localDay(new Date());

  beforeEach(async () => {
    api ??= await testApi();
    place = await aWorkplace(api);
    outside = await aUser(api, (await aFacility(api)).facility, ['doctor']);
    visit = await openVisit(place);
  });

  const leave = (fields: object = {}) => ({
    ...{ kind: 'sick-leave', employer: 'Xí nghiệp Thử', socialInsuranceNumber: '1499000001', diagnosis: 'Viêm họng cấp' },
    ...{ treatment: 'Thuốc kháng sinh', cause: 'ordinary', from: today, days: 3, ...fields },
  });
  const referral = (fields: object = {}) => ({
    ...{ kind: 'referral', referredTo: '14001', referredToName: 'Bệnh viện tỉnh', clinicalSigns: 'Khó thở', course: 'Hai ngày' },
    ...{ diagnosis: 'Viêm phổi', condition: 'Tỉnh', reason: '1', plan: 'Điều trị tiếp', transport: 'Xe cứu thương', ...fields },
  });
  const admission = () => ({
    ...{ kind: 'admission', department: 'Khoa Nội', reason: 'Sốt cao', course: 'Ba ngày', findings: 'Phổi ran nổ', diagnosis: 'Viêm phổi' },
  });
  const appointment = (fields: object = {}) => ({
    kind: 'appointment',
    purpose: 'examination',
    day: addDays(today, 7),
    diagnosis: 'I10',
    ...fields,
  });
  const record = () => ({ kind: 'outpatient-record', diagnosis: 'Tăng huyết áp', from: today });

  const post = (paper: object, fields: object = {}, at = visit) =>
    place.doctor.post(`${at.path}/papers`, { id: newId(), paper, ...fields });
  const issue = async (paper: object, fields: object = {}, at = visit): Promise<IssuedPaper> =>
    (await post(paper, fields, at).expect(201)).body as IssuedPaper;
  const refused = async (paper: object, fields: object = {}, status = 422): Promise<string[]> =>
    findings(await refusedWithoutTrace(api, () => post(paper, fields), status));
  const list = async (): Promise<PaperList['items']> =>
    ((await place.nurse.get(`${visit.path}/papers`).expect(200)).body as PaperList).items;
  const bookings = async () =>
    await rows<{ day: string; reason: string; state: string }>(
      api.database.owner,
      `SELECT a.day, a.reason, a.state FROM appointments AS a WHERE a.from_encounter_id = :id ORDER BY a.booked_at`,
      { id: visit.encounterId },
    );

  describe('issuing', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post', path: `${(await openVisit(place)).path}/papers`, body: { id: newId(), paper: leave() }, status: 201 },
        ...{ may: place.doctor, mayNot: place.nurse },
        elsewhere: { client: outside, unknownPath: `/encounters/${newId()}/papers` },
        malformed: [
          [{ paper: leave({ employer: '' }) }, 'malformed@paper.employer'],
          [{ paper: leave({ days: 1.5 }) }, 'malformed@paper.days'],
          [{ paper: leave({ from: '2026-02-30' }) }, 'day_impossible@paper.from'],
          [{ paper: leave({ plan: 'nghỉ' }) }, 'unknown_field@paper.plan'],
          [{ paper: { ...leave(), kind: 'licence' } }, 'malformed@paper.kind'],
        ],
      }),
    );

    it('numbers each kind of a year from one, without gaps, whatever is refused between', async () => {
      const numbers = [(await issue(leave())).number];
      await refused(leave());
      const second = await openVisit(place);
      await refusedWithoutTrace(api, () => post(leave({ days: 31 }), {}, second), 422);
      numbers.push((await issue(leave(), {}, second)).number, (await issue(referral())).number);
      const year = today.slice(0, 4);
      expect(numbers).to.deep.equal([`00001/${year}`, `00002/${year}`, `00001/${year}`]);
    });

    it('keeps person, card and signer as they were named on that day', async () => {
      visit = await openVisit(place, { coverage: { kind: 'new-card', card: aCard() } });
      await issue(leave());
      const before = (await list())[0]?.head;
      expect(before).to.include({ cardNumber: 'GD4149990000001', issuedByName: 'Người Thử Nghiệm' });
      expect(before?.patient.fullName).to.match(/^Lò Văn Thử/);
      await write(systemCtx(api.services, place.facility.id), 'patient.edit', async (tx) => {
        await tx('patients').where({ id: visit.patientId }).update({ fullName: 'Tên Mới' });
      });
      expect((await list())[0]?.head).to.deep.equal(before);
    });

    it('says what is wrong, with the place in the paper', async () => {
      expect(await refused(leave({ days: 31, socialInsuranceNumber: '123' }))).to.deep.equal([
        'social_insurance_number_wrong@paper.socialInsuranceNumber',
        'leave_too_long@paper.days',
      ]);
      expect(await refused(leave({ from: addDays(today, -1) }))).to.deep.equal(['leave_from_other_day@paper.from']);
      expect(await refused(referral({ referredTo: place.facility.code }))).to.deep.equal(['referral_to_self@paper.referredTo']);
      expect(await refused(appointment({ day: today }))).to.deep.equal(['follow_up_in_past@paper.day']);
    });

    it('is refused to a doctor without a licence, and before the examination began', async () => {
      const unlicensed = await aUser(api, place.facility, ['doctor'], { licence: null });
      const body = { id: newId(), paper: leave() };
      const response = await refusedWithoutTrace(api, () => unlicensed.post(`${visit.path}/papers`, body), 422);
      expect(findings(response)).to.deep.equal(['practitioner_licence_missing@']);
      const { encounterId } = (await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201)).body as {
        encounterId: string;
      };
      const waiting = await refusedWithoutTrace(api, () => place.doctor.post(`/encounters/${encounterId}/papers`, body), 409);
      expect(findings(waiting)).to.deep.equal(['encounter_not_open@']);
    });

    it('gives the outpatient record one number for ever', async () => {
      const { id } = await issue(record());
      expect(await refused(record())).to.deep.equal(['paper_exists@paper']);
      expect(await refused(record(), { replaces: { paperId: id, reason: 'Nhầm' } }, 409)).to.deep.equal(['outpatient_record_given@']);
      const path = `${visit.path}/papers/${id}/withdrawal`;
      await refusedWithoutTrace(api, () => place.doctor.post(path, { id: newId(), reason: 'Nhầm' }), 409);
    });

    it('takes the place of an earlier paper with a reason; both stay, and a third may follow only the second', async () => {
      const first = await issue(leave());
      const replaces = { paperId: first.id, reason: 'Sai số ngày' };
      const second = await issue(leave({ days: 5 }), { replaces });
      const items = await list();
      expect(items.map(({ withdrawReason }) => withdrawReason)).to.deep.equal(['Sai số ngày', null]);
      expect(items[1]).to.include({ id: second.id, replaces: first.id });
      expect(await refused(leave(), { replaces }, 409)).to.deep.equal(['paper_withdrawn@']);
      await refusedWithoutTrace(api, () => post(admission(), { replaces: { ...replaces, paperId: second.id } }), 404);
    });
  });

  describe('withdrawing', () => {
    itIsGuarded(
      () => api,
      async () => {
        const at = await openVisit(place);
        const { id } = await issue(leave(), {}, at);
        return {
          ...{ method: 'post', path: `${at.path}/papers/${id}/withdrawal`, body: { id: newId(), reason: 'Sai người' }, status: 200 },
          ...{ may: place.doctor, mayNot: place.nurse },
          elsewhere: { client: outside, unknownPath: `/encounters/${newId()}/papers/${id}/withdrawal` },
          malformed: [[{ reason: ' ' }, 'malformed@reason']],
        };
      },
    );

    it('keeps the paper and its number, and is done once', async () => {
      const { id } = await issue(leave());
      const path = `${visit.path}/papers/${id}/withdrawal`;
      await place.doctor.post(path, { id: newId(), reason: 'Sai người' }).expect(200);
      expect((await list())[0]).to.include({ id, withdrawReason: 'Sai người' });
      const again = await refusedWithoutTrace(api, () => place.doctor.post(path, { id: newId(), reason: 'Nữa' }), 409);
      expect(findings(again)).to.deep.equal(['paper_withdrawn@']);
      expect((await issue(leave())).number).to.match(/^00002/);
    });
  });

  describe('reading', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'get', path: `${(await openVisit(place)).path}/papers`, status: 200, may: place.doctor, mayNot: place.cashier },
        elsewhere: { client: outside, unknownPath: `/encounters/${newId()}/papers` },
      }),
      'question',
    );
  });

  describe('an appointment', () => {
    it('stands in the list of bookings, for tests with what they are, and leaves it when it is withdrawn', async () => {
      const { id } = await issue(appointment({ purpose: 'tests', tests: 'Đường huyết lúc đói' }));
      await issue(appointment({ day: addDays(today, 14) }));
      expect((await bookings()).map(({ reason, state }) => `${reason} ${state}`)).to.deep.equal([
        'Hẹn xét nghiệm: Đường huyết lúc đói booked',
        'Tái khám booked',
      ]);
      await place.doctor.post(`${visit.path}/papers/${id}/withdrawal`, { id: newId(), reason: 'Đổi ngày' }).expect(200);
      expect((await bookings()).map(({ state }) => state)).to.deep.equal(['cancelled', 'booked']);
    });

    it('is booked once when the closing asks for the same day', async () => {
      await issue(appointment());
      await visit.diagnose('I10');
      await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure({ followUpOn: addDays(today, 7) }))).expect(200);
      expect(await bookings()).to.have.length(1);
    });
  });

  describe('printing', () => {
    const print = async (fields: object): Promise<PrintAnswer> =>
      (await place.nurse.post(`${visit.path}/prints`, { id: newId(), ...fields }).expect(201)).body as PrintAnswer;

    it('gives the paper as it was issued and counts its copies apart from other papers', async () => {
      const { id: paperId, number } = await issue(leave());
      const other = await issue(admission());
      const copies: number[] = [];
      for (const one of [paperId, other.id, paperId]) copies.push((await print({ kind: 'paper', paperId: one })).copy);
      expect(copies).to.deep.equal([0, 0, 1]);
      const { paper } = await print({ kind: 'paper', paperId });
      expect(paper).to.include({ number, withdrawnAt: null });
      expect(paper?.content).to.deep.equal(leave());
    });

    it('counts the forms that carry no number', async () => {
      for (const kind of ['examination-form', 'treatment-sheet', 'cost-sheet']) {
        expect((await print({ kind })).copy).to.equal(0);
        expect(await print({ kind })).to.include({ copy: 1, paper: null });
      }
    });

    it('needs the paper where one is meant and takes none where not, and no paper of another visit', async () => {
      const { id: paperId } = await issue(leave(), {}, await openVisit(place));
      const wrong = async (fields: object) =>
        findings(await refusedWithoutTrace(api, () => place.nurse.post(`${visit.path}/prints`, { id: newId(), ...fields }), 400));
      expect(await wrong({ kind: 'paper' })).to.deep.equal(['malformed@paperId']);
      expect(await wrong({ kind: 'cost-sheet', paperId })).to.deep.equal(['malformed@paperId']);
      const foreign = { id: newId(), kind: 'paper', paperId };
      await refusedWithoutTrace(api, () => place.nurse.post(`${visit.path}/prints`, foreign), 404);
    });
  });

  describe('closing', () => {
    const close = async (fields: object, status: number) => {
      const body = await visit.fresh(aClosure(fields));
      return (await place.doctor.post(`${visit.path}/closure`, body).expect(status)).body as {
        issues: { severity: string; code: string }[];
      };
    };
    const codes = ({ issues }: { issues: { severity: string; code: string }[] }) =>
      issues.filter(({ code }) => /paper|discharge|follow/.test(code)).map(({ severity, code }) => `${severity} ${code}`);

    it('of an insured person who is referred wants the referral, and takes the facility from it', async () => {
      visit = await openVisit(place, { coverage: { kind: 'new-card', card: aCard() } });
      await visit.diagnose('J18.9');
      expect(codes(await close({ dischargeType: '2' }, 422))).to.deep.equal(['error referral_paper_missing']);
      await issue(referral());
      await close({ dischargeType: '2' }, 200);
      const [kept] = await rows<{ referredTo: string; disposition: string }>(
        api.database.owner,
        `SELECT c.referred_to, c.disposition FROM encounter_closures AS c WHERE c.encounter_id = :id`,
        { id: visit.encounterId },
      );
      expect(kept).to.deep.equal({ referredTo: '14001', disposition: 'referral' });
    });

    it('tells of a missing referral of somebody who pays, and of a missing admission request', async () => {
      await visit.diagnose('J18.9');
      expect(codes(await close({ disposition: 'admission' }, 200))).to.deep.equal(['warning admission_paper_missing']);
      visit = await openVisit(place);
      await visit.diagnose('J18.9');
      expect(codes(await close({ dischargeType: '5' }, 200))).to.deep.equal(['warning referral_paper_missing']);
    });

    it('refuses an end that does not fit the discharge type, and coming back without a day', async () => {
      await visit.diagnose('J18.9');
      expect(codes(await close({ disposition: 'home', dischargeType: '2' }, 422))).to.deep.equal(['error discharge_type_other']);
      await issue(referral());
      expect(codes(await close({ disposition: 'referral' }, 422))).to.deep.equal(['error discharge_type_other']);
      expect(codes(await close({ disposition: 'follow-up' }, 422))).to.deep.equal(['error follow_up_day_missing']);
    });
  });
});
