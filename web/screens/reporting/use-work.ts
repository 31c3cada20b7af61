import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { WorkList } from '../../../api/results/result-schemas.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useReceipt } from './use-receipt.ts';
import { filters, matches, type Filter } from './work-panel.tsx';

const EVERY_MS = 5_000;
/** What the scanner reads off a tube. */
const LABEL = /^\d{10}$/;

/** The list of a desk as it is looked at: filter, search, what is open, and the keys that move in it. */
export function useWork(desk: ResultDesk) {
  const { data, error, refetch } = useQuery({ ...reading<WorkList>(`/${desk}/work?day=${today()}`), refetchInterval: EVERY_MS });
  const [filter, setFilter] = useState<Filter>('open');
  const [search, setSearch] = useState('');
  const [openId, open] = useState<string | undefined>(undefined);
  const searchBox = useRef<HTMLInputElement>(null);
  const receipt = useReceipt(() => void refetch());
  const items = data?.items ?? [];
  const shown = items.filter((item) => matches(item, filter, search));
  const next = () => {
    const at = shown.findIndex(({ orderId }) => orderId === openId);
    const following = [...shown.slice(at + 1), ...shown.slice(0, at + 1)].find(({ state }) => state !== 'approved');
    if (following !== undefined) open(following.orderId);
  };
  const toSearch = () => {
    if (document.activeElement === searchBox.current) setSearch('');
    searchBox.current?.focus();
  };
  const choose = async () => {
    const scanned = LABEL.test(search.trim()) ? await receipt.receive(search.trim(), items) : undefined;
    const chosen = scanned ?? shown[0]?.orderId;
    if (chosen === undefined) return;
    open(chosen);
    setSearch('');
  };
  const byNumber = Object.fromEntries(filters.map((one, i) => [`alt+${i + 1}`, () => setFilter(one)]));
  useKeys({ esc: toSearch, f4: toSearch, f10: next, ...byNumber });
  return { data, error, refetch, filter, setFilter, search, setSearch, openId, open, searchBox, shown, choose, toSearch, receipt };
}
