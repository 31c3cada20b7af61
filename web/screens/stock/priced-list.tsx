import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { EndItemDialog } from './end-item-dialog.tsx';

interface PricedListProps<Item> {
  /** Of the list; `<path>/<id>/end` ends one. */
  path: string;
  words: { label: string; search: string; add: string; empty: string };
  columns: Column<Item>[];
  nameOf: (item: Item) => string;
  /** What F2 opens; `onChanged` reads the lists anew. */
  adding: (onClose: () => void, onChanged: () => void) => ReactNode;
}

/** What the facility has at a price from day to day: found by name or code, more added with F2, one ended. */
export function PricedList<Item extends { id: string; version: number }>({ path, words, columns, nameOf, adding }: PricedListProps<Item>) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<'add' | 'end' | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const query = useRested(typed.trim());
  const { data, error, refetch } = useQuery({
    ...reading<{ items: Item[]; more: boolean }>(`${path}?q=${encodeURIComponent(query)}`),
    placeholderData: keepPreviousData,
  });
  const edits = can('formulary.write');
  useKeys({ f4: () => box.current?.select(), esc: () => box.current?.select(), ...(edits ? { f2: () => setAsking('add') } : {}) });
  const current = data?.items.find(({ id }) => id === currentId);
  const close = () => setAsking(undefined);
  const changed = () => void queries.invalidateQueries();
  const done = () => {
    close();
    changed();
  };
  return (
    <>
      <div className="stock-bar">
        <label>
          {words.search}
          <input ref={box} value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
        </label>
        {edits && (
          <ActionButton onPress={() => setAsking('add')} keyHint="F2">
            {words.add}
          </ActionButton>
        )}
        {edits && current !== undefined && (
          <ActionButton variant="default" onPress={() => setAsking('end')}>
            {w('formulary.end')}
          </ActionButton>
        )}
      </div>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data?.items.length === 0 && <Empty>{words.empty}</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <div className="scroll">
          <KeyTable
            label={words.label}
            columns={columns}
            rows={data.items}
            rowKey={({ id }) => id}
            current={currentId}
            onOpen={({ id }) => setCurrentId(id)}
          />
          {data.more && <Note meaning="information">{w('stock.more')}</Note>}
        </div>
      )}
      {asking === 'add' && adding(close, changed)}
      {asking === 'end' && current !== undefined && (
        <EndItemDialog
          title={w('formulary.endTitle', { drug: nameOf(current) })}
          path={`${path}/${current.id}/end`}
          version={current.version}
          onClose={close}
          onDone={done}
        />
      )}
    </>
  );
}
