import { auditSubject, read, write, type WriteTx } from '../../db/doors.ts';
import { insertCharges } from '../../db/stores/charge-store.ts';
import { findInteractionTexts } from '../../db/stores/drug-catalogue-store.ts';
import { findEncounter, touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findFacility, findRoom } from '../../db/stores/facility-store.ts';
import { lockPatient } from '../../db/stores/patient-store.ts';
import { insertPrescription, isCodeTaken } from '../../db/stores/prescription-store.ts';
import { reserveForPrescription } from '../../db/stores/stock-store.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkPrescription as judge, needsReason } from '../../domain/prescriptions/check-prescription.ts';
import { prescriptionCode, type PrescriptionType } from '../../domain/prescriptions/prescription-code.ts';
import { splitDocuments, type LegalDocument } from '../../domain/prescriptions/split-documents.ts';
import { checkLicencePeriod } from '../../domain/users/licence.ts';
import type { ApiCtx } from '../http/context.ts';
import { chargesOf } from '../http/drug-charges.ts';
import { notFound, rejected } from '../http/errors.ts';
import { queueNationalPrescription } from '../http/freeze-prescription.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { costOfDraft } from './draft-cost.ts';
import { readPrescribing, type Prescribing } from './prescribing-facts.ts';
import { KNOWLEDGE_VERSION, randomPart, signedLines, type DraftedLine } from './signed-lines.ts';
import type { CheckPrescription, PrescriptionIssues, SignedPrescription, SignPrescription } from './prescription-schemas.ts';

/** What the safety engine says of a draft, with the list's own words on interactions, without writing anything. */
export async function checkDraft(ctx: ApiCtx, encounterId: string, input: CheckPrescription): Promise<PrescriptionIssues> {
  return await read(ctx, async (tx) => {
    const encounter = await findEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    const day = localDay(ctx.now);
    const prescribing = await readPrescribing(tx, encounter, input.lines, day);
    const { lines, facts } = prescribing;
    const issues = judge(lines, facts);
    const found = issues.flatMap(({ params }) => (typeof params?.['interaction'] === 'string' ? [params['interaction']] : []));
    return {
      issues,
      needReason: [...new Set(issues.filter(needsReason).map(({ code }) => code))],
      quantities: lines.map((line) => line.quantity),
      cost: await costOfDraft(tx, ctx, encounter, { lines: input.lines, prescribing }),
      knowledge: found.length === 0 ? [] : [...(await findInteractionTexts(tx, found, day)).values()],
    };
  });
}

/**
 * Signs the draft: the engine judges it once more on fresh facts, an error of law or form stops it, every other hard finding needs a reason. One
 * signing makes a document for each type of drug. The codes are made here, so that a station without a link prescribes lawfully.
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

    const lines = signedLines(input.lines, prescribing);
    await chargeDrugs(tx, ctx, encounter, lines);
    const documents: SignedPrescription['documents'] = [];
    for (const document of splitDocuments(lines, localDay(ctx.now))) {
      const isFirst = documents.length === 0;
      const { id, code } = await writeDocument(tx, ctx, encounter, { input, document, prescribing, issues, isFirst });
      documents.push({ id, code, type: document.type });
    }
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: input.id });
    return { id: input.id, documents, signedAt: ctx.now, issues };
  });
}

interface Writing {
  input: SignPrescription;
  document: LegalDocument<DraftedLine>;
  prescribing: Prescribing;
  issues: Issue[];
  /** The first document of a signing has its id. */
  isFirst: boolean;
}

