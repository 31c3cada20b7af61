import { createHash } from 'node:crypto';
import { auditEach, read, write, type Ctx } from '../../db/doors.ts';
import { putClaimChecks } from '../../db/stores/claim-check-store.ts';
import { findWritten, insertClaimFiles, type ClaimExport, type ClaimFile } from '../../db/stores/claim-store.ts';
import { isHeld } from '../../domain/claims/checks/check-claim.ts';
import { derivedId } from '../../domain/ids.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { Services } from '../http/context.ts';
import { signAndProve } from '../http/signing/sign-document.ts';
import type { Signer } from '../http/signing/signer.ts';
import { keeperOf } from '../http/signing/signing-key.ts';
import { judgePage } from './claim-pages.ts';
import { writeClaimFile } from '../http/claim-xml-writer.ts';
import { newClaimRun, type ClaimRun, type JudgedClaim } from './judge-claim.ts';

/** What is done with every page of a run. */
export type PageTask =
  { kind: 'files'; claimExport: Pick<ClaimExport, 'facilityId' | 'id' | 'untilDay' | 'signingKeyId'> } | { kind: 'checks' };

/** Does one page and answers how many visits it had done before it began, and does nothing twice. */
export type PageWork = (encounterIds: string[]) => Promise<{ done: number }>;

/** The key that began an export is not there any more: files of two keys, or half of them signed, are no export. */
export class KeyChangedError extends Error {}

/** Prepares the work on the pages of one run: what the catalogues say and whose key signs is learnt once. */
export async function openPageWork(services: Pick<Services, 'secrets'>, ctx: Ctx, task: PageTask): Promise<PageWork> {
  const run = newClaimRun();
  if (task.kind === 'checks') return async (encounterIds) => await keepChecks(ctx, encounterIds, run);
  const keeper = task.claimExport.signingKeyId === null ? undefined : await keeperOf(ctx, services.secrets);
  if (keeper?.id !== (task.claimExport.signingKeyId ?? undefined))
    throw new KeyChangedError('the key of the export is not in force any more');
  return async (encounterIds) => await makeFiles(ctx, encounterIds, { run, claimExport: task.claimExport, signer: keeper?.signer });
}

/** Judges a page of closed visits and keeps the answers. */
async function keepChecks(ctx: Ctx, encounterIds: string[], run: ClaimRun): Promise<{ done: number }> {
  const page = await judgePage(ctx, encounterIds, run);
  await write(ctx, 'claim.check', async (tx) => {
    auditEach(
      tx,
      page.map(({ visit }) => subjectOf(visit)),
    );
    await putClaimChecks(
      tx,
      page.map(({ visit, judged }) => ({
        ...{ facilityId: ctx.facilityId, encounterId: visit.encounter.id, closedAt: visit.encounter.endedAt, checkedAt: ctx.now },
        ...{ insured: judged !== undefined, fundAmount: visit.bill.totals.fundAmount, findings: judged?.findings ?? [] },
      })),
    );
  });
  return { done: encounterIds.length };
}

const subjectOf = ({ patient, encounter }: VisitRecord) => ({ patientId: patient.id, encounterId: encounter.id });

interface FileWork {
  run: ClaimRun;
  claimExport: Pick<ClaimExport, 'facilityId' | 'id' | 'untilDay'>;
  signer: Signer | undefined;
}

/** Writes and signs the files of a page, in one transaction; a visit with an error gets none, one that has a file already no second. */
async function makeFiles(ctx: Ctx, encounterIds: string[], work: FileWork): Promise<{ done: number }> {
  const { claimExport } = work;
  const written = await read(ctx, async (tx) => await findWritten(tx, claimExport, encounterIds));
  const missing = encounterIds.filter((id) => !written.has(id));
  if (missing.length === 0) return { done: 0 };
  const made: { file: ClaimFile; visit: VisitRecord }[] = [];
  for (const { visit, judged } of await judgePage(ctx, missing, work.run))
    if (judged !== undefined && !isHeld(judged.findings)) made.push({ visit, file: await fileOf(ctx, { visit, judged, work }) });
  if (made.length > 0)
    await write(ctx, 'claim.file', async (tx) => {
      auditEach(
        tx,
        made.map(({ visit }) => ({ ...subjectOf(visit), objectId: claimExport.id })),
      );
      await insertClaimFiles(
        tx,
        claimExport,
        made.map(({ file }) => file),
      );
    });
  return { done: missing.length };
}

async function fileOf(ctx: Ctx, { visit, judged, work }: { visit: VisitRecord; judged: JudgedClaim; work: FileWork }): Promise<ClaimFile> {
  const plain = writeClaimFile(judged.tables, visit.facility.code, work.claimExport.untilDay);
  const content = work.signer === undefined ? plain : await signed(work.signer, plain, ctx.now);
  return {
    id: derivedId(ctx.facilityId, 'claim-file', work.claimExport.id, visit.encounter.id),
    encounterId: visit.encounter.id,
    name: `${visit.encounter.code}.xml`,
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
    fundAmount: visit.bill.totals.fundAmount,
  };
}

async function signed(signer: Signer, content: Buffer, at: string): Promise<Buffer> {
  const result = await signAndProve(signer, content, at);
  if ('fault' in result) throw new Error('a signature that was just made does not hold');
  return result.document;
}
