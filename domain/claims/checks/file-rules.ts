import { type ClaimTable, claimTable, claimVersionAt, type TableCode } from '../claim-definitions.ts';
import { codesOf } from './claim-codes.ts';
import type { ClaimFile, ClaimFilePart } from './claim-file.ts';
import type { ClaimContext, ClaimHit, ClaimSeverity } from './claim-check.ts';
import { dayOf, isClaimDay } from './checked-claim.ts';

/** A hit in the envelope; `encounter` from 0 where it concerns one of them. */
export interface FileHit extends ClaimHit {
  encounter?: number;
}
export type FileRule = (file: ClaimFile, context: ClaimContext) => FileHit[];

const ENVELOPE = 'GIAMDINHHS';
/** Documents that are sent alone. */
const ALONE: Readonly<Record<string, string>> = { CHI_TIEU_TRANG_THAI_KCB: 'XML0', CHI_TIEU_GIAM_DINH_YKHOA: 'XML12' };
/** The tables whose elements were compared with accepted files. */
const COMPARED: readonly string[] = ['XML1', 'XML2', 'XML3', 'XML4', 'XML5', 'XML7'];
const SIGNING_SINCE = '20260101';

/** The envelope of a claim file: rules ENV that need more than the tables. Source: docs/legal/insurance.md#checks */
export const fileRules: Readonly<Record<string, FileRule>> = {
  'ENV-001': (file) => (file.root === ENVELOPE || file.root in ALONE ? [] : [{ fields: [], params: { found: file.root } }]),
  'ENV-002': (file) => {
    if (file.root !== ENVELOPE) return [];
    if (!/^\d{5}$/.test(file.facilityCode)) return [{ fields: ['MACSKCB'], params: { found: file.facilityCode } }];
    return file.encounters.flatMap((encounter, i) => {
      const codes = encounter.parts
        .filter(({ code }) => code === 'XML1')
        .flatMap(({ rows }) => rows.map((row) => (row['MA_CSKCB'] ?? '').trim()));
      const other = codes.find((code) => code !== '' && code !== file.facilityCode);
      return other === undefined ? [] : [{ encounter: i, fields: ['MACSKCB'], params: { found: file.facilityCode, expected: other } }];
    });
  },
  'ENV-003': (file, { now }) => {
    if (file.root !== ENVELOPE) return [];
    const day = file.preparedOn.slice(0, 8);
    const latest = file.encounters.flatMap(ends).reduce((a, b) => (a > b ? a : b), '');
    if (!isClaimDay(day) || day < latest) return [{ fields: ['NGAYLAP'], params: { found: file.preparedOn } }];
    // A clock that runs behind must not block a file.
    return now !== undefined && day > now.slice(0, 8)
      ? [{ fields: ['NGAYLAP'], params: { found: file.preparedOn }, severity: 'warning' }]
      : [];
  },
  'ENV-004': (file) => {
    if (file.root !== ENVELOPE || Number(file.declaredCount) === file.encounters.length) return [];
    return [{ fields: ['SOLUONGHOSO'], params: { found: file.declaredCount, expected: file.encounters.length } }];
  },
  'ENV-005': eachPart(['LOAIHOSO'], (part, parts, file) => {
    const known = file.root === ENVELOPE ? codesOf('LOAIHOSO').has(part.code) : part.code in { XML0: 1, XML12: 1 };
    const isFirst = parts.findIndex(({ code }) => code === part.code) === parts.indexOf(part);
    return !known || !isFirst;
  }),
  'ENV-006': eachPart(['NOIDUNGFILE'], ({ problem }) => problem !== undefined),
  'ENV-007': eachPart(['NOIDUNGFILE'], (part, _, file) => {
    const table = tableOf(part, file);
    return table !== undefined && part.root !== '' && part.root !== table.root && { found: part.root, expected: table.root };
  }),
  'ENV-009': (file) =>
    file.encounters.flatMap(({ parts }, encounter) =>
      parts.flatMap((part) => {
        const table = tableOf(part, file);
        return table === undefined ? [] : elementHits(part, table).map((one) => ({ ...one, encounter }));
      }),
    ),
  'ENV-011': (file, { now }) => {
    if (file.signature === 'valid' || file.signature === 'unchecked') return [];
    const day = now?.slice(0, 8) ?? file.preparedOn;
    if (file.signature === 'broken') return [{ fields: ['CHUKYDONVI'] }];
    // A file is checked before it is signed; only sending needs the signature.
    return day >= SIGNING_SINCE ? [{ fields: ['CHUKYDONVI'], severity: 'warning' }] : [];
  },
  'CHK-001': (file) =>
    file.encounters.flatMap(({ parts }, encounter) =>
      parts
        .filter((part) => part.code === 'XML0' && part.root !== 'CHI_TIEU_TRANG_THAI_KCB')
        .map((part) => ({ encounter, table: 'XML0' as const, fields: [], params: { found: part.root } })),
    ),
};

const ends = ({ parts }: ClaimFile['encounters'][number]): string[] =>
  parts.filter(({ code }) => code === 'XML1').flatMap(({ rows }) => rows.map((row) => (row['NGAY_RA'] ?? '').trim().slice(0, 8)));

/** The table a part should be, by the day the visit ended; undefined for an unknown code or an empty part. */
function tableOf(part: ClaimFilePart, file: ClaimFile): ClaimTable | undefined {
  const known = codesOf('LOAIHOSO').has(part.code) || part.code === 'XML0' || part.code === 'XML12';
  if (!known || part.problem !== undefined) return undefined;
  const end = file.encounters.filter(({ parts }) => parts.includes(part)).flatMap(ends)[0];
  const day = end === undefined ? undefined : dayOf(end);
  return claimTable(part.code as TableCode, claimVersionAt(day ?? '2026-07-01'));
}

function elementHits(part: ClaimFilePart, table: ClaimTable): FileHit[] {
  const [first] = part.rows;
  if (first === undefined) return [];
  const known = new Set(table.fields.map(({ name }) => name));
  const missing = table.fields.filter(({ name }) => !(name in first));
  const unknown = Object.keys(first).filter((name) => !known.has(name));
  const code = part.code as TableCode;
  const needed = missing.filter(({ required }) => required === 'always').map(({ name }) => name);
  const others = missing.filter(({ required }) => required !== 'always').map(({ name }) => name);
  const hits = (names: string[], severity: ClaimSeverity, kind: string): FileHit[] =>
    names.length === 0 ? [] : [{ table: code, fields: names, params: { [kind]: names.slice(0, 8).join(', ') }, severity }];
  return [
    ...hits(needed, COMPARED.includes(code) ? 'error' : 'warning', 'missing'),
    // Products leave out what is never filled or add what they need themselves.
    ...hits(others, 'warning', 'missing'),
    ...hits(unknown, 'warning', 'unknown'),
  ];
}

function eachPart(
  fields: string[],
  isWrong: (part: ClaimFilePart, parts: readonly ClaimFilePart[], file: ClaimFile) => boolean | Record<string, string>,
): FileRule {
  return (file) =>
    file.encounters.flatMap(({ parts }, encounter) =>
      parts.flatMap((part) => {
        const verdict = isWrong(part, parts, file);
        if (verdict === false) return [];
        return [{ encounter, fields, params: { part: part.code, ...(verdict === true ? {} : verdict) } }];
      }),
    );
}
