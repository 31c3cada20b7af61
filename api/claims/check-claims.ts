import { z } from 'zod';
import { auditSubject, enqueue, read, write, type Ctx } from '../../db/doors.ts';
import { findCheckRun, insertCheckRun, putClaimChecks, updateCheckRun, type ClaimCheckRun } from '../../db/stores/claim-check-store.ts';
import { countClosed } from '../../db/stores/claim-store.ts';
import { findEncounter } from '../../db/stores/encounter-store.ts';
import { findClaimCheck } from '../../db/views/claim-findings-view.ts';
import { readVisit } from '../../db/views/visit-view.ts';
import { isInsuredVisit } from '../../domain/claims/claim-line.ts';
import type { Services } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import type { CheckedClaimView, CheckRunView, ClaimAdvice, NewCheckRun } from './claim-check-schemas.ts';
import { CLAIM_PAGE, closedPages } from './claim-pages.ts';
import { refuseSpan, spanOf } from './claim-span.ts';
import { judgeIn } from './judge-claim.ts';
import { runPages, type RunOptions } from './page-workers.ts';

/** Judges one closed visit anew and keeps the answer; undefined when it is not closed here. */
export async function checkClosedVisit(ctx: Ctx, encounterId: string): Promise<CheckedClaimView | undefined> {
  return await write(ctx, 'claim.check', async (tx) => {
    const visit = await readVisit(tx, ctx.facilityId, encounterId);
    if (visit === undefined) return undefined;
    const insured = isInsuredVisit(visit);
    const findings = insured ? (await judgeIn(tx, ctx, visit)).findings : [];
    auditSubject(tx, { patientId: visit.patient.id, encounterId });
    await putClaimChecks(tx, [
      {
        ...{ facilityId: ctx.facilityId, encounterId, closedAt: visit.encounter.endedAt, checkedAt: ctx.now },
        ...{ insured, fundAmount: visit.bill.totals.fundAmount, findings },
      },
    ]);
    return { encounterId, findings };
  });
}

export async function recheckClaim(ctx: Ctx, encounterId: string): Promise<CheckedClaimView> {
  const open = await read(ctx, async (tx) => await readVisit(tx, ctx.facilityId, encounterId));
  const item = open === undefined ? undefined : await checkClosedVisit(ctx, encounterId);
  if (item === undefined) throw notFound('closed_encounter_not_found');
  return item;
}

/** What holds the claim of a visit, for who closed it. Advice only: nobody is kept waiting for it. */
export async function adviceOf(ctx: Ctx, encounterId: string): Promise<ClaimAdvice> {
  return await read(ctx, async (tx) => {
    if ((await findEncounter(tx, ctx.facilityId, encounterId)) === undefined) throw notFound('encounter_not_found');
    const found = await findClaimCheck(tx, ctx.facilityId, encounterId);
    const held = found?.findings.filter(({ severity }) => severity === 'block' || severity === 'error') ?? [];
    return { checkedAt: found?.checkedAt ?? null, findings: held };
  });
}

const Closed = z.object({ facilityId: z.uuid(), encounterId: z.uuid() });

/** The background job after a visit was closed; reopened meanwhile, there is nothing to judge. */
export async function checkAfterClosing(services: Services, payload: unknown): Promise<void> {
  const { facilityId, encounterId } = Closed.parse(payload);
  await checkClosedVisit(systemCtx(services, facilityId), encounterId);
}

/** Asks for the check of all visits of some days; the worker does it. */
export async function requestCheckRun(ctx: Ctx, input: NewCheckRun): Promise<void> {
  refuseSpan(ctx, input);
  await write(ctx, 'claim.check.run', async (tx) => {
    const { id, from, until } = input;
    await insertCheckRun(tx, {
      facilityId: ctx.facilityId,
      id,
      fromDay: from,
      untilDay: until,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
    });
    await enqueue(tx, 'check-claims', { facilityId: ctx.facilityId, runId: id }, { queue: `claims:${ctx.facilityId}`, key: id });
    auditSubject(tx, { objectId: id });
  });
}

const Run = z.object({ facilityId: z.uuid(), runId: z.uuid() });

/** The background job: every visit of the days, page after page. Started again, it begins anew. */
export async function runClaimChecks(services: Services, payload: unknown, options: RunOptions = {}): Promise<void> {
  const { facilityId, runId } = Run.parse(payload);
  const ctx = systemCtx(services, facilityId);
  const run = await read(ctx, async (tx) => await findCheckRun(tx, facilityId, runId));
  if (run === undefined || run.state === 'ready') return;
  const span = { from: run.fromDay, until: run.untilDay };
  const total = await read(ctx, async (tx) => await countClosed(tx, facilityId, spanOf(span)));
  let done = 0;
  await mark(ctx, run, { state: 'running', total, done });
  try {
    await runPages(services, ctx, closedPages(ctx, span, { size: options.pageSize ?? CLAIM_PAGE, onlyInsured: false }), {
      ...options,
      task: { kind: 'checks' },
      total,
      onDone: async (more) => await mark(ctx, run, { done: (done += more) }),
    });
  } catch (cause) {
    await mark(ctx, run, { state: 'failed', finishedAt: services.now().toISOString() });
    throw cause;
  }
  await mark(ctx, run, { state: 'ready', total: done, done, finishedAt: services.now().toISOString() });
}

async function mark(ctx: Ctx, run: ClaimCheckRun, fields: Parameters<typeof updateCheckRun>[2]): Promise<void> {
  await write(ctx, 'claim.check.progress', async (tx) => {
    auditSubject(tx, { objectId: run.id });
    await updateCheckRun(tx, run, fields);
  });
}

export async function viewCheckRun(ctx: Ctx, id: string): Promise<CheckRunView> {
  const run = await read(ctx, async (tx) => await findCheckRun(tx, ctx.facilityId, id));
  if (run === undefined) throw notFound('claim_check_run_not_found');
  const { fromDay, untilDay, state, total, done, finishedAt } = run;
  return { id, from: fromDay, until: untilDay, state, total, done, finishedAt };
}
