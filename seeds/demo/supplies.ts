import { performOrder } from '../../api/orders/finish-order.ts';
import { orderService } from '../../api/orders/order-service.ts';
import { issueFromCabinet } from '../../api/stock/issue-from-cabinet.ts';
import { createDocument } from '../../api/stock/save-document.ts';
import { postDocument } from '../../api/stock/post-document.ts';
import type { ApiCtx } from '../../api/http/context.ts';
import type { NewDocument } from '../../api/stock/stock-schemas.ts';
import { write } from '../../db/doors.ts';
import { insertSupplyItems } from '../../db/stores/supply-store.ts';
import { addMonths, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';

/** An injection into a vein, and what it uses up. */
const INJECTION = '03.2390.0212';
const [SYRINGE, CANNULA] = ['N03.01.020.9004', 'N03.02.070.9006'];
/** Of each supply but those of the bones, for the duty cabinet of a site that has one. */
const IN_CABINET = '100';

const TENDER = '999/QĐ-DEMO;G1;N0;2026';

/** Code, name, unit, price in dong, how many lie there, and the most that the insurance counts where there is such a limit. All invented. */
const supplies: [code: string, name: string, unit: string, price: string, quantity: string, ceiling?: string][] = [
  ['N01.01.010.9001', 'Bông y tế thấm nước 100 g', 'Gói', '16500', '200'],
  ['N02.01.040.9002', 'Băng cuộn 5 cm x 2,5 m', 'Cuộn', '2100', '600'],
  ['N02.03.020.9003', 'Gạc phẫu thuật 10 cm x 10 cm x 8 lớp', 'Miếng', '950', '3000'],
  ['N03.01.020.9004', 'Bơm tiêm nhựa 5 ml kèm kim', 'Cái', '780', '5000'],
  ['N03.01.020.9005', 'Bơm tiêm nhựa 10 ml kèm kim', 'Cái', '1150', '3000'],
  ['N03.02.070.9006', 'Kim luồn tĩnh mạch các cỡ', 'Cái', '4900', '900'],
  ['N03.05.010.9007', 'Dây truyền dịch có kim', 'Bộ', '4200', '800'],
  ['N04.01.030.9008', 'Ống thông tiểu Foley 2 nhánh', 'Cái', '12800', '150'],
  ['N04.02.060.9009', 'Ống thông dạ dày', 'Cái', '5600', '150'],
  ['N05.02.030.9010', 'Chỉ khâu không tiêu 3/0 liền kim', 'Sợi', '14500', '400'],
  ['N05.02.040.9011', 'Chỉ khâu tiêu nhanh 4/0 liền kim', 'Sợi', '38500', '200'],
  ['N06.04.010.9012', 'Nẹp xương đòn thép không gỉ 8 lỗ', 'Cái', '2450000', '10', '2200000'],
  ['N06.04.020.9013', 'Vít xương cứng 3,5 mm', 'Cái', '145000', '80', '120000'],
];

/** What a hospital has and a station does not: things of the bones. */
const isForHospitals = (code: string): boolean => code.startsWith('N06');

interface SupplySite {
  code: string;
  isHospital: boolean;
  depotId: string;
  /** Undefined where there is none. */
  cabinetId: string | undefined;
}

/** The list of supplies of a site, and what lies of them in its main depot and its duty cabinet before the first visit. */
export async function loadSupplies(at: (step: string) => ApiCtx, site: SupplySite, day: Day): Promise<void> {
  const own = supplies.filter(([code]) => site.isHospital || !isForHospitals(code));
  const ctx = at('supplies');
  await write(ctx, 'supplies.import', async (tx) => {
    const items = own.map(([code, name, unit, unitPrice, , ceilingPrice = null]) => ({
      ...{ id: derivedId('demo', 'supply', site.code, code), code, name, unit, unitPrice, ceilingPrice, maker: 'Hãng minh họa' },
      ...{ productMark: null, insuranceRatio: '100', tender: TENDER, validFrom: '2026-01-01', validTo: null },
    }));
    await insertSupplyItems(tx, ctx.facilityId, items);
    return { loaded: items.length };
  });
  const lines = own.map(([drugCode, , , unitPrice, quantity], i) => ({
    ...{ id: derivedId('demo', 'stock-line', site.code, drugCode, 'supplies'), drugCode, quantity, unitPrice, tender: TENDER },
    ...{ lotNumber: `VT${String(2600 + i * 13)}`, expiresOn: addMonths(day, 18 + (i % 12)) },
  }));
  const opening = derivedId('demo', 'stock-document', site.code, 'opening-supplies');
  await book(at, { id: opening, kind: 'opening', day, depotId: site.depotId, reason: 'Tồn đầu kỳ vật tư (minh họa)', lines });
  if (site.cabinetId === undefined) return;
  const toCabinet = own
    .filter(([code]) => !isForHospitals(code))
    .map(([drugCode]) => ({
      ...{ id: derivedId('demo', 'stock-line', site.code, drugCode, 'cabinet'), drugCode, quantity: IN_CABINET },
    }));
  const topUp = derivedId('demo', 'stock-document', site.code, 'supplies-to-cabinet');
  await book(at, { id: topUp, kind: 'cabinet-top-up', day, depotId: site.depotId, toDepotId: site.cabinetId, lines: toCabinet });
}

async function book(at: (step: string) => ApiCtx, document: NewDocument): Promise<void> {
  const { version } = await createDocument(at(`create-${document.id}`), document);
  await postDocument(at(`post-${document.id}`), document.id, version);
}

/** An injection whose needle comes from the duty cabinet, and a syringe that its price contains. */
export async function inject(
  as: (job: 'bacsi' | 'dieuduong', step: string) => ApiCtx,
  { key, encounterId, cabinetId }: { key: string; encounterId: string; cabinetId: string },
): Promise<void> {
  const orderId = derivedId('demo', 'order', key, 'injection');
  await orderService(as('bacsi', 'order-injection'), encounterId, { id: orderId, serviceCode: INJECTION, repeatReason: 'Theo dõi' });
  const line = (drugCode: string) => ({ id: derivedId('demo', 'supply-line', key, drugCode), drugCode, quantity: '1', orderId });
  const lines = [line(CANNULA), { ...line(SYRINGE), payer: 'included' as const }];
  const id = derivedId('demo', 'cabinet-issue', key);
  await issueFromCabinet(as('bacsi', 'supplies'), encounterId, { id, depotId: cabinetId, lines, acceptedWarnings: [] });
  await performOrder(as('dieuduong', 'perform-injection'), { encounterId, orderId }, { resultText: 'Tiêm xong, không có phản ứng' });
}
