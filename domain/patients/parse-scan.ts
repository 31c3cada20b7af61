import type { Day } from '../dates.ts';
import { error, errorsOf, warning, type Issue } from '../issue.ts';
import type { Sex } from '../visits/visit-record.ts';
import type { BirthDate } from './parse-birth-date.ts';
import {
  checkedAddress,
  checkedName,
  partBirth,
  partDay,
  partHex,
  partOptionalDay,
  partSex,
  partText,
  type ScanParts,
} from './scan-parts.ts';

export type Scan = CitizenCardScan | InsuranceCardScan | UnreadableScan;

export interface CitizenCardScan extends BirthDate {
  kind: 'citizen-card';
  /** 12 digits. */
  citizenId: string;
  /** The 9 digits of the former card. */
  oldCitizenId?: string;
  fullName: string;
  sex: Sex;
  address?: string;
  issuedOn?: Day;
  /** Warnings only; the words are not to be trusted where one points. */
  issues: Issue[];
}

export interface InsuranceCardScan extends BirthDate {
  kind: 'insurance-card';
  /** 10 or 15 characters in upper case. */
  cardNumber: string;
  fullName: string;
  sex: Sex;
  address?: string;
  registeredFacilityCode?: string;
  validFrom: Day;
  /** Absent = open end. */
  validTo?: Day;
  parentName?: string;
  /** K1, K2 or K3. */
  areaCode?: string;
  fiveYearDate?: Day;
  issues: Issue[];
}

export interface UnreadableScan {
  kind: 'unreadable';
  issues: Issue[];
}

/** Newer identity cards append parts; they are ignored. */
const CITIZEN_PARTS = 7;
/** The last one is a check string that ends with `$`. */
const INSURANCE_PARTS = 14;

/**
 * What a scanner typed from the QR of an identity card or of an insurance card; the first part tells which. Errors mean that
 * nothing can be used (`kind: 'unreadable'`), warnings come with the rest. A QR proves nothing about validity: the portal does.
 * Source: docs/legal/prescribing.md#scans
 */
export function parseScan(text: string): Scan {
  const parts = text.replaceAll('\uFEFF', '').trim().split('|');
  const first = (parts[0] ?? '').trim();
  const scan: ScanParts = { parts, issues: [] };
  if (/^\d{12}$/.test(first)) return parseCitizenCard(scan);
  if (/^(\d{10}|[A-Za-z]{2}\d[0-9A-Za-z]{12})$/.test(first)) return parseInsuranceCard(scan);
  return { kind: 'unreadable', issues: [error('scan_unknown_format', 'parts.0')] };
}

function parseCitizenCard(scan: ScanParts): Scan {
  if (scan.parts.length < CITIZEN_PARTS) return partsMissing(scan, CITIZEN_PARTS);
  return usable({
    kind: 'citizen-card',
    citizenId: partText(scan, 0),
    ...present('oldCitizenId', partText(scan, 1)),
    fullName: checkedName(scan, 2, partText(scan, 2)),
    ...partBirth(scan, 3, 'citizen'),
    sex: partSex(scan, 4),
    ...present('address', checkedAddress(scan, 5, partText(scan, 5))),
    ...present('issuedOn', partOptionalDay(scan, 6)),
    issues: scan.issues,
  });
}

function parseInsuranceCard(scan: ScanParts): Scan {
  if (scan.parts.length < INSURANCE_PARTS) return partsMissing(scan, INSURANCE_PARTS);
  return usable({
    kind: 'insurance-card',
    cardNumber: partText(scan, 0).toUpperCase(),
    fullName: checkedName(scan, 1, partHex(scan, 1)),
    ...partBirth(scan, 2, 'insurance'),
    sex: partSex(scan, 3),
    ...present('address', checkedAddress(scan, 4, partHex(scan, 4))),
    ...present('registeredFacilityCode', facilityCode(scan, 5)),
    validFrom: partDay(scan, 6),
    ...present('validTo', partOptionalDay(scan, 7)),
    ...present('parentName', partHex(scan, 10)),
    ...present('areaCode', areaCode(partText(scan, 11))),
    ...present('fiveYearDate', partOptionalDay(scan, 12)),
    issues: scan.issues,
  });
}

/** `14 - 003` is facility 14003. */
function facilityCode(scan: ScanParts, i: number): string | undefined {
  const code = partText(scan, i).replace(/[\s-]/g, '');
  if (/^\d{5}$/.test(code)) return code;
  if (code !== '') scan.issues.push(warning('scan_facility_unreadable', `parts.${i}`));
  return undefined;
}

/** Only K1, K2 and K3 mean an area; other cards carry a plain digit there, which says nothing about it. */
const areaCode = (text: string): string | undefined => (/^K[123]$/i.test(text) ? text.toUpperCase() : undefined);

function usable(scan: CitizenCardScan | InsuranceCardScan): Scan {
  return errorsOf(scan.issues).length > 0 ? { kind: 'unreadable', issues: scan.issues } : scan;
}

function partsMissing(scan: ScanParts, expected: number): UnreadableScan {
  return { kind: 'unreadable', issues: [error('scan_part_count', 'parts', { found: scan.parts.length, expected })] };
}

function present<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
