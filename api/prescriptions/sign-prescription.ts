import { auditSubject, read, write, type WriteTx } from '../../db/doors.ts';
import { insertCharges } from '../../db/stores/charge-store.ts';
import { findEncounter, touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, findRoom } from '../../db/stores/facility-store.ts';
import { lockPatient } from '../../db/stores/patient-store.ts';
import { insertPrescription, isCodeTaken } from '../../db/stores/prescription-store.ts';
import { reserveForPrescription } from '../../db/stores/stock-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkPrescription as judge } from '../../domain/prescriptions/check-prescription.ts';
import { prescriptionCode } from '../../domain/prescriptions/prescription-code.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { chargesOf } from './drug-charges.ts';
import { readPrescribing, type Prescribing } from './prescribing-facts.ts';
import { KNOWLEDGE_VERSION, randomPart, signedLines } from './signed-lines.ts';
import type { CheckPrescription, PrescriptionIssues, SignedPrescription, SignPrescription } from './prescription-schemas.ts';

/** What the safety engine says of a draft, without writing anything. */
export async function checkDraft(ctx: ApiCtx, encounterId: string, input: CheckPrescription): Promise<PrescriptionIssues> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const { lines, facts } = await readPrescribing(tx, encounter, input.lines, localDay(ctx.now));
    return { issues: judge(lines, facts), quantities: lines.map((line) => line.quantity) };
  });
}

/**
 * Signs the draft: the engine judges it once more on fresh facts, an error stops it, a warning needs a reason. The code is made
 * here, so that a station without a link prescribes lawfully.
 */
export async function signPrescription(ctx: ApiCtx, encounterId: string, input: SignPrescription): Promise<SignedPrescription> {
  return await write(ctx, 'prescription.sign', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId);
    // Two doctors with one patient: the second judges against what the first has signed.
    await lockPatient(tx, encounter.patientId);
    const prescribing = await readPrescribing(tx, encounter, input.lines, localDay(ctx.now));
    const issues = judge(prescribing.lines, prescribing.facts);
    const open = [...(await licenceIssues(tx, ctx)), ...typeIssues(prescribing), ...unresolved(issues, input.acceptedWarnings)];
    if (open.length > 0) throw rejected(open);

    const code = await newCode(tx, ctx);
    const lines = signedLines(input.lines, prescribing);
    await insertPrescription(tx, encounter, {
      id: input.id,
      code,
      type: 'c',
      signedAt: ctx.now,
      practitionerId: ctx.actor.userId,
      advice: input.advice || null,
      knowledgeVersion: KNOWLEDGE_VERSION,
      lines,
      overrides: issues.flatMap((issue) => reasonFor(issue, input.acceptedWarnings)),
    });
    const charged = await chargeDrugs(tx, ctx, encounter, lines);
    await reserveForPrescription(tx, {
      ...{ facilityId: ctx.facilityId, prescriptionId: input.id, encounterId, signedAt: ctx.now },
      // What the facility does not have is bought outside: the window owes nothing of it.
      lines: lines.filter(({ id }) => charged.has(id)),
    });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id });
    return { id: input.id, code, signedAt: ctx.now, issues };
  });
}

type Accepted = SignPrescription['acceptedWarnings'];

/** What still stands in the way: every error, and every warning without a reason. */
function unresolved(issues: Issue[], accepted: Accepted): Issue[] {
  return issues.filter((issue) => issue.severity === 'error' || (issue.severity === 'warning' && !accepts(accepted, issue)));
}

const accepts = (accepted: Accepted, issue: Issue): boolean => accepted.some((one) => one.code === issue.code && one.path === issue.path);

function reasonFor(issue: Issue, accepted: Accepted): { issue: Issue; reason: string }[] {
  const found = issue.severity === 'warning' ? accepted.find((one) => one.code === issue.code && one.path === issue.path) : undefined;
  return found === undefined ? [] : [{ issue, reason: found.reason }];
}

async function licenceIssues(tx: WriteTx, ctx: ApiCtx): Promise<Issue[]> {
  return (await findPractitioner(tx, ctx.actor.userId))?.licence == null ? [error('prescriber_licence_missing', '')] : [];
}

/** Narcotic and psychotropic prescriptions have forms and books of their own (TT 18/2026); until they are here, none is signed. */
function typeIssues({ lines, drugs }: Prescribing): Issue[] {
  return lines.flatMap((line, i) => {
    const type = drugs.get(line.drugCode)?.prescriptionType ?? 'c';
    return type === 'c' ? [] : [error('prescription_type_unsupported', `lines.${i}.drugCode`, { type })];
  });
}

async function newCode(tx: WriteTx, ctx: ApiCtx): Promise<string> {
  const facility = await findFacility(tx, ctx.facilityId);
  if (facility === undefined) throw notFound();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const code = prescriptionCode(facility.prescriptionLinkCode, randomPart(), 'c');
    if (!(await isCodeTaken(tx, ctx.facilityId, code))) return code;
  }
  throw new Error('five random prescription codes in a row were taken');
}

/** Returns the lines that cost something here: they are given at the window. */
async function chargeDrugs(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, lines: ReturnType<typeof signedLines>): Promise<Set<string>> {
  const room = await findRoom(tx, ctx.facilityId, encounter.roomId);
  if (room === undefined) throw notFound('room_not_found');
  const charges = await chargesOf(tx, ctx, encounter, { lines, departmentCode: room.departmentCode });
  await insertCharges(tx, encounter, charges);
  return new Set(charges.map(({ sourceId }) => sourceId));
}
