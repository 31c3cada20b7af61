import { expect } from 'chai';
import type { InvoiceList, InvoicesOfVisit, InvoiceView } from '../../../api/invoices/invoice-schemas.ts';
import { sendInvoice } from '../../../api/invoices/send-invoice.ts';
import { row } from '../../../db/knex.ts';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { aCashDesk, type CashDesk } from '../cashier/a-cash-desk.ts';
import { openVisit, type OpenVisit } from '../encounters/open-visit.ts';
import { itIsGuarded } from '../guards.ts';

describe('electronic invoices', function () {
  this.timeout(60_000);
  let api: TestApi;
  let desk: CashDesk;

  before(async () => {
    api = await testApi();
    api.setNow('2026-11-24T02:00:00Z');
    desk = await aCashDesk(api);
  });

  const settled = async (): Promise<OpenVisit> => {
    const visit = await desk.closed();
    await desk.take(visit, {});
    return visit;
  };
  const ask = (fields: object = {}) => ({ id: newId(), buyer: { name: 'Lò Thị Ngần', ...fields } });
  const asked = async (visit: OpenVisit, fields: object = {}): Promise<string> => {
    const body = ask(fields);
    await desk.cashier.post(`${visit.path}/invoices`, body).expect(202);
    return body.id;
  };
  const send = async (invoiceId: string) => await sendInvoice(api.services, { facilityId: desk.facility.id, invoiceId });
  const invoicesOf = async (visit: OpenVisit): Promise<InvoiceView[]> =>
    ((await desk.cashier.get(`${visit.path}/invoices`).expect(200)).body as InvoicesOfVisit).items;

  describe('are asked for', () => {
    itIsGuarded(
      () => api,
      async () => ({
        ...{ method: 'post', path: `${(await settled()).path}/invoices`, body: ask(), status: 202 },
        ...{ may: desk.cashier, mayNot: desk.administrator },
        elsewhere: { client: (await aCashDesk(api)).cashier, unknownPath: `/encounters/${newId()}/invoices` },
        malformed: [
          [{ buyer: { name: '' } }, 'malformed@buyer.name'],
          [{ buyer: { name: 'A', email: 'x' } }, 'malformed@buyer.email'],
        ],
      }),
    );

    it('only once the visit is settled, and once', async () => {
      const visit = await openVisit(desk);
      const refused = async (status: number, fields: object = {}) =>
        findings(await refusedWithoutTrace(api, () => desk.cashier.post(`${visit.path}/invoices`, ask(fields)), status));
      expect(await refused(422)).to.deep.equal(['invoice_not_settled@']);
      await desk.close(visit);
      expect(await refused(422)).to.deep.equal(['invoice_not_settled@']);
      await desk.take(visit, {});
      expect(await refused(422, { taxCode: '12' })).to.deep.equal(['tax_code_format@buyer.taxCode']);
      await asked(visit);
      expect(await refused(409)).to.deep.equal(['invoice_stands@']);
    });

    it('with a message that names blocks and the buyer, and no service or diagnosis', async () => {
      const visit = await settled();
      const id = await asked(visit, { taxCode: '0101234567' });
      const stored = await row<{ body: string }>(api.database.owner, 'SELECT i.body FROM invoices AS i WHERE i.id = :id', { id });
      const body = JSON.parse(stored?.body ?? '{}') as object;
      expect(body).to.deep.include({
        ...{ form: 'hoa-ban-invoice-1', id, total: '39800', buyer: { name: 'Lò Thị Ngần', taxCode: '0101234567' } },
        lines: [{ name: 'Tiền khám bệnh', amount: '39800' }],
      });
      expect(stored?.body).not.to.match(/J02|02\.03|Viêm/);
    });
  });

  it('get a number and a look-up code, marked as simulated, the same at every try', async () => {
    const visit = await settled();
    const id = await asked(visit);
    expect((await invoicesOf(visit))[0]).to.include({ state: 'waiting', number: null });
    await send(id);
    const [first] = await invoicesOf(visit);
    expect(first).to.include({ state: 'issued', source: 'simulator', attempts: 1 });
    expect(first?.lookupCode).to.match(/^MP/);
    await send(id);
    expect((await invoicesOf(visit))[0]).to.deep.equal(first);
  });

  it('that are refused free the visit for another one', async () => {
    const visit = await settled();
    await send(await asked(visit, { taxCode: '0000000422' }));
    const [refused] = await invoicesOf(visit);
    expect(refused?.state).to.equal('refused');
    expect(refused?.issues.map(({ code }) => code)).to.deep.equal(['invoice_refused_buyer']);
    await send(await asked(visit));
    expect((await invoicesOf(visit)).map(({ state }) => state)).to.deep.equal(['refused', 'issued']);
  });

  it('that get no answer wait for the next try', async () => {
    const visit = await settled();
    const id = await asked(visit, { taxCode: '0000000500' });
    await send(id);
    const [waiting] = await invoicesOf(visit);
    expect(waiting).to.include({ state: 'waiting', attempts: 1 });
    expect(waiting?.nextTryAt).to.be.a('string');
    await send(id);
    expect((await invoicesOf(visit))[0]).to.include({ state: 'issued', nextTryAt: null });
  });

  it('keep the money of the visit as it is until they are cancelled, and stay in the list with the reason', async () => {
    const visit = await openVisit(desk);
    const { id: receiptId } = await desk.take(visit, { kind: 'advance', amount: '39800' });
    await desk.close(visit);
    const id = await asked(visit);
    await send(id);
    const cancelReceipt = () => desk.cashier.post(`/receipts/${receiptId}/cancellation`, { id: newId(), reason: 'Nhầm' });
    expect(findings(await refusedWithoutTrace(api, cancelReceipt, 422))).to.deep.equal(['invoice_first@']);
    await desk.cashier.post(`/invoices/${id}/cancellation`, { reason: 'Sai tên người mua' }).expect(202);
    expect((await invoicesOf(visit))[0]?.state).to.equal('cancelling');
    await refusedWithoutTrace(api, cancelReceipt, 422);
    await send(id);
    await cancelReceipt().expect(201);
    const list = (await desk.administrator.get('/invoices?from=2026-11-24&to=2026-11-24').expect(200)).body as InvoiceList;
    expect(list.items.find((one) => one.id === id)).to.include({ state: 'cancelled', cancelReason: 'Sai tên người mua' });
    expect(list.states.find(({ state }) => state === 'cancelled')).to.deep.equal({ state: 'cancelled', count: 1, total: '39800' });
    await refusedWithoutTrace(api, () => desk.cashier.post(`/invoices/${id}/cancellation`, { reason: 'x' }), 409);
  });

  describe('are cancelled', () => {
    itIsGuarded(
      () => api,
      async () => {
        const id = await asked(await settled());
        await send(id);
        return {
          ...{ method: 'post', path: `/invoices/${id}/cancellation`, body: { reason: 'Sai địa chỉ' }, status: 202 },
          ...{ may: desk.cashier, mayNot: desk.administrator },
          elsewhere: { client: (await aCashDesk(api)).cashier, unknownPath: `/invoices/${newId()}/cancellation` },
          malformed: [[{ reason: '' }, 'malformed@reason']],
        };
      },
    );
  });
});
