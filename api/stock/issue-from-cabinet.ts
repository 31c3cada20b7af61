import { auditSubject, write, type ReadTx, type WriteTx } from '../../db/doors.ts';
import { insertCabinetIssue, type IssueLine } from '../../db/stores/cabinet-store.ts';
import { insertCharges } from '../../db/stores/charge-store.ts';
import { touchEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findRoom } from '../../db/stores/facility-store.ts';
import { lockPatient } from '../../db/stores/patient-store.ts';
import { insertDocument, insertPostedLines, takeDocumentNumber, updateDocument } from '../../db/stores/stock-document-store.ts';
import { holdPeriod, lockShelvesOf, postMovements } from '../../db/stores/stock-ledger-store.ts';
import { isDoctorAt } from '../../db/stores/user-store.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { needsReason } from '../../domain/prescriptions/check-prescription.ts';
import { checkCabinetQuantity } from '../../domain/stock/check-cabinet.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { ApiCtx } from '../http/context.ts';
import { chargesOf, type GivenLine } from '../http/drug-charges.ts';
import { notFound, rejected } from '../http/errors.ts';
import { lockInProgress } from '../http/lock-encounter.ts';
import { holdCabinet } from './cabinet-lists.ts';
import type { CabinetIssued, IssueFromCabinet } from './cabinet-schemas.ts';
import { judgeCabinetDrugs, type JudgedDrugs } from './judge-cabinet-drugs.ts';
import { judgeCabinetSupplies, type JudgedSupplies } from './judge-cabinet-supplies.ts';
import { outgoingLines } from './outgoing-lines.ts';
import { supplyCharges } from './supply-charges.ts';

/**
 * Takes drugs and supplies from a duty cabinet for a visit that is in examination, on the order of a doctor: drugs judged for safety as at
 * the window, all taken from what expires first and charged at the price of the day. All of it or nothing.
 */
export async function issueFromCabinet(ctx: ApiCtx, encounterId: string, input: IssueFromCabinet): Promise<CabinetIssued> {
  return await write(ctx, 'stock.cabinet.issue', async (tx) => {
    const encounter = await lockInProgress(tx, ctx, encounterId);
    // A doctor who prescribes at the same moment judges against what is taken here.
    await lockPatient(tx, encounter.patientId);
    await holdCabinet(tx, ctx, input.depotId);
    const orderedBy = input.orderedById ?? ctx.actor.userId;
    const lines = input.lines.map((line): IssueLine => ({ ...line, usage: line.usage ?? '', payer: line.payer ?? 'insurance' }));
    const { issues, ...judged } = await judge(tx, ctx, encounter, lines);
    const open = [...(await checkDoctor(tx, ctx, orderedBy)), ...unanswered(issues, input)];
    if (open.length > 0) throw rejected(open);

    const number = await book(tx, ctx, input);
    const { id, acceptedWarnings } = input;
    await insertCabinetIssue(tx, { facilityId: ctx.facilityId, id, encounterId, orderedBy, lines, acceptedWarnings });
    await charge(tx, ctx, encounter, { ...judged, lines, orderedBy });
    await touchEncounter(tx, encounter);
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id });
    return { id, number };
  });
}

/** Each thing once and in a quantity that can be; then what drugs and what supplies have to fulfil. */
async function judge(tx: ReadTx, ctx: ApiCtx, encounter: Encounter, lines: IssueLine[]) {
  const codes = lines.map(({ drugCode }) => drugCode);
  const basic = lines.flatMap(({ drugCode, quantity }, i) => [
    ...(codes.indexOf(drugCode) < i ? [error('cabinet_drug_repeated', `lines.${i}.drugCode`)] : []),
    ...checkCabinetQuantity(quantity, `lines.${i}.quantity`),
  ]);
  const ofDrugs = await judgeCabinetDrugs(tx, ctx, encounter, lines);
  const ofSupplies = await judgeCabinetSupplies(tx, ctx, encounter, lines);
  return { ...ofDrugs, ...ofSupplies, issues: [...basic, ...ofDrugs.issues, ...ofSupplies.issues] };
}

