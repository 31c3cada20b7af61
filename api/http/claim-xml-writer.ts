import { XMLBuilder } from 'fast-xml-parser';
import {
  CLAIM_CODES,
  type ClaimRow,
  type ClaimTables,
  claimTable,
  claimVersionOf,
  type TableCode,
} from '../../domain/claims/claim-definitions.ts';
import type { Day } from '../../domain/dates.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
/** Whatever XML 1.0 §2.2 does not allow, lone halves of surrogate pairs included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const builder = new XMLBuilder({ suppressEmptyNode: false, format: false, processEntities: true });

/**
 * The claim file of one visit (GIAMDINHHS) in UTF-8, unsigned: the same input gives the same bytes. Tables without rows are left out, the signature
 * comes last and into the empty CHUKYDONVI. Throws a RangeError for a character that XML cannot hold and for tables of another facility.
 * Source: docs/legal/insurance.md#claims (letter VSS 1245/BHXH-CNTT)
 */
export function writeClaimFile(tables: ClaimTables, facilityCode: string, preparedOn: Day): Buffer {
  const { XML1 = [] } = tables;
  if (XML1.some((summary) => summary['MA_CSKCB'] !== facilityCode)) throw new RangeError('the tables belong to another facility');
  const files = CLAIM_CODES.filter((code) => tables[code]?.length).map((code) => ({
    LOAIHOSO: code,
    NOIDUNGFILE: Buffer.from(writeTable(code, tables), 'utf8').toString('base64'),
  }));
  const envelope = {
    GIAMDINHHS: {
      THONGTINDONVI: { MACSKCB: facilityCode },
      THONGTINHOSO: {
        NGAYLAP: preparedOn.replaceAll('-', ''),
        SOLUONGHOSO: '1',
        DANHSACHHOSO: { HOSO: { FILEHOSO: files } },
      },
      CHUKYDONVI: '',
    },
  };
  return Buffer.from(DECLARATION + builder.build(envelope), 'utf8');
}

function writeTable(code: TableCode, tables: ClaimTables): string {
  const rows = tables[code] ?? [];
  rows.forEach((row, i) => refuseForbidden(row, `${code}.${i + 1}`));
  const { root, list, row } = claimTable(code, claimVersionOf(tables));
  const content = list === null || row === null ? rows[0] : { [list]: { [row]: rows } };
  return builder.build({ [root]: content });
}

/** A dropped character would change what the doctor wrote, so the file is refused; the message names the place, never the text. */
function refuseForbidden(row: ClaimRow, place: string): void {
  const bad = Object.entries(row).find(([, text]) => FORBIDDEN.test(text));
  if (bad !== undefined) throw new RangeError(`a character that XML cannot hold in ${place}.${bad[0]}`);
}
