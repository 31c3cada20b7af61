import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { auditSubject, enqueue, openRecords, read, write, type Ctx } from '../../db/doors.ts';
import {
  countClosedInsured,
  findClaimExport,
  insertClaimExport,
  pageClaimFiles,
  sumClaimFiles,
  updateClaimExport,
  type ClaimExport,
  type PackedFile,
} from '../../db/stores/claim-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error } from '../../domain/issue.ts';
import type { Services } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { keeperOf } from '../http/signing/signing-key.ts';
import { systemCtx } from '../http/system-context.ts';
import { CLAIM_PAGE, closedPages } from './claim-pages.ts';
import type { NewClaimExport } from './claim-schemas.ts';
import { refuseSpan, spanOf } from './claim-span.ts';
import { writeClaimZip } from './claim-zip.ts';
import { runPages, type RunOptions } from './page-workers.ts';

/** Asks for the files of some days; the worker makes them. */
export async function requestClaimExport(ctx: Ctx, input: NewClaimExport): Promise<{ id: string }> {
  if (input.until > localDay(ctx.now)) throw rejected([error('day_in_future', 'until')]);
  refuseSpan(ctx, input);
  return await write(ctx, 'claim.export', async (tx) => {
    await insertClaimExport(tx, {
      ...{ facilityId: ctx.facilityId, id: input.id, fromDay: input.from, untilDay: input.until },
      ...{ createdAt: ctx.now, createdBy: ctx.actor.userId },
    });
    await enqueue(
      tx,
      'export-claims',
      { facilityId: ctx.facilityId, exportId: input.id },
      { queue: `claims:${ctx.facilityId}`, key: input.id },
    );
    auditSubject(tx, { objectId: input.id });
    return { id: input.id };
  });
}

const Payload = z.object({ facilityId: z.uuid(), exportId: z.uuid() });

/**
 * The background job: writes one file per insured encounter of the days, signed where the facility has a key. Started again, it goes on where it stopped:
 * what is written stays, and nothing is written twice.
 */
export async function exportClaims(services: Services, payload: unknown, options: RunOptions = {}): Promise<void> {
  const { facilityId, exportId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  try {
    await runClaimExport(services, ctx, exportId, options);
  } catch (cause) {
    // The officer sees that it stopped; the job library tries again, and a try that succeeds makes it ready.
    await mark(ctx, { facilityId, id: exportId }, { state: 'failed', finishedAt: services.now().toISOString() });
    throw cause;
  }
}

export async function runClaimExport(services: Services, ctx: Ctx, exportId: string, options: RunOptions = {}): Promise<void> {
  const found = await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, exportId));
  if (found === undefined || found.state === 'ready') return;
  const claimExport = await begin(services, ctx, found);
  if (claimExport === undefined) return;
  const span = { from: claimExport.fromDay, until: claimExport.untilDay };
  let { done } = claimExport;
  await runPages(services, ctx, closedPages(ctx, span, { size: options.pageSize ?? CLAIM_PAGE, onlyInsured: true }), {
    ...options,
    task: { kind: 'files', claimExport },
    total: claimExport.total,
    onDone: async (more) => {
      done += more;
      options.onProgress?.(done, claimExport.total);
      await mark(ctx, claimExport, { done });
    },
  });
  const { included, fundAmount } = await read(ctx, async (tx) => await sumClaimFiles(tx, claimExport));
  const sha256 = await digestOf(claimZip(ctx, claimExport));
  const finishedAt = services.now().toISOString();
  await mark(ctx, claimExport, { state: 'ready', done: claimExport.total, included, fundAmount, sha256, finishedAt });
}

/** Notes that it runs, how far an earlier try came and whose key signs; undefined when that key is not in force any more. */
async function begin(services: Services, ctx: Ctx, found: ClaimExport): Promise<ClaimExport | undefined> {
  const { total, included } = await read(ctx, async (tx) => ({
    total: await countClosedInsured(tx, ctx.facilityId, spanOf({ from: found.fromDay, until: found.untilDay })),
    ...(await sumClaimFiles(tx, found)),
  }));
  const key = (await keeperOf(ctx, services.secrets))?.id ?? null;
  // Files of two keys, or half of them signed, are no export: the officer asks for another.
  if (included > 0 && found.signingKeyId !== key) {
    await mark(ctx, found, { state: 'failed', finishedAt: services.now().toISOString() });
    return undefined;
  }
  const fields = { state: 'running' as const, total, done: included, resumedFrom: included, signingKeyId: key, finishedAt: null };
  const startedAt = services.now().toISOString();
  await mark(ctx, found, { ...fields, startedAt });
  return { ...found, ...fields, startedAt };
}

async function mark(
  ctx: Ctx,
  claimExport: Pick<ClaimExport, 'facilityId' | 'id'>,
  fields: Parameters<typeof updateClaimExport>[2],
): Promise<void> {
  await write(ctx, 'claim.export.progress', async (tx) => {
    auditSubject(tx, { objectId: claimExport.id });
    await updateClaimExport(tx, claimExport, fields);
  });
}

type Stored = Pick<ClaimExport, 'facilityId' | 'id'>;

/** The stored files of an export as one ZIP, streamed; the same export gives the same bytes. */
export function claimZip(ctx: Ctx, claimExport: Stored): Readable {
  return writeClaimZip(storedFiles(async (after) => await read(ctx, async (tx) => await pageClaimFiles(tx, claimExport, after))));
}

/** The same for a person: every visit in it is logged as opened, before its file leaves. */
export function openClaimZip(ctx: Ctx, claimExport: Stored): Readable {
  const page = async (after: string): Promise<PackedFile[]> =>
    await read(ctx, async (tx) => {
      const files = await pageClaimFiles(tx, claimExport, after);
      await openRecords(tx, ctx, files);
      return files;
    });
  return writeClaimZip(storedFiles(page));
}

async function* storedFiles(pageAfter: (name: string) => Promise<PackedFile[]>): AsyncGenerator<PackedFile> {
  let after = '';
  for (;;) {
    const page = await pageAfter(after);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.name;
  }
}

/** A finished export for download. */
export async function getReadyExport(ctx: Ctx, id: string): Promise<ClaimExport> {
  const found = await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, id));
  if (found === undefined || found.state !== 'ready') throw notFound('claim_export_not_found');
  return found;
}

async function digestOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
