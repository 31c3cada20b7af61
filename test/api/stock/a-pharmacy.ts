import type { DocumentSaved, StockList, StockRow } from '../../../api/stock/stock-schemas.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { Client } from '../../support/api.ts';
import type { Workplace } from '../at-work.ts';

export interface Arrival {
  drugCode: string;
  quantity: string;
  lotNumber?: string;
  expiresOn?: string;
  unitPrice?: string;
}

/** The depots of a facility and short ways to work in them as its pharmacist. */
export interface Pharmacy {
  mainId: string;
  counterId: string;
  cabinetId: string;
  /** Books what came in. */
  receive(depotId: string, ...arrivals: Arrival[]): Promise<DocumentSaved>;
  /** Types a document and books it; answers what the booking says. */
  book(document: object): Promise<{ status: number; body: unknown }>;
  create(client: Client, document: object): Promise<DocumentSaved>;
  stock(depotId: string): Promise<StockRow[]>;
  /** `drug lot on-hand/reserved` of a depot. */
  shelves(depotId: string): Promise<string[]>;
}

export async function aPharmacy({ pharmacist }: Workplace): Promise<Pharmacy> {
  const [mainId, counterId, cabinetId] = [newId(), newId(), newId()];
  for (const [id, kind] of [
    [mainId, 'main'],
    [counterId, 'counter'],
    [cabinetId, 'cabinet'],
  ])
    await pharmacist.post('/depots', { id, code: String(kind).toUpperCase(), name: `Kho ${kind}`, kind }).expect(201);
  return inDepots(pharmacist, { mainId, counterId, cabinetId });
}

/** The depots that a facility has already, one of each kind. */
export async function thePharmacy({ pharmacist }: Workplace): Promise<Pharmacy> {
  const { items } = (await pharmacist.get('/depots').expect(200)).body as { items: { id: string; kind: string }[] };
  const of = (kind: string): string => items.find((depot) => depot.kind === kind)?.id ?? '';
  return inDepots(pharmacist, { mainId: of('main'), counterId: of('counter'), cabinetId: of('cabinet') });
}

function inDepots(pharmacist: Client, depots: Pick<Pharmacy, 'mainId' | 'counterId' | 'cabinetId'>): Pharmacy {
  const create = async (client: Client, document: object): Promise<DocumentSaved> =>
    (await client.post('/stock/documents', { id: newId(), day: localDay(new Date()), ...document }).expect(201)).body as DocumentSaved;
  const book = async (document: object) => {
    const { id, version } = await create(pharmacist, document);
    const response = await pharmacist.post(`/stock/documents/${id}/posting`, { version });
    return { status: response.status, body: response.body as unknown };
  };
  const stock = async (depotId: string) => ((await pharmacist.get(`/stock?depotId=${depotId}`).expect(200)).body as StockList).items;
  return {
    ...depots,
    ...{ create, book, stock },
    receive: async (depotId, ...arrivals) => {
      const lines = arrivals.map(({ lotNumber = 'L1', expiresOn = '2028-12-31', unitPrice = '100', ...arrival }) => ({
        ...{ id: newId(), lotNumber, expiresOn, unitPrice },
        ...arrival,
      }));
      const { status, body } = await book({ kind: 'receipt', depotId, lines });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as DocumentSaved;
    },
    shelves: async (depotId) =>
      (await stock(depotId)).map(({ drugCode, lotNumber, onHand, reserved }) => `${drugCode} ${lotNumber} ${onHand}/${reserved}`),
  };
}
