import type { ReadTx } from '../../db/doors.ts';
import { searchCommunes, type CommuneEntry } from '../../db/stores/place-catalogue-store.ts';
import type { Day } from '../../domain/dates.ts';
import { readAddressParts } from '../../domain/patients/address-parts.ts';
import { foldName } from '../../domain/patients/fold-name.ts';

/** The commune of the day that a printed address names, by its own or a former name; undefined when none or several fit. */
export async function communeOfAddress(tx: ReadTx, address: string, day: Day): Promise<CommuneEntry | undefined> {
  const parts = readAddressParts(address);
  if (parts === undefined) return undefined;
  for (const name of parts.communes) {
    const found = await searchCommunes(tx, { query: name, day, limit: 50 });
    const fitting = found.filter((one) => foldName(one.provinceName).endsWith(parts.province) && isCalled(one, foldName(name)));
    if (fitting.length === 1) return fitting[0];
  }
  return undefined;
}

const withoutKind = (name: string): string => foldName(name).replace(/^(xa|phuong|thi tran) /, '');

function isCalled({ name, formerNames }: CommuneEntry, folded: string): boolean {
  return [name, ...(formerNames?.split(', ') ?? [])].some((one) => withoutKind(one) === folded);
}