/** Errors stop; what a reason answers stops until there is one. */
function unanswered(issues: Issue[], { acceptedWarnings }: IssueFromCabinet): Issue[] {
  const isAccepted = (issue: Issue) => acceptedWarnings.some((one) => one.code === issue.code && one.path === issue.path);
  return issues.filter((issue) => (needsReason(issue) ? !isAccepted(issue) : issue.severity === 'error'));
}

async function checkDoctor(tx: ReadTx, ctx: ApiCtx, orderedBy: string): Promise<Issue[]> {
  return (await isDoctorAt(tx, ctx.facilityId, orderedBy)) ? [] : [error('cabinet_doctor_missing', 'orderedById')];
}

async function book(tx: WriteTx, ctx: ApiCtx, { id, depotId, lines }: IssueFromCabinet): Promise<string> {
  const day = localDay(ctx.now);
  const { closed } = await holdPeriod(tx, ctx.facilityId, day);
  if (closed) throw rejected([error('stock_period_closed', 'lines', { month: dayForPeople(day).slice(3) })]);
  const codes = lines.map(({ drugCode }) => drugCode);
  const shelves = await lockShelvesOf(tx, ctx.facilityId, depotId, codes);
  const booked = outgoingLines(ctx.facilityId, lines, shelves, day);
  const document = { facilityId: ctx.facilityId, id };
  const typed = { toDepotId: null, partner: null, invoiceNumber: null, reason: null, draft: [] };
  const made = { createdBy: ctx.actor.userId, createdAt: ctx.now };
  await insertDocument(tx, { ...document, ...typed, ...made, kind: 'cabinet-issue', day, depotId });
  const number = await takeDocumentNumber(tx, ctx.facilityId, { kind: 'cabinet-issue', day });
  await updateDocument(tx, document, { state: 'posted', number, postedBy: ctx.actor.userId, postedAt: ctx.now });
  await insertPostedLines(tx, document, booked);
  const out = booked.map((line) => ({ depotId, lotId: line.lotId, lineId: line.id, quantity: `-${line.quantity}` }));
  const shortages = await postMovements(tx, { facilityId: ctx.facilityId, day, postedAt: ctx.now }, out);
  if (shortages.length > 0) throw new Error('a locked shelf gave less than was chosen');
  return number;
}

interface Charging extends Pick<JudgedSupplies, 'supplies' | 'orders'> {
  lines: IssueLine[];
  drugs: JudgedDrugs['drugs'];
  orderedBy: string;
}

async function charge(tx: WriteTx, ctx: ApiCtx, encounter: Encounter, { lines, drugs, orderedBy, ...judged }: Charging): Promise<void> {
  const room = await findRoom(tx, ctx.facilityId, encounter.roomId);
  if (room === undefined) throw notFound('room_not_found');
  const { departmentCode } = room;
  const by = { orderedById: orderedBy, performedById: ctx.actor.userId };
  const given = lines.filter(({ drugCode }) => itemKindOf(drugCode) === 'drug').map((line) => givenDrug(line, drugs));
  const forDrugs = await chargesOf(tx, ctx, encounter, { lines: given, departmentCode, by });
  const forSupplies = await supplyCharges(tx, ctx, encounter, { ...judged, lines, departmentCode, by });
  await insertCharges(tx, encounter, [...forDrugs, ...forSupplies]);
}

function givenDrug({ id, drugCode, quantity, usage, payer }: IssueLine, drugs: JudgedDrugs['drugs']): GivenLine {
  const drug = drugs.get(drugCode);
  if (drug === undefined || payer === 'included') throw new Error('a drug that cannot be taken passed the check');
  return {
    ...{ id, drugCode, quantity, payer, drugName: drug.name, strength: drug.strength, dosageForm: drug.form, unit: drug.unit },
    ...{ routeCode: drug.routeCode, routeName: drug.routeName, dosage: { note: usage, days: 1 } },
    ...(drug.insuranceCode === null ? {} : { ingredientCode: drug.insuranceCode }),
    ...(drug.registrationNumber === null ? {} : { registrationNumber: drug.registrationNumber }),
  };
}
