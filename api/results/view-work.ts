import { openRecord, read, type ReadTx } from '../../db/doors.ts';
import { listAttachments } from '../../db/stores/attachment-store.ts';
import { listDiagnoses } from '../../db/stores/encounter-store.ts';
import { listAllergies } from '../../db/stores/patient-store.ts';
import { findBook } from '../../db/stores/result-desk-store.ts';
import { listEarlierValues } from '../../db/views/result-view.ts';
import { listWork, type WorkRow } from '../../db/views/result-work-view.ts';
import { addDays, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { groupsOfDesk, workStateOf, type ResultDesk } from '../../domain/results/result-desks.ts';
import { showRange, showValue } from '../../domain/results/show-value.ts';
import type { ApiCtx } from '../http/context.ts';
import { readIndicators } from './judge-values.ts';
import { getWork, type AtDesk } from './locked-order.ts';
import type { IndicatorView, WorkDetail, WorkItem, WorkList } from './result-schemas.ts';
import { showResults } from './show-results.ts';

const MOST = 300;

/** What the desk has to do, however old, and what it finished on the day. */
export async function viewWork(ctx: ApiCtx, desk: ResultDesk, day: Day): Promise<WorkList> {
  const span = { groups: groupsOfDesk(desk), from: startOfDay(day), until: startOfDay(addDays(day, 1)) };
  const found = await read(ctx, async (tx) => await listWork(tx, ctx.facilityId, { ...span, limit: MOST + 1 }));
  const items = found.slice(0, MOST).map((row) => itemOf(row, desk));
  const count = (state: WorkItem['state']): number => items.filter((item) => item.state === state).length;
  const counts = { waiting: count('waiting'), received: count('received'), entered: count('entered'), approved: count('approved') };
  return { items, more: found.length > MOST, counts };
}

/** One order with everything that is entered and judged at the desk; the opening is logged. */
export async function viewWorkItem(ctx: ApiCtx, at: AtDesk): Promise<WorkDetail> {
  return await read(ctx, async (tx) => {
    const work = await getWork(tx, ctx, at);
    await openRecord(tx, ctx, { patientId: work.patientId, encounterId: work.encounterId });
    return {
      item: itemOf(work, at.desk),
      encounterState: work.encounterState,
      allergies: (await listAllergies(tx, work.patientId)).map(({ substance }) => substance),
      diagnoses: (await listDiagnoses(tx, ctx.facilityId, work.encounterId)).map(({ icdCode, name }) => `${icdCode} ${name}`),
      indicators: at.desk === 'laboratory' ? await viewIndicators(tx, ctx, work) : [],
      results: await showResults(tx, ctx.facilityId, [at.orderId]),
      attachments: await listAttachments(tx, ctx.facilityId, [at.orderId]),
      bookClosed: (await findBook(tx, ctx.facilityId, { desk: at.desk, day: localDay(ctx.now) })) !== undefined,
    };
  });
}

async function viewIndicators(tx: ReadTx, ctx: ApiCtx, work: WorkRow): Promise<IndicatorView[]> {
  const known = await readIndicators(tx, ctx, work);
  const indicatorCodes = known.map(({ indicator }) => indicator.code);
  const of = { patientId: work.patientId, indicatorCodes, except: [work.orderId], each: 1 };
  const earlier = await listEarlierValues(tx, ctx.facilityId, of);
  return known.map(({ indicator, range }) => {
    const { code, name, unit, valueKind, decimals, choices } = indicator;
    // Words about a service without indicators share one code; another service's words are no earlier value.
    const before = code === 'KQ' ? undefined : earlier.find(({ indicatorCode }) => indicatorCode === code);
    return {
      ...{ code, name, unit, valueKind, decimals, choices },
      range: showRange(range),
      rangeOrigin: range?.origin ?? null,
      bounds: range ?? null,
      previous: before === undefined ? null : { shown: showValue(before), flag: before.flag, at: before.at },
    };
  });
}

function itemOf(row: WorkRow, desk: ResultDesk): WorkItem {
  const { orderId, encounterId, encounterCode, patientId, fullName, sex, birthDate, birthPrecision, serviceCode, serviceName } = row;
  const { serviceGroup, urgent, reason, orderedAt, orderedByName, roomCode, rejectReason, isCritical } = row;
  const specimen =
    row.specimenId === null || row.specimenNumber === null || row.takenAt === null
      ? null
      : { id: row.specimenId, number: row.specimenNumber, kind: row.specimenKind ?? '', takenAt: row.takenAt, receivedAt: row.receivedAt };
  return {
    ...{ orderId, encounterId, encounterCode, serviceCode, serviceName, serviceGroup, urgent, reason, orderedAt, orderedByName, roomCode },
    patient: { id: patientId, fullName, sex, birthDate, birthPrecision },
    state: workStateOf({ state: row.state, hasReceivedSample: desk === 'imaging' || row.receivedAt !== null, hasDraft: row.hasDraft }),
    ...{ neededSpecimen: row.neededSpecimen, specimen, rejectReason, isCritical },
  };
}
