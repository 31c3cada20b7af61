import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { findCounter, type Depot } from '../../db/stores/depot-store.ts';
import { findOrder, listHandedOver, type HandedOver, type OrderLine } from '../../db/stores/dispensing-store.ts';
import { nameDrugs, type DrugName } from '../../db/stores/drug-catalogue-store.ts';
import { listDiagnoses } from '../../db/stores/encounter-store.ts';
import { listAllergies } from '../../db/stores/patient-store.ts';
import { listShelves, type ShelfLot } from '../../db/stores/stock-ledger-store.ts';
import { listHeld } from '../../db/stores/stock-store.ts';
import { findDispensingHead, findWaiting, listControlBook, listWaiting } from '../../db/views/dispensing-view.ts';
import { addDays, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { add, subtract } from '../../domain/money.ts';
import { chooseLots, isUsable } from '../../domain/stock/choose-lots.ts';
import { remainingOf } from '../../domain/stock/order-progress.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound } from '../http/errors.ts';
import { readDue, type Due } from './due-now.ts';
import { drugOf, readOrder } from './read-order.ts';
import type { BookQuery, DispensingBook, DispensingList, DispensingView, FindDispensing } from './dispensing-schemas.ts';

const LIST_MAX = 200;
const BOOK_MAX = 1000;
/** A name is looked for among the prescriptions of these days; a code finds any. */
const NAME_DAYS = 31;

/** Who waits at the window, or what was signed today, or what a scan and typed words find. */
export async function findDispensings(ctx: ApiCtx, { query, show }: FindDispensing): Promise<DispensingList> {
  const today = localDay(ctx.now);
  const limit = LIST_MAX + 1;
  return await read(ctx, async (tx) => {
    const found =
      query === ''
        ? await listWaiting(tx, ctx.facilityId, { since: show === 'today' ? startOfDay(today) : null, limit })
        : await findWaiting(tx, ctx.facilityId, { query, day: today, since: startOfDay(addDays(today, -NAME_DAYS)), limit });
    return { items: found.slice(0, LIST_MAX), more: found.length > LIST_MAX };
  });
}

/** A prescription as the patient will take it, with the lots to give and what speaks against it. */
export async function viewDispensing(ctx: ApiCtx, id: string): Promise<DispensingView> {
  return await read(ctx, async (tx) => {
    const order = await findOrder(tx, ctx.facilityId, id);
    const head = await findDispensingHead(tx, ctx.facilityId, id);
    if (order === undefined || head === undefined) throw notFound('dispensing_not_found');
    const { encounter, patient, lines, issues } = await readOrder(tx, order, ctx.now);
    await openRecord(tx, ctx, { patientId: patient.id, encounterId: encounter.id });
    const today = localDay(ctx.now);
    const due = await readDue(tx, order, today);
    const depot = await findCounter(tx, ctx.facilityId);
    const allergies = await listAllergies(tx, patient.id);
    const diagnoses = await listDiagnoses(tx, ctx.facilityId, encounter.id);
    return {
      ...{ id, version: order.version, state: order.state, signedAt: order.signedAt, collectUntil: due.collectUntil, issues },
      ...{ prescriptionCode: head.prescriptionCode, prescriptionType: head.prescriptionType, prescriberName: head.prescriberName },
      ...{
        advice: head.advice,
        late: today > due.collectUntil,
        tranche: due.tranche ?? null,
        needsCollectorNumber: /^[nh]$/.test(head.prescriptionType),
      },
      ...{ depotId: depot?.id ?? null, depotName: depot?.name ?? null },
      encounter: { id: encounter.id, code: encounter.code, open: encounter.state === 'in-progress', ticket: head.ticket },
      patient: {
        ...{ id: patient.id, fullName: patient.fullName, sex: patient.sex },
        ...{ birthDate: patient.birthDate, birthPrecision: patient.birthPrecision, guardianName: patient.guardianName },
        ...{ allergyStatus: patient.allergyStatus, allergies: allergies.map(({ substance }) => substance) },
      },
      diagnoses: diagnoses.map(({ icdCode, text, name }) => `${icdCode} ${text === '' ? name : text}`),
      lines: await lineViews(tx, ctx, { id, lines, depot, today, due }),
    };
  });
}

interface Around {
  id: string;
  lines: OrderLine[];
  depot: Depot | undefined;
  today: Day;
  due: Due;
}

async function lineViews(tx: ReadTx, ctx: ApiCtx, { id, lines, depot, today, due }: Around): Promise<DispensingView['lines']> {
  const codes = [...new Set(lines.flatMap((line) => [line.drugCode, drugOf(line)]))];
  const shelves = depot === undefined ? [] : await freeShelves(tx, ctx, { id, depotId: depot.id, codes });
  const over = await listHandedOver(tx, ctx.facilityId, id);
  const names = await nameDrugs(tx, [...codes, ...over.map(({ drugCode }) => drugCode)]);
  return lines.map((line) => ({
    ...{
      id: line.id,
      drugCode: line.drugCode,
      drugName: line.drugName,
      unit: line.unit,
      dosageText: line.dosageText,
      ordered: line.ordered,
    },
    ...{ quantity: line.quantity, given: line.given, waived: line.waived, remaining: line.ordered ? remainingOf(line) : '0' },
    substitute: substituteOf(line, names),
    ...proposalsOf(line, shelves, { today, due }),
    handedOver: over.filter(({ lineId }) => lineId === line.id).map((one) => handedOverView(one, names)),
  }));
}

interface FreeShelf extends ShelfLot {
  available: string;
}

/** What this prescription may take: what is free, and what it holds itself. */
async function freeShelves(tx: ReadTx, ctx: ApiCtx, at: { id: string; depotId: string; codes: string[] }): Promise<FreeShelf[]> {
  const held = await listHeld(tx, ctx.facilityId, at.id);
  const shelves = await listShelves(tx, ctx.facilityId, at.depotId, at.codes);
  return shelves.map((shelf) => {
    const own = held.filter(({ balanceId }) => balanceId === shelf.id).map(({ quantity }) => quantity);
    return { ...shelf, available: add(subtract(shelf.onHand, shelf.reserved), ...own) };
  });
}

/** Two lines of one drug are not offered the same tablets: what is proposed leaves the shelf. */
function proposalsOf(
  line: OrderLine,
  shelves: FreeShelf[],
  { today, due }: Pick<Around, 'today' | 'due'>,
): Pick<DispensingView['lines'][number], 'proposals' | 'short' | 'lots'> {
  if (!line.ordered) return { proposals: [], short: '0', lots: [] };
  const own = shelves.filter((shelf) => shelf.drugCode === drugOf(line) && isUsable(shelf, today));
  const lots = own.map(({ lotId, lotNumber, expiresOn, available }) => ({ lotId, lotNumber, expiresOn, available }));
  const { picks, short } = chooseLots(own, due.of(line), today);
  const proposals = picks.map(({ lotId, quantity }) => {
    const shelf = own.find((one) => one.lotId === lotId);
    if (shelf === undefined) throw new Error('a chosen lot is not on the shelf');
    shelf.available = subtract(shelf.available, quantity);
    return { lotId, quantity, lotNumber: shelf.lotNumber, expiresOn: shelf.expiresOn };
  });
  return { proposals, short, lots };
}

function substituteOf(line: OrderLine, names: Map<string, DrugName>): DispensingView['lines'][number]['substitute'] {
  const { substituteCode, substituteUsage, substituteReason, consentedByName, consentedAt } = line;
  if (substituteCode === null) return null;
  const name = names.get(substituteCode);
  return {
    ...{ drugCode: substituteCode, drugName: name?.name ?? substituteCode, unit: name?.unit ?? '', usage: substituteUsage ?? '' },
    ...{ reason: substituteReason ?? '', consentedByName: consentedByName ?? '', consentedAt: consentedAt ?? '' },
  };
}

const handedOverView = ({ lineId: _, drugCode, ...one }: HandedOver, names: Map<string, DrugName>) => ({
  ...one,
  drugName: names.get(drugCode)?.name ?? drugCode,
});

/** The book of narcotics or of psychotropics and precursors. */
export async function viewBook(ctx: ApiCtx, asked: BookQuery): Promise<DispensingBook> {
  return await read(ctx, async (tx) => {
    const found = await listControlBook(tx, ctx.facilityId, { ...asked, limit: BOOK_MAX + 1 });
    const names = await nameDrugs(
      tx,
      found.map(({ drugCode }) => drugCode),
    );
    const rows = found.slice(0, BOOK_MAX).map(({ drugCode, ...entry }) => ({
      ...entry,
      drugName: names.get(drugCode)?.name ?? drugCode,
      unit: names.get(drugCode)?.unit ?? '',
    }));
    return { rows, more: found.length > BOOK_MAX };
  });
}
