import { expect } from 'chai';
import type { CashDayView, MyShift, ShiftView } from '../../../api/cashier/book-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { aCashDesk, EXAMINATION, type CashDesk } from './a-cash-desk.ts';

describe('books and shifts of the cashiers', function () {
  this.timeout(60_000);
  let api: TestApi;
  let desk: CashDesk;
  let first = 1000;

  before(async () => {
    api = await testApi();
  });
  beforeEach(async () => {
    api.setNow('2026-11-24T02:00:00Z');
    desk = await aCashDesk(api);
  });

  const shiftOf = async (): Promise<ShiftView> => {
    const { shift } = (await desk.cashier.get('/cash-shift').expect(200)).body as MyShift;
    if (shift === null) throw new Error('no shift is open');
    return shift;
  };
  const closeShift = async (countedCash: string, fields: object = {}) =>
    await desk.cashier.post(`/cash-shifts/${(await shiftOf()).id}/closure`, { countedCash, ...fields });

  describe('a book', () => {
    const aBook = (fields: object = {}) => {
      first += 100;
      return { id: newId(), kind: 'receipt', series: 'BL26', first, last: first + 99, ...fields };
    };

    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post', path: '/receipt-books', body: aBook(), status: 201, may: desk.administrator, mayNot: desk.cashier },
        malformed: [
          [{ kind: 'diary' }, 'malformed@kind'],
          [{ series: '' }, 'malformed@series'],
        ],
      }),
      'province-wide',
    );

    it('is refused when a number of its series is in another one', async () => {
      const refused = async (fields: object) =>
        findings(await refusedWithoutTrace(api, () => desk.head.post('/receipt-books', aBook(fields)), 422));
      expect(await refused({ first: 100, last: 200 })).to.deep.equal(['book_numbers_taken@first']);
      expect(await refused({ first: 7, last: 6 })).to.deep.equal(['book_numbers_reversed@last']);
      await desk.head.post('/receipt-books', aBook({ first: 101, last: 200 })).expect(201);
      await desk.head.post('/receipt-books', aBook({ first: 1, last: 100, series: 'BL27' })).expect(201);
    });

    it('of a cashier is written into by nobody else, and before the common one', async () => {
      await desk.head.post('/receipt-books', aBook({ series: 'RIENG', first: 1, last: 5, holderId: desk.second.userId })).expect(201);
      expect((await desk.take(await desk.closed(), {})).series).to.equal('BL26');
      const visit = await desk.closed();
      const own = await desk.second.post(`${visit.path}/receipts`, await desk.receipt(visit, {})).expect(201);
      expect(own.body).to.include({ series: 'RIENG', number: 1 });
      expect(
        findings(await refusedWithoutTrace(api, () => desk.head.post('/receipt-books', aBook({ holderId: desk.doctor.userId })), 422)),
      ).to.deep.equal(['book_holder_unknown@holderId']);
    });

    it('that is closed gives no more numbers', async () => {
      const { items } = (await desk.head.get('/receipt-books').expect(200)).body as { items: { id: string; kind: string }[] };
      const book = items.find(({ kind }) => kind === 'receipt')?.id ?? '';
      await desk.head.post(`/receipt-books/${book}/closure`).expect(200);
      await refusedWithoutTrace(api, () => desk.head.post(`/receipt-books/${book}/closure`), 409);
      const visit = await desk.closed();
      const body = await desk.receipt(visit, {});
      expect(findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/receipts`, body), 422))).to.deep.equal([
        'receipt_book_missing@',
      ]);
    });

    it('of another facility is not there to be closed', async () => {
      const { items } = (await desk.head.get('/receipt-books').expect(200)).body as { items: { id: string }[] };
      const other = await aCashDesk(api);
      await refusedWithoutTrace(api, () => other.head.post(`/receipt-books/${items[0]?.id ?? ''}/closure`), 404);
    });
  });

  describe('a shift', () => {
    itIsGuarded(
      () => api,
      async () => {
        await desk.take(await desk.closed(), {});
        const { id, summary } = await shiftOf();
        return {
          ...{ method: 'post', path: `/cash-shifts/${id}/closure`, body: { countedCash: summary.expectedCash }, status: 200 },
          ...{ may: desk.cashier, mayNot: desk.doctor },
          elsewhere: { client: (await aCashDesk(api)).cashier, unknownPath: `/cash-shifts/${newId()}/closure` },
          malformed: [[{ countedCash: 'nhiều' }, 'malformed@countedCash']],
        };
      },
    );

    it('begins with the first money and says what lies in the drawer', async () => {
      expect(((await desk.cashier.get('/cash-shift').expect(200)).body as MyShift).shift).to.equal(null);
      await desk.take(await desk.closed(), {});
      await desk.take(await desk.closed(), { method: 'vietqr' });
      const { summary, receipts, day } = await shiftOf();
      expect([day, summary.expectedCash, receipts.length]).to.deep.equal(['2026-11-24', EXAMINATION, 2]);
    });

    it('needs a reason for a difference, keeps both, and takes nothing more', async () => {
      await desk.take(await desk.closed(), {});
      const { id } = await shiftOf();
      const close = async (body: object) => await desk.cashier.post(`/cash-shifts/${id}/closure`, body);
      expect(findings(await refusedWithoutTrace(api, async () => await close({ countedCash: '39000' }), 422))).to.deep.equal([
        'shift_difference@differenceReason',
      ]);
      const closed = (await close({ countedCash: '39000', differenceReason: 'Trả thừa tiền lẻ' })).body as ShiftView;
      expect(closed).to.include({ countedCash: '39000', differenceReason: 'Trả thừa tiền lẻ' });
      await refusedWithoutTrace(api, async () => await close({ countedCash: '39800' }), 409);
      await desk.take(await desk.closed(), {});
      expect((await shiftOf()).id).not.to.equal(id);
    });

    it('of somebody else cannot be closed', async () => {
      await desk.take(await desk.closed(), {});
      const { id } = await shiftOf();
      await refusedWithoutTrace(api, () => desk.second.post(`/cash-shifts/${id}/closure`, { countedCash: '0' }), 404);
    });

    it('that is closed stays as it was when a receipt of it is cancelled later: the cancel is in the shift of then', async () => {
      const { id } = await desk.take(await desk.closed(), {});
      await closeShift(EXAMINATION);
      await desk.second.post(`/receipts/${id}/cancellation`, { id: newId(), reason: 'Thu nhầm' }).expect(201);
      const { shift } = (await desk.second.get('/cash-shift').expect(200)).body as MyShift;
      expect(shift?.summary).to.deep.include({ expectedCash: `-${EXAMINATION}`, cancels: { count: 1, amount: EXAMINATION } });
      const day = (await desk.head.get('/cash-days?day=2026-11-24').expect(200)).body as CashDayView;
      expect(day.shifts.map(({ countedCash }) => countedCash)).to.deep.equal([EXAMINATION, null]);
      expect(day.cancelled).to.have.length(2);
    });
  });

  describe('a day', () => {
    let prepared = 0;

    itIsGuarded(
      () => api,
      async () => {
        // Two minutes before and after midnight: two requests are of two days.
        prepared += 1;
        const [now, day] = prepared % 2 === 0 ? ['2026-11-24T16:58:00Z', '2026-11-24'] : ['2026-11-24T17:02:00Z', '2026-11-25'];
        api.setNow(now);
        const other = await aCashDesk(api);
        await other.take(await other.closed(), {});
        const { shift } = (await other.cashier.get('/cash-shift').expect(200)).body as MyShift;
        await other.cashier.post(`/cash-shifts/${shift?.id ?? ''}/closure`, { countedCash: EXAMINATION }).expect(200);
        return {
          ...{ method: 'post', path: '/cash-days/closures', body: { day }, status: 200 },
          ...{ may: other.head, mayNot: other.cashier },
          malformed: [[{ day: '2026-02-30' }, 'day_impossible@day']],
        };
      },
      'province-wide',
    );

    it('is closed once all its shifts are, and what comes after is of the next day', async () => {
      const close = () => desk.head.post('/cash-days/closures', { day: '2026-11-24' });
      expect(findings(await refusedWithoutTrace(api, close, 422))).to.deep.equal(['cash_day_empty@day']);
      await desk.take(await desk.closed(), {});
      expect(findings(await refusedWithoutTrace(api, close, 422))).to.deep.equal(['cash_day_has_open_shift@day']);
      await closeShift(EXAMINATION);
      await close().expect(200);
      await refusedWithoutTrace(api, close, 409);
      await desk.take(await desk.closed(), {});
      expect((await shiftOf()).day).to.equal('2026-11-25');
      const day = (await desk.administrator.get('/cash-days?day=2026-11-24').expect(200)).body as CashDayView;
      expect(day.shifts).to.have.length(1);
      expect(day.closedAt).to.equal('2026-11-24T02:00:00.000Z');
    });

    it('to come is not closed', async () => {
      const close = () => desk.head.post('/cash-days/closures', { day: '2026-11-25' });
      expect(findings(await refusedWithoutTrace(api, close, 422))).to.deep.equal(['cash_day_future@day']);
    });
  });

  describe('the account for payments by code', () => {
    const anAccount = (fields: object = {}) => ({
      ...{ id: newId(), bankBin: '970403', bankName: 'Ngân hàng thử', accountNumber: '0011012345678', accountName: 'BV THU', ...fields },
    });

    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'put', path: '/bank-account', body: anAccount(), status: 200, may: desk.administrator, mayNot: desk.cashier },
        malformed: [[{ bankName: '' }, 'malformed@bankName']],
      }),
      'province-wide',
    );

    it('stands on every account of a visit of the facility, and on none of another', async () => {
      const visit = await desk.closed();
      expect((await desk.account(visit)).bankAccount).to.equal(null);
      await desk.administrator.put('/bank-account', anAccount()).expect(200);
      await desk.administrator.put('/bank-account', anAccount({ accountNumber: '77' })).expect(200);
      expect((await desk.account(visit)).bankAccount?.accountNumber).to.equal('77');
      const other = await aCashDesk(api);
      expect((await other.account(await other.closed())).bankAccount).to.equal(null);
      expect(
        findings(await refusedWithoutTrace(api, () => desk.head.put('/bank-account', anAccount({ bankBin: '97' })), 422)),
      ).to.deep.equal(['bank_bin_format@bankBin']);
    });
  });
});
