import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { auditSubject, read, write, type Ctx } from '../../db/doors.ts';
import {
  findSettlementReport,
  insertSettlementLines,
  lockSettlementReport,
  updateSettlementReport,
  type SettlementLineRow,
  type SettlementReport,
} from '../../db/stores/settlement-store.ts';
import { freezeClaims, pageFrozenClaims, sumFrozenClaims, type FrozenClaim } from '../../db/views/settlement-view.ts';
import { isInpatient } from '../../domain/settlement/care-sections.ts';
import { checkSettledClaim } from '../../domain/settlement/check-settled-claim.ts';
import type { FormLine } from '../../domain/settlement/form-cells.ts';
import { proveTotals, type XmlSums } from '../../domain/settlement/prove-totals.ts';
import { readSettledClaim } from '../../domain/settlement/settled-claim.ts';
import { collectLines, readSettlementLines, sortedLines, type CollectedLines } from '../../domain/settlement/settlement-lines.ts';
import { addClaim, addLines, noTotals, type SettlementTotals } from '../../domain/settlement/settlement-totals.ts';
import { errorsOf } from '../../domain/issue.ts';
import { add } from '../../domain/money.ts';
import type { Services } from '../http/context.ts';
import { systemCtx } from '../http/system-context.ts';

/** Claims that are held at a time. */
const PAGE = 100;
const LINES_AT_ONCE = 500;
const SUMMED_AT_ONCE = 1000;

const Payload = z.object({ facilityId: z.uuid(), reportId: z.uuid() });

/** The background job. The claims are fixed first; started again, it counts the same ones anew and meets the lines it wrote. */
export async function makeSettlement(services: Services, payload: unknown): Promise<void> {
  const { facilityId, reportId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const report = await read(ctx, async (tx) => await findSettlementReport(tx, facilityId, reportId));
  if (report === undefined || report.state === 'ready') return;
  try {
    await freeze(ctx, report);
    await finish(ctx, report, await countClaims(ctx, report), services.now().toISOString());
  } catch (cause) {
    // The officer sees that it stopped; the job library tries again, and a try that succeeds makes it ready.
    await mark(ctx, report, { state: 'failed', finishedAt: services.now().toISOString() });
    throw cause;
  }
}

async function freeze(ctx: Ctx, { id }: SettlementReport): Promise<void> {
  await write(ctx, 'settlement.freeze', async (tx) => {
    auditSubject(tx, { objectId: id });
    const report = await lockSettlementReport(tx, ctx.facilityId, id);
    if (report === undefined) return;
    const counted = report.frozenAt === null ? { ...(await freezeClaims(tx, report)), frozenAt: ctx.now } : {};
    await updateSettlementReport(tx, report, { state: 'running', done: 0, finishedAt: null, ...counted });
  });
}

/** What has been counted so far. Nothing in it grows with the number of claims but `lines`, which the catalogues bound. */
interface Count {
  totals: SettlementTotals;
  lines: CollectedLines;
  unbalanced: number;
  unnamedCare: number;
  digests: { outpatients: Hash; inpatients: Hash };
}

async function countClaims(ctx: Ctx, report: SettlementReport): Promise<Count> {
  const digests = { outpatients: createHash('sha256'), inpatients: createHash('sha256') };
  const count: Count = { totals: noTotals(), lines: new Map(), unbalanced: 0, unnamedCare: 0, digests };
  let after = 0;
  for (;;) {
    const page = await read(ctx, async (tx) => await pageFrozenClaims(tx, report, { after, limit: PAGE }));
    const rows = page.map((claim) => countClaim(count, claim));
    after = page.at(-1)?.position ?? after;
    await write(ctx, 'settlement.lines', async (tx) => {
      auditSubject(tx, { objectId: report.id });
      await insertSettlementLines(tx, report, rows);
      await updateSettlementReport(tx, report, { done: after });
    });
    if (page.length < PAGE) return count;
  }
}

/** Counts one claim; gives its line of the list of visits. */
function countClaim(count: Count, { encounterId, tables }: FrozenClaim): SettlementLineRow {
  const claim = readSettledClaim(tables);
  const issues = checkSettledClaim(claim, tables);
  if (errorsOf(issues).length > 0) count.unbalanced += 1;
  if (issues.some(({ code }) => code === 'settlement_care_type_new')) count.unnamedCare += 1;
  count.totals = addClaim(count.totals, claim);
  collectLines(count.lines, readSettlementLines(tables));
  const list = isInpatient(claim.section) ? 'inpatients' : 'outpatients';
  const line: FormLine = { ...claim };
  count.digests[list].update(canonical(line));
  return { list, position: count.totals.rows[list].count, encounterId, line };
}

async function finish(ctx: Ctx, report: SettlementReport, { totals, lines, digests, ...counts }: Count, at: string): Promise<void> {
  const sorted = sortedLines(lines);
  const digest = createHash('sha256').update(digests.outpatients.digest()).update(digests.inpatients.digest());
  const rows = numbered(sorted.map(({ list, ...line }) => ({ list, line })));
  for (const { line } of rows) digest.update(canonical(line));
  for (let i = 0; i < rows.length; i += LINES_AT_ONCE)
    await write(ctx, 'settlement.lines', async (tx) => {
      auditSubject(tx, { objectId: report.id });
      await insertSettlementLines(tx, report, rows.slice(i, i + LINES_AT_ONCE));
    });
  const all = addLines(totals, sorted);
  const proofs = proveTotals(all, await sumFiles(ctx, report, all.rows.visits.count));
  const sha256 = digest.digest('hex');
  await mark(ctx, report, { state: 'ready', ...counts, totals: all, proofs, sha256, finishedAt: at });
}

/** In parts: no question to the database may run for long. */
async function sumFiles(ctx: Ctx, report: SettlementReport, total: number): Promise<XmlSums> {
  let sums: XmlSums = { hospital: '0', insured: '0', fund: '0', copay: '0', other: '0', self: '0' };
  for (let after = 0; after < total; after += SUMMED_AT_ONCE) {
    const part = await read(ctx, async (tx) => await sumFrozenClaims(tx, report, { after, until: after + SUMMED_AT_ONCE }));
    sums = {
      ...{ hospital: add(sums.hospital, part.hospital), insured: add(sums.insured, part.insured), fund: add(sums.fund, part.fund) },
      ...{ copay: add(sums.copay, part.copay), other: add(sums.other, part.other), self: add(sums.self, part.self) },
    };
  }
  return sums;
}

/** Each list counts its lines from 1. */
function numbered(lines: readonly Pick<SettlementLineRow, 'list' | 'line'>[]): SettlementLineRow[] {
  const last = new Map<string, number>();
  return lines.map((one) => {
    const position = (last.get(one.list) ?? 0) + 1;
    last.set(one.list, position);
    return { ...one, position, encounterId: null };
  });
}

/** The same text for the same line, whatever the order of its fields. */
const canonical = (line: FormLine): string => `${JSON.stringify(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`;

async function mark(ctx: Ctx, report: SettlementReport, fields: Parameters<typeof updateSettlementReport>[2]): Promise<void> {
  await write(ctx, 'settlement.progress', async (tx) => {
    auditSubject(tx, { objectId: report.id });
    await updateSettlementReport(tx, report, fields);
  });
}
