import { addDays, addMonths, type Instant, isDay, startOfDay } from '../dates.ts';

/** A stretch of time: from `from` on, before `until`; an end that is absent is open. */
export interface Span {
  from?: Instant;
  until?: Instant;
}

const PREFIXED = /^(eq|gt|ge|lt|le)?(.+)$/;
const TIMED = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * What a date parameter such as `ge2026-11-01` or `lt2026-11-30T10:00:00+07:00` asks for; undefined when it is none. A year, a month or a day is the whole of
 * it in Viet Nam, a time is the whole second or thousandth that was written. Source: HL7 FHIR R4 search.html#date
 */
export function parseSearchInstant(text: string): Span | undefined {
  const [, prefix = 'eq', value = ''] = PREFIXED.exec(text) ?? [];
  const period = periodOf(value);
  if (period === undefined) return undefined;
  const { from, until } = period;
  const spans: Record<string, Span> = { eq: { from, until }, ge: { from }, gt: { from: until }, lt: { until: from }, le: { until } };
  return spans[prefix];
}

/** Both; an instant outside either is outside. Instants are UTC texts of one length, so they compare as text. */
export function overlap(a: Span, b: Span): Span {
  const from = [a.from, b.from]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
  const until = [a.until, b.until]
    .filter((one) => one !== undefined)
    .sort()
    .at(0);
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function periodOf(value: string): Required<Span> | undefined {
  if (/^\d{4}$/.test(value)) return days(`${value}-01-01`, 12);
  if (/^\d{4}-\d{2}$/.test(value)) return days(`${value}-01`, 1);
  if (isDay(value)) return { from: startOfDay(value), until: startOfDay(addDays(value, 1)) };
  const [, day = '', , fraction] = TIMED.exec(value) ?? [];
  if (!isDay(day)) return undefined;
  const from = Date.parse(value);
  return { from: new Date(from).toISOString(), until: new Date(from + lengthOf(value, fraction)).toISOString() };
}

/** In milliseconds: what was not written is not meant. */
const lengthOf = (value: string, fraction: string | undefined): number =>
  fraction !== undefined ? 1 : /T\d\d:\d\d:/.test(value) ? 1000 : 60_000;

function days(first: string, months: number): Required<Span> | undefined {
  if (!isDay(first) || first < '1900-01-01') return undefined;
  return { from: startOfDay(first), until: startOfDay(addMonths(first, months)) };
}
