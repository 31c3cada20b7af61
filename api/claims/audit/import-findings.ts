import { createHash } from 'node:crypto';
import { auditSubject, read, write, type ReadTx, type WriteTx } from '../../../db/doors.ts';
import {
  findAuditImportByFile,
  insertAuditActs,
  insertAuditFindings,
  insertAuditImport,
  lastActNumbers,
  listAuditFindings,
  listAuditImports,
  lockAuditFindings,
  lockAuditImports,
  saveAuditFinding,
  type AuditAct,
  type AuditFinding,
  type NewAuditFinding,
} from '../../../db/stores/claim-audit-store.ts';
import { listAuditedClaims } from '../../../db/views/claim-audit-view.ts';
import { type AuditLine, findingKey, type PlacedFinding } from '../../../domain/claims/audit/audit-finding.ts';
import { afterNewerFile, compareTold, type Told } from '../../../domain/claims/audit/decide-finding.ts';
import { placeFindings } from '../../../domain/claims/audit/place-findings.ts';
import { readAuditFile } from '../../../domain/claims/audit/read-audit-file.ts';
import { localDay } from '../../../domain/dates.ts';
import { derivedId } from '../../../domain/ids.ts';
import { error, errorsOf, type Issue } from '../../../domain/issue.ts';
import { add } from '../../../domain/money.ts';
import type { ApiCtx } from '../../http/context.ts';
import { conflict, rejected } from '../../http/errors.ts';
import { readTable } from '../../http/read-workbook.ts';
import type { AuditFile, AuditImported, AuditImports, AuditReport } from './audit-schemas.ts';

/** Claims whose tables are held at once. */
const KEYS_AT_ONCE = 200;
/** Wrong cells that are named; whoever has mended these loads again. */
const ISSUES_MAX = 500;

interface ReadFile {
  lines: AuditLine[];
  sha256: string;
}
interface Change {
  before: AuditFinding;
  now: PlacedFinding;
}
interface Changes {
  added: NewAuditFinding[];
  changed: Change[];
  report: AuditReport;
}

/** What a file of the insurer's findings would do; nothing is kept. */
export async function previewFindings(ctx: ApiCtx, input: AuditFile): Promise<AuditReport> {
  const file = await readFile(input);
  return await read(ctx, async (tx) => {
    const { findings, warnings } = await place(tx, ctx, file.lines);
    const known = await listAuditFindings(
      tx,
      ctx.facilityId,
      findings.map((one) => idOf(ctx, one)),
    );
    return compare(ctx, { findings, warnings, known }).report;
  });
}

/** Loads a file: all of it or nothing. What a later file has told is left as it is. */
export async function importFindings(ctx: ApiCtx, input: AuditFile): Promise<AuditImported> {
  const file = await readFile(input);
  return await write(ctx, 'claim-audit.import', async (tx) => {
    await lockAuditImports(tx, ctx.facilityId);
    if ((await findAuditImportByFile(tx, ctx.facilityId, file.sha256)) !== undefined)
      throw conflict('audit_file_already_loaded', 'content');
    const { findings, warnings } = await place(tx, ctx, file.lines);
    const known = await lockAuditFindings(
      tx,
      ctx.facilityId,
      findings.map((one) => idOf(ctx, one)),
    );
    const { added, changed, report } = compare(ctx, { findings, warnings, known });
    const counts = { lines: report.lines, added: report.added, changed: report.changed };
    const by = { importedBy: ctx.actor.userId, importedAt: ctx.now };
    await insertAuditImport(tx, {
      facilityId: ctx.facilityId,
      id: input.id,
      fileName: input.fileName,
      fileSha256: file.sha256,
      ...counts,
      ...by,
    });
    await insertAuditFindings(tx, added);
    await insertAuditActs(
      tx,
      added.map((finding) => toldAct(ctx, input.id, finding)),
    );
    await change(tx, ctx, { importId: input.id, changed });
    auditSubject(tx, { objectId: input.id });
    return { id: input.id, ...report };
  });
}

export async function viewAuditImports(ctx: ApiCtx): Promise<AuditImports> {
  return { items: await read(ctx, async (tx) => await listAuditImports(tx, ctx.facilityId)) };
}

