import type { AccountView, NewReceipt, TakenReceipt } from '../../../api/cashier/cashier-schemas.ts';
import type { Registration } from '../../../api/patients/registration-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { aUser, type Client, type TestApi } from '../../support/api.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { aClosure, openVisit, type OpenVisit } from '../encounters/open-visit.ts';

/** The examination at a hospital of class 3, in dong: what a visit costs before anything else is done. */
export const EXAMINATION = '39800';

/** A hospital with two cashiers and their head, and a book of each kind open for everybody. */
export interface CashDesk extends Workplace {
  second: Client;
  head: Client;
  administrator: Client;
  account(visit: { path: string }): Promise<AccountView>;
  /** The body of a receipt as the desk sends it after a look at the account. */
  receipt(visit: { path: string }, fields: Partial<NewReceipt>): Promise<NewReceipt>;
  take(visit: { path: string }, fields: Partial<NewReceipt>): Promise<TakenReceipt>;
  closed(fields?: Partial<Registration>): Promise<OpenVisit>;
  close(visit: OpenVisit): Promise<void>;
}

export async function aCashDesk(api: TestApi, books = { sheets: 100 }): Promise<CashDesk> {
  const place = await aWorkplace(api, aHospital);
  const head = await aUser(api, place.facility, ['cashier-head']);
  for (const kind of ['receipt', 'payout'] as const) {
    const series = kind === 'receipt' ? 'BL26' : 'PC26';
    await head.post('/receipt-books', { id: newId(), kind, series, first: 1, last: books.sheets }).expect(201);
  }
  const account = async (visit: { path: string }) => (await place.cashier.get(`${visit.path}/account`).expect(200)).body as AccountView;
  const receipt = async (visit: { path: string }, fields: Partial<NewReceipt>): Promise<NewReceipt> => {
    const { sequence, due } = await account(visit);
    return { id: newId(), kind: 'collection', amount: due, method: 'cash', seen: { sequence, due }, ...fields };
  };
  const close = async (visit: OpenVisit): Promise<void> => {
    await visit.diagnose('J02.9');
    await place.doctor.post(`${visit.path}/closure`, await visit.fresh(aClosure())).expect(200);
  };
  return {
    ...place,
    ...{ head, account, receipt, close },
    second: await aUser(api, place.facility, ['cashier']),
    administrator: await aUser(api, place.facility, ['facility-administrator']),
    take: async (visit, fields) =>
      (await place.cashier.post(`${visit.path}/receipts`, await receipt(visit, fields)).expect(201)).body as TakenReceipt,
    closed: async (fields = {}) => {
      const visit = await openVisit(place, fields);
      await close(visit);
      return visit;
    },
  };
}
