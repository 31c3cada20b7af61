import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** A calendar day `YYYY-MM-DD`. Never a Date: a birthday has no time zone. */
export type Day = string;
/** An instant in ISO 8601 with offset or Z. */
export type Instant = string;

/**
 * Viet Nam has kept UTC+7 without daylight saving since 1975, so one offset serves Asia/Ho_Chi_Minh for every instant
 * this system records; older dates are only birth days, which carry no time.
 */
const OFFSET_MINUTES = 7 * 60;
const DAY_MS = 86_400_000;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The wall clock in Viet Nam as ISO text without offset. The claims of a month ask for it a million times, so it goes without a library,
 * which besides reads the clock of the machine: an hour wrong on the nights when its zone changes between summer and winter.
 */
const wallClock = (instant: Instant | Date): string =>
  new Date((typeof instant === 'string' ? Date.parse(instant) : instant.getTime()) + OFFSET_MINUTES * 60_000).toISOString();

/** The calendar day in Viet Nam of an instant. */
export const localDay = (instant: Instant | Date): Day => wallClock(instant).slice(0, 10);

/** Wall clock in Viet Nam with offset, e.g. `2026-11-24T08:05:00+07:00`: the only form that leaves in FHIR. */
export const localIso = (instant: Instant | Date): Instant => `${wallClock(instant).slice(0, 19)}+07:00`;

/** Wall clock in Viet Nam as the claim files write it: `yyyymmddHHMM`. */
export const localMinute = (instant: Instant | Date): string => wallClock(instant).slice(0, 16).replaceAll(/[-T:]/g, '');

/** Wall clock for people: `HH:mm`. */
export const localTime = (instant: Instant | Date): string => wallClock(instant).slice(11, 16);

/** First instant of a local day, as ISO in UTC: half-open ranges are `[startOfDay(d), startOfDay(addDays(d, 1)))`. */
export const startOfDay = (day: Day): Instant => dayjs.utc(`${day}T00:00:00+07:00`).toISOString();

/** True for a day that exists in the calendar. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0));
}

export const addDays = (day: Day, days: number): Day => dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD');

export const daysBetween = (from: Day, until: Day): number => Math.trunc((Date.parse(until) - Date.parse(from)) / DAY_MS);

/** Completed months from a birth day to a day; negative when the birth day lies ahead. */
export const monthsBetween = (from: Day, until: Day): number => dayjs.utc(until).diff(dayjs.utc(from), 'month');

/** Completed years. */
export const yearsBetween = (from: Day, until: Day): number => dayjs.utc(until).diff(dayjs.utc(from), 'year');

/** `YYYY-MM-DD` as people read it, `dd/MM/yyyy`. */
export const dayForPeople = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** True when `day` lies in `[from, until]`; an open end is null or undefined. */
export function isWithin(day: Day, from: Day | null | undefined, until: Day | null | undefined): boolean {
  return (from == null || from <= day) && (until == null || day <= until);
}

/** The same day some months on; the last day of a shorter month stands in for a day it has not. */
export const addMonths = (day: Day, months: number): Day => dayjs.utc(day).add(months, 'month').format('YYYY-MM-DD');
