import { endDay, endShift, viewCashDay, viewMyShift } from '../../api/cashier/keep-shift.ts';
import { openBook, setBankAccount, viewBooks } from '../../api/cashier/keep-books.ts';
import { takeMoney } from '../../api/cashier/take-money.ts';
import { viewAccount } from '../../api/cashier/view-account.ts';
import type { ApiCtx, Services } from '../../api/http/context.ts';
import { addDays, startOfDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { compare } from '../../domain/money.ts';
import type { PayMethod } from '../../domain/payments/receipt.ts';
import { demoCtx } from './demo-context.ts';

const sites = [
  { suffix: 'muongban', code: '14901' },
  { suffix: 'nahoa', code: '14902' },
  { suffix: 'pungsen', code: '14903' },
  { suffix: 'bantrang', code: '14904' },
] as const;
type Site = Pick<(typeof sites)[number], 'suffix' | 'code'>;

/** A book of each kind and an invented account at every site, before the first visit. */
export async function loadCash(services: Services, { anchor, days }: { anchor: Day; days: number }): Promise<void> {
  const at = new Date(Date.parse(startOfDay(addDays(anchor, -days - 1))) + 7 * 3_600_000);
  for (const site of sites) {
    const as = (step: string): ApiCtx => demoCtx(services, `quantri.${site.suffix}`, { at, step: `cash-${step}` });
    if ((await viewBooks(as('look'))).items.length === 2) continue;
    for (const kind of ['receipt', 'payout'] as const) {
      const series = kind === 'receipt' ? 'BL26-MH' : 'PC26-MH';
      await openBook(as(kind), { id: derivedId('demo', 'book', site.code, kind), kind, series, first: 1, last: 5000 });
    }
    await setBankAccount(as('bank'), {
      ...{ id: derivedId('demo', 'bank', site.code), bankBin: '970999', bankName: 'Ngân hàng minh họa' },
      ...{ accountNumber: `99900${site.code}`, accountName: 'CO SO Y TE MINH HOA' },
    });
  }
}

/** What is due of a closed visit is paid, now and then by code. */
export async function settleVisit(ctx: ApiCtx, visit: { encounterId: string; key: string; method: PayMethod }): Promise<void> {
  const { due, sequence } = await viewAccount(ctx, visit.encounterId);
  if (compare(due, '0') <= 0) return;
  const id = derivedId('demo', 'receipt', visit.key);
  await takeMoney(ctx, visit.encounterId, { id, kind: 'collection', amount: due, method: visit.method, seen: { sequence, due } });
}

/** The shift of the day is counted and the day closed, in the evening. */
export async function closeTill(services: Services, site: Site, day: Day): Promise<void> {
  const at = new Date(Date.parse(startOfDay(day)) + 17 * 3_600_000);
  const as = (job: 'thungan' | 'quantri', step: string): ApiCtx =>
    demoCtx(services, `${job}.${site.suffix}`, { at, step: `till-${site.code}-${day}-${step}` });
  const { shift } = await viewMyShift(as('thungan', 'look'));
  if (shift !== null) await endShift(as('thungan', 'shift'), shift.id, { countedCash: shift.summary.expectedCash });
  const book = await viewCashDay(as('quantri', 'look'), day);
  if (book.shifts.length > 0 && book.closedAt === null) await endDay(as('quantri', 'day'), { day });
}
