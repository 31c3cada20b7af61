import type { ReadTx } from '../../db/doors.ts';
import { listAnswered, listOrderLines, type DispensingOrder, type OrderLine } from '../../db/stores/dispensing-store.ts';
import { findEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findPatient, type Patient } from '../../db/stores/patient-store.ts';
import { readOpenLines } from '../../db/views/open-drugs-view.ts';
import { readPrescribingFacts } from '../../db/views/prescribing-view.ts';
import { localDay, type Day } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { isZero } from '../../domain/money.ts';
import { checkAllergies } from '../../domain/prescriptions/check-allergies.ts';
import { checkInteractions } from '../../domain/prescriptions/check-interactions.ts';
import { checkPerson } from '../../domain/prescriptions/check-person.ts';
import { needsReason } from '../../domain/prescriptions/check-prescription.ts';
import { remainingOf } from '../../domain/stock/order-progress.ts';

/** An order with all that belongs to it, as of one moment. */
export interface ReadOrder {
  order: DispensingOrder;
  encounter: Encounter;
  patient: Patient;
  lines: OrderLine[];
  /** What the safety check says of what is really given; answered at signing or not. */
  issues: Issue[];
}

export async function readOrder(tx: ReadTx, order: DispensingOrder, now: string): Promise<ReadOrder> {
  const encounter = await findEncounter(tx, order.facilityId, order.encounterId);
  const patient = encounter === undefined ? undefined : await findPatient(tx, encounter.patientId);
  if (encounter === undefined || patient === undefined) throw new Error('the visit of a prescription is gone');
  const lines = await listOrderLines(tx, order.facilityId, order.id);
  return { order, encounter, patient, lines, issues: await checkAgain(tx, { order, encounter, patient, lines, today: localDay(now) }) };
}

/** The drug that is given for a line. */
export const drugOf = (line: OrderLine): string => line.substituteCode ?? line.drugCode;

interface Checking {
  order: DispensingOrder;
  encounter: Encounter;
  patient: Patient;
  lines: OrderLine[];
  today: Day;
}

/**
 * The check of signing once more, on what is known today and on the drugs that are really given. Doses, days and quantities are the
 * doctor's and were judged at signing; what was answered then needs no second answer.
 */
async function checkAgain(tx: ReadTx, { order, encounter, patient, lines, today }: Checking): Promise<Issue[]> {
  const given = lines.map((line) => ({ drugCode: drugOf(line), dosage: line.dosage, quantity: line.quantity }));
  const drugCodes = given.map((one) => one.drugCode);
  const whose = { facilityId: order.facilityId, patientId: patient.id, withoutId: order.id };
  const open = await readOpenLines(tx, whose, { today, drugCodes });
  const { facts, drugs } = await readPrescribingFacts(tx, encounter, { drugCodes, open, day: today });
  const answered = await listAnswered(tx, order.facilityId, order.id);
  const isAnswered = (issue: Issue) =>
    needsReason(issue) &&
    lines[lineIndex(issue)]?.substituteCode === null &&
    answered.some((one) => one.code === issue.code && one.path === issue.path);
  return [
    ...lines.flatMap((line, i) =>
      drugs.has(drugOf(line)) || !line.ordered || isZero(remainingOf(line))
        ? []
        : [error('drug_withdrawn', `lines.${i}`, { drug: line.drugName })],
    ),
    ...[...checkAllergies(given, facts), ...checkInteractions(given, facts), ...checkPerson(given, facts)].filter(
      (issue) => !isAnswered(issue),
    ),
  ];
}

const lineIndex = (issue: Issue): number => Number(/^lines\.(\d+)/.exec(issue.path)?.[1] ?? -1);