async function readFile({ content }: AuditFile): Promise<ReadFile> {
  const bytes = Buffer.from(content, 'base64');
  const cells = await readTable(bytes);
  if (cells === undefined) throw rejected([error('import_not_a_table', 'content')]);
  const { lines, issues } = readAuditFile(cells);
  stopAtErrors(issues);
  return { lines, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** One wrong cell and nothing is loaded: the refusal names every one, as `row.column` of the sheet. */
function stopAtErrors(issues: Issue[]): void {
  const wrong = errorsOf(issues);
  if (wrong.length > 0) throw rejected(wrong.slice(0, ISSUES_MAX));
}

async function place(tx: ReadTx, ctx: ApiCtx, lines: AuditLine[]): Promise<{ findings: PlacedFinding[]; warnings: Issue[] }> {
  const keys = [...new Set(lines.map(({ claimKey }) => claimKey))];
  const findings: PlacedFinding[] = [];
  const issues: Issue[] = [];
  for (let i = 0; i < keys.length; i += KEYS_AT_ONCE) {
    const some = new Set(keys.slice(i, i + KEYS_AT_ONCE));
    const claims = await listAuditedClaims(tx, ctx.facilityId, [...some]);
    const placed = placeFindings(
      lines.filter(({ claimKey }) => some.has(claimKey)),
      claims,
      localDay(ctx.now),
    );
    findings.push(...placed.findings);
    issues.push(...placed.issues);
  }
  const inOrder = issues.sort((a, b) => Number.parseInt(a.path, 10) - Number.parseInt(b.path, 10));
  stopAtErrors(inOrder);
  return { findings, warnings: inOrder.slice(0, ISSUES_MAX) };
}

/** The same place and reason is the same finding, whichever file tells of it. */
const idOf = (ctx: ApiCtx, finding: PlacedFinding): string => derivedId(ctx.facilityId, 'claim-audit-finding', findingKey(finding));

function compare(
  ctx: ApiCtx,
  { findings, warnings, known }: { findings: PlacedFinding[]; warnings: Issue[]; known: AuditFinding[] },
): Changes {
  const byId = new Map(known.map((one) => [one.id, one]));
  const added: NewAuditFinding[] = [];
  const changed: Change[] = [];
  let older = 0;
  for (const now of findings) {
    const before = byId.get(idOf(ctx, now));
    const told =
      before === undefined ? 'newer' : compareTold({ ...before, told: before.toldAmount, proposed: before.proposedAmount }, toldOf(now));
    if (before === undefined) added.push(newFinding(ctx, now));
    else if (told === 'newer') changed.push({ before, now });
    else if (told === 'older') older += 1;
  }
  const counts = { lines: findings.length, added: added.length, changed: changed.length, older };
  const same = findings.length - added.length - changed.length - older;
  return { added, changed, report: { ...counts, same, refused: add('0', ...findings.map(({ refused }) => refused)), warnings } };
}

const toldOf = (now: PlacedFinding): Told => ({ ...now, told: now.refused });

function newFinding(ctx: ApiCtx, now: PlacedFinding): NewAuditFinding {
  return {
    ...{ facilityId: ctx.facilityId, id: idOf(ctx, now), claimKey: now.claimKey, reasonCode: now.reasonCode, field: now.field },
    ...wordsOf(now),
    ...{ refusedAmount: now.refused, restoredAmount: '0', state: 'open' },
  };
}

/** What the newest file says. */
function wordsOf(now: PlacedFinding) {
  const { encounterId, submissionId, itemCode, itemName, departmentCode, doctorLicence, reasonText, stage, auditedOn, minutesNumber } = now;
  return {
    ...{ encounterId, submissionId, tableCode: now.table, lineNumber: now.number, itemCode, itemName, departmentCode, doctorLicence },
    ...{ reasonText, stage, auditedOn, minutesNumber, proposedAmount: now.proposed, toldAmount: now.refused },
  };
}

async function change(tx: WriteTx, ctx: ApiCtx, { importId, changed }: { importId: string; changed: Change[] }): Promise<void> {
  const last = await lastActNumbers(
    tx,
    ctx.facilityId,
    changed.map(({ before }) => before.id),
  );
  const acts: AuditAct[] = [];
  for (const { before, now } of changed) {
    const standing = { state: before.state, refused: before.refusedAmount, restored: before.restoredAmount, told: before.toldAmount };
    const after = afterNewerFile(standing, { told: now.refused, isOfLaterClaim: before.submissionId !== now.submissionId });
    await saveAuditFinding(tx, before, {
      ...wordsOf(now),
      ...{ state: after.state, refusedAmount: after.refused, restoredAmount: after.restored },
    });
    acts.push({
      ...{ ...actOf(ctx, importId, before.id), number: (last.get(before.id) ?? 0) + 1, kind: 'retold' },
      ...{ stateBefore: before.state, restoredBefore: before.restoredAmount },
      ...{ stateAfter: after.state, refusedAfter: after.refused, restoredAfter: after.restored },
    });
  }
  await insertAuditActs(tx, acts);
}

const actOf = (ctx: ApiCtx, importId: string, findingId: string) => ({
  ...{ facilityId: ctx.facilityId, id: derivedId(ctx.facilityId, 'claim-audit-act', importId, findingId), findingId, importId, note: null },
  ...{ actedBy: ctx.actor.userId, actedAt: ctx.now },
});

function toldAct(ctx: ApiCtx, importId: string, finding: NewAuditFinding): AuditAct {
  return {
    ...{ ...actOf(ctx, importId, finding.id), number: 1, kind: 'told', stateBefore: null, restoredBefore: null },
    ...{ stateAfter: finding.state, refusedAfter: finding.refusedAmount, restoredAfter: finding.restoredAmount },
  };
}
