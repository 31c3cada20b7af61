import { createDocument } from '../../api/stock/save-document.ts';
import { postDocument } from '../../api/stock/post-document.ts';
import { addDepot } from '../../api/stock/keep-depots.ts';
import { handOver } from '../../api/dispensing/hand-over.ts';
import { viewDispensing } from '../../api/dispensing/view-dispensing.ts';
import type { ApiCtx, Services } from '../../api/http/context.ts';
import type { NewDocument } from '../../api/stock/stock-schemas.ts';
import { read } from '../../db/doors.ts';
import { findCounter } from '../../db/stores/depot-store.ts';
import { findOrder } from '../../db/stores/dispensing-store.ts';
import { listFormulary } from '../../db/stores/formulary-store.ts';
import { addDays, addMonths, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { demoCtx } from './demo-context.ts';
import { loadSupplies } from './supplies.ts';

const sites = [
  { suffix: 'muongban', code: '14901', cabinet: true },
  { suffix: 'nahoa', code: '14902', cabinet: false },
  { suffix: 'pungsen', code: '14903', cabinet: false },
  { suffix: 'bantrang', code: '14904', cabinet: false },
] as const;
type Site = (typeof sites)[number];

export const depotId = (site: Pick<Site, 'code'>, kind: string): string => derivedId('demo', 'depot', site.code, kind);

/** Depots of every site and what lies in them on the day before the first visit: two lots of each drug, one that expires sooner. */
export async function loadStock(services: Services, { anchor, days }: { anchor: Day; days: number }): Promise<void> {
  const day = addDays(anchor, -days - 1);
  for (const site of sites) {
    const ctx = (step: string): ApiCtx =>
      demoCtx(services, `duocsi.${site.suffix}`, { at: new Date(Date.parse(startOfDay(day)) + 8 * 3_600_000), step: `stock-${step}` });
    const known = await read(ctx('look'), async (tx) => await findCounter(tx, ctx('look').facilityId));
    if (known !== undefined) continue;
    await addDepot(ctx('main'), { id: depotId(site, 'main'), code: 'KC', name: 'Kho chính', kind: 'main' });
    if (site.cabinet)
      await addDepot(ctx('cabinet'), { id: depotId(site, 'cabinet'), code: 'TT-CC', name: 'Tủ trực cấp cứu', kind: 'cabinet' });
    await fillMain(ctx, site, day);
    const places = { depotId: depotId(site, 'main'), cabinetId: site.cabinet ? depotId(site, 'cabinet') : undefined };
    await loadSupplies(ctx, { code: site.code, isHospital: site.cabinet, ...places }, day);
    // The counter last: whoever finds it finds everything.
    await addDepot(ctx('counter'), { id: depotId(site, 'counter'), code: 'QNT', name: 'Quầy ngoại trú', kind: 'counter' });
    await fillCounter(ctx, site, day);
  }
}

type At = (step: string) => ApiCtx;

/** Half of the drugs a document, so that none grows beyond what a person could look through. */
async function fillMain(ctx: At, site: Site, day: Day): Promise<void> {
  const items = await formularyOf(ctx, day);
  for (const lot of [1, 2]) {
    const lines = items.map((item, i) => ({
      ...{ id: derivedId('demo', 'stock-line', site.code, item.drugCode, String(lot)), drugCode: item.drugCode, unitPrice: item.unitPrice },
      ...{ quantity: quantityOf(item.unitPrice, lot), lotNumber: `${lot}${String(1000 + i * 7)}` },
      // Every fifth of the first lots expires within half a year: the list of what expires is not empty.
      expiresOn: addMonths(day, lot === 2 ? 26 + (i % 8) : i % 5 === 0 ? 4 : 14 + (i % 6)),
      ...(item.registrationNumber === null ? {} : { registrationNumber: item.registrationNumber }),
      ...(item.tender === null ? {} : { tender: item.tender }),
    }));
    const id = derivedId('demo', 'stock-document', site.code, `opening-${lot}`);
    await book(ctx, { id, kind: 'opening', day, depotId: depotId(site, 'main'), reason: 'Tồn đầu kỳ (minh họa)', lines });
  }
}

async function fillCounter(ctx: At, site: Site, day: Day): Promise<void> {
  const items = await formularyOf(ctx, day);
  const lines = items.map((item) => ({
    ...{ id: derivedId('demo', 'stock-line', site.code, item.drugCode, 'counter'), drugCode: item.drugCode },
    quantity: quantityOf(item.unitPrice, 2),
  }));
  const id = derivedId('demo', 'stock-document', site.code, 'to-counter');
  await book(ctx, { id, kind: 'transfer', day, depotId: depotId(site, 'main'), toDepotId: depotId(site, 'counter'), lines });
}

const formularyOf = async (ctx: At, day: Day) =>
  await read(ctx('formulary'), async (tx) => await listFormulary(tx, ctx('formulary').facilityId, { query: '', day, limit: 450 }));

/** Cheap things lie there by the thousand, dear ones by the dozen. */
const quantityOf = (unitPrice: string, lot: number): string => (Number(unitPrice) < 2000 ? String(1000 * lot) : String(60 * lot));

async function book(ctx: At, document: NewDocument): Promise<void> {
  const { version } = await createDocument(ctx(`create-${document.id}`), document);
  await postDocument(ctx(`post-${document.id}`), document.id, version);
}

/** The pharmacist hands over what was prescribed, as far as it lies there. The last day's prescriptions still wait at the window. */
export async function dispense(ctx: ApiCtx, visit: { key: string; prescriptionId: string; collectedBy: string }): Promise<void> {
  const order = await read(ctx, async (tx) => await findOrder(tx, ctx.facilityId, visit.prescriptionId));
  if (order === undefined || localDay(ctx.now) > order.collectUntil) return;
  const view = await viewDispensing({ ...ctx }, visit.prescriptionId);
  const lines = view.lines.flatMap((line) => line.proposals.map(({ lotId, quantity }) => ({ lineId: line.id, lotId, quantity })));
  if (lines.length === 0 || view.depotId === null || view.issues.some(({ severity }) => severity === 'error')) return;
  const acceptedWarnings = view.issues
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, path }) => ({ code, path, reason: 'Đã hỏi bác sĩ' }));
  const id = derivedId('demo', 'hand-over', visit.key);
  await handOver(ctx, visit.prescriptionId, { id, depotId: view.depotId, collectedBy: visit.collectedBy, acceptedWarnings, lines });
}
