import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PriceLines } from '../../../api/prices/price-schemas.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { type Column, KeyTable } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

type PriceLine = PriceLines['items'][number];

/** The prices of one list, found by code or words of the name. */
export function PriceLinesPanel({ listId }: { listId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [typed, setTyped] = useState('');
  const [current, setCurrent] = useState<string | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  useKeys({ esc: () => box.current?.select() });
  const query = useRested(typed.trim());
  const path = (after: string) => `/price-lists/${listId}/lines?q=${encodeURIComponent(query)}&after=${encodeURIComponent(after)}`;
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['price-lines', listId, query],
    queryFn: async ({ pageParam }) => await get<PriceLines>(path(pageParam)),
    initialPageParam: '',
    getNextPageParam: (page) => (page.more ? page.items.at(-1)?.code : undefined),
    placeholderData: keepPreviousData,
  });
  const lines = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="price-lines">
      <label>
        {w('prices.search')} <kbd>Esc</kbd>
        <input ref={box} type="search" value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {error !== null && data === undefined && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && lines.length === 0 && <Empty>{w('prices.noMatch')}</Empty>}
      {lines.length > 0 && (
        <div className="scroll">
          <KeyTable
            label={w('prices.lines')}
            columns={columnsOf(w)}
            rows={lines}
            rowKey={({ code }) => code}
            current={current}
            onOpen={({ code }) => setCurrent(code)}
          />
          {hasNextPage && (
            <ActionButton variant="default" onPress={() => void fetchNextPage()}>
              {w('prices.more')}
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}

const columnsOf = (w: ReturnType<typeof useWords>): Column<PriceLine>[] => [
  { key: 'code', title: w('prices.code'), width: '150px', render: ({ code }) => code },
  { key: 'name', title: w('prices.name'), render: ({ name }) => name },
  { key: 'unit', title: w('prices.unit'), width: '70px', render: ({ unit }) => unit },
  { key: 'hospital', title: w('prices.hospital'), width: '110px', align: 'right', render: (one) => numberForPeople(one.hospitalPrice) },
  { key: 'insurance', title: w('prices.insurance'), width: '110px', align: 'right', render: (one) => numberForPeople(one.insurancePrice) },
  { key: 'class', title: w('prices.class'), width: '80px', render: ({ surgeryClass }) => surgeryClass ?? '' },
];
