import { derivedId } from '../../domain/ids.ts';
import type { Facility } from '../../db/stores/facility-store.ts';

const HOSPITALS = 11;
const STATIONS = 204;

/** 14600 … 14814: five digits, as every code has, that are given to no facility of the province. */
const codeOf = (n: number): string => String(14_600 + n);
/** Whether a column of SQL is a code of the invented province. */
export const isOfVolume = (column: string): string => `${column} BETWEEN '14600' AND '14899'`;
export const FIRST_HOSPITAL = codeOf(0);
export const SECOND_HOSPITAL = codeOf(1);
export const FIRST_STATION = codeOf(HOSPITALS);

const common = { gln: null, signerNumber: null, phone: null, points: null, address: null, provinceCode: '14', isDemo: true } as const;

/** Eleven hospitals and two hundred and four stations, spread over the communes in turn. */
export function volumeFacilities(communes: string[]): Facility[] {
  const hospitals = Array.from({ length: HOSPITALS }, (_, n): Facility => {
    const kind = { kind: 'hospital', level: 'basic', formerTier: 'district', priceClass: 'class-3' } as const;
    return { ...common, ...kind, ...named(n, `Bệnh viện minh họa ${n + 1}`, communes[(n * 7) % communes.length]), parentId: null };
  });
  const stations = Array.from({ length: STATIONS }, (_, i): Facility => {
    const n = HOSPITALS + i;
    const kind = { kind: 'commune-station', level: 'primary', formerTier: 'commune', priceClass: 'station' } as const;
    const parentId = hospitals[i % HOSPITALS]?.id ?? null;
    return { ...common, ...kind, ...named(n, `Trạm y tế minh họa ${i + 1}`, communes[i % communes.length]), parentId };
  });
  return [...hospitals, ...stations];
}

function named(
  n: number,
  name: string,
  communeCode: string | undefined,
): Pick<Facility, 'id' | 'code' | 'name' | 'prescriptionLinkCode' | 'communeCode'> {
  const code = codeOf(n);
  return {
    id: derivedId('volume', 'facility', code),
    code,
    name,
    prescriptionLinkCode: `v${code.slice(1)}`,
    communeCode: communeCode ?? null,
  };
}
