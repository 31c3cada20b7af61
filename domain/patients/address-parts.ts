import { foldName } from './fold-name.ts';

/** The places a printed address may name as its commune, likeliest first, and its province. */
export interface AddressParts {
  communes: string[];
  province: string;
}

const KIND = /^(xã|phường|thị trấn|tt\.?|p\.|x\.)\s+/i;
const UPPER = /^(tỉnh|thành phố|tp\.?)\s+/i;

/**
 * Reads an address as cards print it: parts from small to large, parted by commas, with three levels before 2025-07-01 and two
 * since. The commune is the part before the district, or before the province; one that is called xã or phường goes first.
 * Undefined when there are fewer than two parts.
 * Source: Luật Tổ chức chính quyền địa phương 2025 (two levels since 2025-07-01)
 */
export function readAddressParts(address: string): AddressParts | undefined {
  const parts = address
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const province = parts.at(-1);
  if (province === undefined || parts.length < 2) return undefined;
  const candidates = [parts.at(-3), parts.at(-2)].filter((part) => part !== undefined);
  const named = candidates.filter((part) => KIND.test(part));
  const ordered = [...new Set([...named, ...candidates])];
  return { communes: ordered.map((part) => part.replace(KIND, '')), province: foldName(province.replace(UPPER, '')) };
}
