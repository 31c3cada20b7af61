import type { Day } from '../dates.ts';
import { error, warning, type Issue } from '../issue.ts';
import type { Sex } from '../visits/visit-record.ts';
import { foldName, hasNameCharacters } from './fold-name.ts';
import { birthFromParts, type BirthDate } from './parse-birth-date.ts';

/** The parts of one scan and what was found wrong with them so far. */
export interface ScanParts {
  parts: string[];
  issues: Issue[];
}

const LOST = /[?\uFFFD]/u;
const CITIZEN_DATE = /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/;
const INSURANCE_DATE = /^((?<day>\d{1,2})\/)?((?<month>\d{1,2})\/)?(?<year>\d{4})$/;
const NOTHING: BirthDate = { birthDate: '', birthPrecision: 'day' };

/** The part as text; `-` and blanks are how the cards write "nothing". */
export function partText(scan: ScanParts, i: number): string {
  const text = (scan.parts[i] ?? '').trim();
  return text === '-' ? '' : text;
}

/** UTF-8 written in hex, as insurance cards carry names and addresses. Issue: `scan_hex_broken`. */
export function partHex(scan: ScanParts, i: number): string {
  const hex = partText(scan, i);
  if (!/^([0-9a-f]{2})*$/i.test(hex)) return broken(scan, i);
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC').trim();
  } catch (cause) {
    if (cause instanceof TypeError) return broken(scan, i);
    throw cause;
  }
}

/**
 * A full name. Any sign that no name has (`?`, U+FFFD, the signs of another encoding) means that the scanner lost the marks:
 * it is returned with a warning and must never overwrite a good name.
 */
export function checkedName(scan: ScanParts, i: number, name: string): string {
  if (name === '') scan.issues.push(error('scan_name_missing', `parts.${i}`));
  else if (!hasNameCharacters(name)) scan.issues.push(warning('scan_name_garbled', `parts.${i}`));
  return name.normalize('NFC');
}

export function checkedAddress(scan: ScanParts, i: number, address: string): string {
  if (LOST.test(address)) scan.issues.push(warning('scan_address_garbled', `parts.${i}`));
  return address.normalize('NFC');
}

/** Birth date; the identity card writes `ddMMyyyy` (zeros where unknown), the insurance card `dd/MM/yyyy` or `yyyy`. */
export function partBirth(scan: ScanParts, i: number, card: 'citizen' | 'insurance'): BirthDate {
  const parts = (card === 'citizen' ? CITIZEN_DATE : INSURANCE_DATE).exec(partText(scan, i))?.groups;
  const birth = parts && birthFromParts(parts['year'] ?? '', known(parts['month']), known(parts['day']));
  if (birth === undefined) scan.issues.push(error('scan_date_impossible', `parts.${i}`));
  return birth ?? NOTHING;
}

/** A day that must be there, e.g. the start of validity. */
export function partDay(scan: ScanParts, i: number): Day {
  const day = dayOf(partText(scan, i));
  if (day === undefined) scan.issues.push(error('scan_date_impossible', `parts.${i}`));
  return day ?? '';
}

/** A day that may be missing; a broken one is dropped with a warning. */
export function partOptionalDay(scan: ScanParts, i: number): Day | undefined {
  const text = partText(scan, i);
  const day = dayOf(text);
  if (text !== '' && day === undefined) scan.issues.push(warning('scan_date_impossible', `parts.${i}`));
  return day;
}

/** `Nam`/`Nữ` or `1`/`2`; unknown with a warning when the scanner spoiled it. */
export function partSex(scan: ScanParts, i: number): Sex {
  const sex = new Map<string, Sex>([
    ['nam', 'male'],
    ['1', 'male'],
    ['nu', 'female'],
    ['2', 'female'],
  ]).get(foldName(partText(scan, i)));
  if (sex === undefined) scan.issues.push(warning('scan_sex_unreadable', `parts.${i}`));
  return sex ?? 'unknown';
}

const known = (part: string | undefined): string | undefined => (part === undefined || /^0+$/.test(part) ? undefined : part);

function dayOf(text: string): Day | undefined {
  const parts = (CITIZEN_DATE.exec(text) ?? INSURANCE_DATE.exec(text))?.groups;
  if (parts?.['day'] === undefined || parts['month'] === undefined) return undefined;
  return birthFromParts(parts['year'] ?? '', parts['month'], parts['day'])?.birthDate;
}

function broken(scan: ScanParts, i: number): string {
  scan.issues.push(error('scan_hex_broken', `parts.${i}`));
  return '';
}
