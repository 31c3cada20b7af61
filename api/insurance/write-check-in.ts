import { XMLBuilder } from 'fast-xml-parser';
import { checkInTable } from '../../domain/claims/build-check-in.ts';
import type { ClaimRow } from '../../domain/claims/claim-definitions.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const builder = new XMLBuilder({ suppressEmptyNode: false, format: false, processEntities: true });

/** The check-in message in UTF-8, unsigned, with the empty element that takes the signature at its end: the same row gives the same bytes. Source: docs/legal/insurance.md#check-in */
export function writeCheckIn(row: ClaimRow): Buffer {
  const { root, list, row: element } = checkInTable(row);
  return Buffer.from(DECLARATION + builder.build({ [root]: { [list ?? '']: { [element ?? '']: [row] }, CHUKYDONVI: '' } }), 'utf8');
}
