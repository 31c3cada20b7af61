import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { BagList, BagView } from '../../../api/blood/blood-schemas.ts';
import { groupLabel } from '../../../domain/blood/blood-group.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { reading } from '../../lib/reading.ts';

export const shows = ['stock', 'expiring', 'reserved', 'issued', 'returned'] as const;
export type Show = (typeof shows)[number];

const EVERY_MS = 15_000;

/** Whether a bag stands in the list: by number, group, person or visit. */
function matches(bag: BagView, search: string): boolean {
  const text = `${bag.unitNumber} ${groupLabel(bag)} ${bag.patientName ?? ''} ${bag.encounterCode ?? ''}`;
  const folded = `${foldName(text)} ${text.toLowerCase()}`;
  return search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => folded.includes(word) || folded.includes(foldName(word) || word));
}

/** The list of the store as it is looked at: what is shown, the search, and which bag is open. */
export function useBags() {
  const [show, setShow] = useState<Show>('stock');
  const [search, setSearch] = useState('');
  const [openId, open] = useState<string | undefined>(undefined);
  const searchBox = useRef<HTMLInputElement>(null);
  const { data, error, refetch } = useQuery({
    ...reading<BagList>(`/blood/bags?show=${show}`),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
  const shown = data?.items.filter((bag) => matches(bag, search));
  const toSearch = () => {
    if (document.activeElement === searchBox.current) setSearch('');
    searchBox.current?.focus();
    searchBox.current?.select();
  };
  const choose = () => {
    // What was scanned is a whole number; typed words take the first line.
    const scanned = shown?.find(({ unitNumber }) => unitNumber.toLowerCase() === search.trim().toLowerCase());
    const chosen = scanned ?? shown?.[0];
    if (chosen !== undefined) open(chosen.id);
  };
  return {
    ...{ show, setShow, search, setSearch, openId, open, searchBox, shown, error, refetch, toSearch, choose },
    more: data?.more === true,
  };
}
