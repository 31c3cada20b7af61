import { auditSubject, read, write } from '../../db/doors.ts';
import {
  listAllIndicators,
  listIndicators,
  listOwnRanges,
  listRanges,
  replaceFacilityRanges,
} from '../../db/stores/lab-catalogue-store.ts';
import { listMachines, listTemplates, saveKept } from '../../db/stores/result-desk-store.ts';
import { addDays, localDay } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { compare } from '../../domain/money.ts';
import type { ResultDesk } from '../../domain/results/result-desks.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import type { IndicatorList, MachineList, MachinesQuery, SaveMachine, SaveTemplate, SetRanges, TemplateList } from './result-schemas.ts';

/** The machines of the desk: those that work today, or all of them for who keeps the list. */
export async function viewMachines(ctx: ApiCtx, desk: ResultDesk, show: MachinesQuery['show']): Promise<MachineList> {
  const day = show === 'all' ? null : localDay(ctx.now);
  const found = await read(ctx, async (tx) => await listMachines(tx, ctx.facilityId, { desk, day }));
  return { items: found.map(({ retiredAt, ...machine }) => ({ ...machine, retired: retiredAt !== null })) };
}

/** Makes a machine of the desk known or changes it; a retired one is no longer offered. */
export async function saveMachine(
  ctx: ApiCtx,
  { desk, id }: { desk: ResultDesk; id: string },
  { version: seen, retired, serial, usedFrom, usedTo, ...named }: SaveMachine,
): Promise<{ id: string; version: number }> {
  const period = { usedFrom: usedFrom ?? null, usedTo: usedTo ?? null };
  if (period.usedFrom !== null && period.usedTo !== null && period.usedTo < period.usedFrom)
    throw rejected([error('period_reversed', 'usedTo')]);
  return await write(ctx, 'machine.save', async (tx) => {
    const entry = {
      facilityId: ctx.facilityId,
      id,
      desk,
      ...named,
      serial: serial || null,
      ...period,
      retiredAt: retired === true ? ctx.now : null,
    };
    const version = await saveKept(tx, 'machines', entry, seen);
    if (version === undefined) throw conflict('stale_version', 'version');
    auditSubject(tx, { objectId: id });
    return { id, version };
  });
}

export async function viewTemplates(ctx: ApiCtx): Promise<TemplateList> {
  return { items: await read(ctx, async (tx) => await listTemplates(tx, ctx.facilityId)) };
}

/** Makes a wording that reports begin with, or changes it. */
export async function saveTemplate(ctx: ApiCtx, id: string, input: SaveTemplate): Promise<{ id: string; version: number }> {
  return await write(ctx, 'report-template.save', async (tx) => {
    const { version: seen, closed, serviceCode, ...words } = input;
    const entry = {
      facilityId: ctx.facilityId,
      id,
      ...words,
      serviceCode: serviceCode ?? null,
      closedAt: closed === true ? ctx.now : null,
    };
    const version = await saveKept(tx, 'reportTemplates', entry, seen);
    if (version === undefined) throw conflict('stale_version', 'version');
    auditSubject(tx, { objectId: id });
    return { id, version };
  });
}

/** Every indicator with the ranges that hold today, and this laboratory's own of today and later with their first day and source. */
export async function viewIndicators(ctx: ApiCtx): Promise<IndicatorList> {
  const day = localDay(ctx.now);
  return await read(ctx, async (tx) => {
    const indicators = await listAllIndicators(tx, day);
    const codes = indicators.map(({ code }) => code);
    const ranges = await listRanges(tx, ctx.facilityId, codes, day);
    const own = await listOwnRanges(tx, ctx.facilityId, day);
    return {
      items: indicators.map(({ code, name, unit, valueKind, choices }) => ({
        ...{ code, name, unit, valueKind, choices },
        ranges: ranges.filter(({ indicatorCode }) => indicatorCode === code),
        own: own.filter(({ indicatorCode }) => indicatorCode === code),
      })),
    };
  });
}

/** Puts this laboratory's own ranges of an indicator in the place of the catalogue's, from a day on. Earlier results keep theirs. */
export async function setRanges(ctx: ApiCtx, indicatorCode: string, input: SetRanges): Promise<{ indicatorCode: string; count: number }> {
  const issues = input.ranges.flatMap(checkRange);
  if (issues.length > 0) throw rejected(issues);
  return await write(ctx, 'range.set', async (tx) => {
    if (input.validFrom < localDay(ctx.now)) throw rejected([error('range_in_past', 'validFrom')]);
    if ((await listIndicators(tx, [indicatorCode], input.validFrom)).length === 0) throw notFound('indicator_not_found');
    const ranges = input.ranges.map((range) => ({
      ...{ facilityId: ctx.facilityId, id: range.id, indicatorCode, ageFromDays: range.ageFromDays, highOpen: range.highOpen ?? false },
      ...{ sex: range.sex ?? null, ageUntilDays: range.ageUntilDays ?? null, low: range.low ?? null, high: range.high ?? null },
      ...{ criticalLow: range.criticalLow ?? null, criticalHigh: range.criticalHigh ?? null, normalChoice: range.normalChoice || null },
      ...{ validFrom: input.validFrom, source: input.source, setBy: ctx.actor.userId },
    }));
    await replaceFacilityRanges(tx, { facilityId: ctx.facilityId, indicatorCode }, { lastDay: addDays(input.validFrom, -1), ranges });
    auditSubject(tx, { objectId: ranges[0]?.id ?? '' });
    return { indicatorCode, count: ranges.length };
  });
}

/** Bounds in their order: critical low, low, high, critical high. */
function checkRange(range: SetRanges['ranges'][number], i: number): Issue[] {
  const bounds = [range.criticalLow, range.low, range.high, range.criticalHigh].filter((bound) => bound !== undefined);
  const inOrder = bounds.every((bound, at) => at === 0 || compare(bounds[at - 1] ?? bound, bound) <= 0);
  const agesInOrder = range.ageUntilDays === undefined || range.ageUntilDays > range.ageFromDays;
  return inOrder && agesInOrder ? [] : [error('range_reversed', `ranges.${i}`)];
}
