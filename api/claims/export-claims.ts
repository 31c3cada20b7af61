import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { auditSubject, enqueue, read, readSnapshot, write, type Ctx } from '../../db/doors.ts';
import {
  countClosedInsured,
  findClaimExport,
  insertClaimExport,
  insertClaimFile,
  pageClaimFiles,
  pageClosedEncounters,
  updateClaimExport,
  type ClaimExport,
} from '../../db/stores/claim-store.ts';
import { readVisit } from '../../db/views/visit-view.ts';
import { isHeld } from '../../domain/claims/checks/check-claim.ts';
import { addDays, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error } from '../../domain/issue.ts';
import { add } from '../../domain/money.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { Services } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { systemCtx } from '../http/system-context.ts';
import { judgeClaim } from './judge-claim.ts';
import { writeClaimFile } from './claim-xml-writer.ts';
import { writeClaimZip } from './claim-zip.ts';
import type { NewClaimExport } from './claim-schemas.ts';

const PAGE = 50;

/** Asks for the files of a day; the worker makes them. */
export async function requestClaimExport(ctx: Ctx, input: NewClaimExport): Promise<{ id: string }> {
  if (input.day > localDay(ctx.now)) throw rejected([error('day_in_future', 'day')]);
  return await write(ctx, 'claim.export', async (tx) => {
    await insertClaimExport(tx, {
      facilityId: ctx.facilityId,
      id: input.id,
      day: input.day,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
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

/** The background job: writes one file per insured encounter of the day. Started again, it goes on where it stopped. */
export async function exportClaims(services: Services, payload: unknown): Promise<void> {
  const { facilityId, exportId } = Payload.parse(payload);
  const ctx = systemCtx(services, facilityId);
  try {
    await runClaimExport(ctx, exportId);
  } catch (cause) {
    // The officer sees that it stopped; the job library tries again, and a try that succeeds makes it ready.
    await mark(ctx, { facilityId, id: exportId }, { state: 'failed', finishedAt: ctx.now });
    throw cause;
  }
}

export async function runClaimExport(ctx: Ctx, exportId: string): Promise<void> {
  const claimExport = await read(ctx, async (tx) => await findClaimExport(tx, ctx.facilityId, exportId));
  if (claimExport === undefined || claimExport.state === 'ready') return;
  const range = dayRange(claimExport.day);
  const total = await read(ctx, async (tx) => await countClosedInsured(tx, ctx.facilityId, range));
  await mark(ctx, claimExport, { state: 'running', total });
  let included = 0;
  let fundAmount = '0';
  for await (const visit of insuredVisits(ctx, claimExport.day)) {
    const { tables, findings } = await judgeClaim(ctx, visit);
    if (isHeld(findings)) continue;
    const content = writeClaimFile(tables, visit.facility.code, claimExport.day);
    const id = derivedId(ctx.facilityId, 'claim-file', exportId, visit.encounter.id);
    const file = { id, encounterId: visit.encounter.id, name: `${visit.encounter.code}.xml`, content, sha256: sha256(content) };
    await write(ctx, 'claim.file', async (tx) => {
      auditSubject(tx, { patientId: visit.patient.id, encounterId: visit.encounter.id, objectId: exportId });
      await insertClaimFile(tx, claimExport, file);
    });
    included += 1;
    fundAmount = add(fundAmount, visit.bill.totals.fundAmount);
  }
  const digest = await digestOf(claimZip(ctx, claimExport));
  await mark(ctx, claimExport, { state: 'ready', total, included, fundAmount, sha256: digest, finishedAt: ctx.now });
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

export const dayRange = (day: Day): { from: string; until: string } => ({ from: startOfDay(day), until: startOfDay(addDays(day, 1)) });

/** Insured visits closed on the day, each in a snapshot of its own, page after page so that memory stays flat. */
async function* insuredVisits(ctx: Ctx, day: Day): AsyncGenerator<VisitRecord> {
  let after: string | undefined;
  for (;;) {
    const page = await read(
      ctx,
      async (tx) =>
        await pageClosedEncounters(tx, ctx.facilityId, { ...dayRange(day), limit: PAGE, ...(after === undefined ? {} : { after }) }),
    );
    for (const { encounterId, insured } of page) {
      const visit = insured ? await readSnapshot(ctx, async (tx) => await readVisit(tx, ctx.facilityId, encounterId)) : undefined;
      if (visit !== undefined) yield visit;
    }
    after = page.at(-1)?.encounterId;
    if (page.length < PAGE) return;
  }
}

/** The stored files of an export as one ZIP, streamed; the same export gives the same bytes. */
export function claimZip(ctx: Ctx, claimExport: ClaimExport): Readable {
  return writeClaimZip(storedFiles(ctx, claimExport));
}

async function* storedFiles(ctx: Ctx, claimExport: ClaimExport): AsyncGenerator<{ name: string; content: Buffer }> {
  let after = '';
  for (;;) {
    const page = await read(ctx, async (tx) => await pageClaimFiles(tx, claimExport, after));
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

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function digestOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