async function writeDocument(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, writing: Writing): Promise<{ id: string; code: string }> {
  const { input, document, prescribing, isFirst } = writing;
  const { person } = prescribing.facts;
  const id = isFirst ? input.id : derivedId(ctx.facilityId, 'prescription', input.id, document.type);
  const code = await newCode(tx, ctx, document.type);
  await insertPrescription(tx, encounter, {
    ...{ id, code, type: document.type, tranches: document.tranches, signingId: input.id, signedAt: ctx.now },
    ...{ practitionerId: ctx.actor.userId, advice: input.advice || null, knowledgeVersion: KNOWLEDGE_VERSION },
    weightKg: person.weightKg,
    guardianName: prescribing.patient.guardianName,
    lines: document.lines.map(({ prescriptionType: _, days: __, ...line }, i) => ({ ...line, sequence: i + 1 })),
    overrides: reasonsOf(writing),
  });
  await reserveForPrescription(tx, {
    ...{ facilityId: ctx.facilityId, prescriptionId: id, encounterId: encounter.id, signedAt: ctx.now },
    // What is bought outside the window does not owe.
    lines: document.lines.filter(({ payer }) => payer !== 'outside'),
  });
  await queueNationalPrescription(tx, {
    ...{ facilityId: ctx.facilityId, encounterId: encounter.id },
    id,
    type: document.type,
    signedAt: ctx.now,
  });
  return { id, code };
}

/** The reasons given, each with the document that holds its line and by the number it has there; those of no line stand with the first. */
function reasonsOf({ input, document, issues, isFirst }: Writing): { issue: Issue; reason: string }[] {
  return issues.flatMap((issue) => {
    const number = /^lines\.(\d+)(.*)$/.exec(issue.path);
    if (number === null) return isFirst ? reasonFor(issue, input.acceptedWarnings) : [];
    const at = document.lines.findIndex(({ id }) => id === input.lines[Number(number[1])]?.id);
    const path = `lines.${at}${number[2] ?? ''}`;
    return at < 0 ? [] : reasonFor(issue, input.acceptedWarnings).map(({ reason }) => ({ issue: { ...issue, path }, reason }));
  });
}

type Accepted = SignPrescription['acceptedWarnings'];

/** What still stands in the way: errors of law and form, and what needs a reason and has none. */
function unresolved(issues: Issue[], accepted: Accepted): Issue[] {
  return issues.filter((issue) => (needsReason(issue) ? !accepts(accepted, issue) : issue.severity === 'error'));
}

const accepts = (accepted: Accepted, issue: Issue): boolean => accepted.some((one) => one.code === issue.code && one.path === issue.path);

function reasonFor(issue: Issue, accepted: Accepted): { issue: Issue; reason: string }[] {
  const found = needsReason(issue) ? accepted.find((one) => one.code === issue.code && one.path === issue.path) : undefined;
  return found === undefined ? [] : [{ issue, reason: found.reason }];
}

async function licenceIssues(tx: WriteTx, ctx: ApiCtx): Promise<Issue[]> {
  const prescriber = await findPractitioner(tx, ctx.actor.userId);
  return prescriber?.licence == null ? [error('prescriber_licence_missing', '')] : checkLicencePeriod(prescriber, localDay(ctx.now));
}

/** Prescriptions of traditional medicine have a form of their own (TT 55/2025) that is not here. */
function typeIssues({ lines, drugs }: Prescribing): Issue[] {
  return lines.flatMap((line, i) => {
    const type = drugs.get(line.drugCode)?.prescriptionType ?? 'c';
    return type === 'y' || type === 't' ? [error('prescription_type_unsupported', `lines.${i}.drugCode`, { type })] : [];
  });
}

async function newCode(tx: WriteTx, ctx: ApiCtx, type: PrescriptionType): Promise<string> {
  const facility = await findFacility(tx, ctx.facilityId);
  if (facility === undefined) throw notFound();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const code = prescriptionCode(facility.prescriptionLinkCode, randomPart(), type);
    if (!(await isCodeTaken(tx, ctx.facilityId, code))) return code;
  }
  throw new Error('five random prescription codes in a row were taken');
}

async function chargeDrugs(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, lines: DraftedLine[]): Promise<void> {
  const room = await findRoom(tx, ctx.facilityId, encounter.roomId);
  if (room === undefined) throw notFound('room_not_found');
  await insertCharges(tx, encounter, await chargesOf(tx, ctx, encounter, { lines, departmentCode: room.departmentCode }));
}
