import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AccountList } from '../../../api/cashier/cashier-schemas.ts';
import { isNegative, isZero } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { OpenAccount } from './open-account.tsx';

const EVERY_MS = 20_000;
type Item = AccountList['items'][number];
type Show = 'due' | 'today';

/** Who owes at the left, the bill at the right. A scan of any slip of the visit goes straight there. */
export function AccountsTab() {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<Show>('due');
  // Opened again is opened anew: what was closed or paid a moment ago must not stand there as it was.
  const [opened, setOpened] = useState<{ id: string; nth: number } | undefined>(undefined);
  const openId = opened?.id;
  const setOpenId = (id: string | undefined) => setOpened((before) => (id === undefined ? before : { id, nth: (before?.nth ?? 0) + 1 }));
  const box = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const list = useAccounts(typed, show);
  const focusBox = () => {
    if (document.activeElement === box.current) setTyped('');
    box.current?.focus();
    box.current?.select();
  };
  const next = () =>
    setOpenId(list.items.find(({ encounterId, due }) => encounterId !== openId && due !== null && !isZero(due))?.encounterId);
  const forNext = () => {
    setTyped('');
    box.current?.focus();
    void queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  useKeys({ esc: focusBox, f4: focusBox, f10: next });
  return (
    <div className="accounts">
      <section className="account-list" aria-label={w('cash.list')}>
        <ScanBox {...{ box, typed, setTyped }} onEnter={async () => setOpenId((await list.settle())[0]?.encounterId)} />
        <select aria-label={w('cash.show')} value={show} onChange={(event) => setShow(event.target.value as Show)}>
          <option value="due">{w('cash.showDue')}</option>
          <option value="today">{w('cash.showToday')}</option>
        </select>
        <Entries list={list} current={openId} onOpen={setOpenId} />
      </section>
      {opened === undefined ? <Empty>{w('cash.begin')}</Empty> : <OpenAccount key={opened.nth} encounterId={opened.id} onDone={forNext} />}
    </div>
  );
}

function useAccounts(typed: string, show: Show) {
  const query = useRested(typed.trim());
  const body = { query, show };
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', body],
    queryFn: ({ signal }) => ask<AccountList>('/accounts/search', body, signal),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
  return {
    ...{ items: data?.items ?? [], loaded: data !== undefined, more: data?.more === true, error, refetch, query },
    /** The answer to what stands in the box now: a scanner presses Enter before any pause. */
    settle: async (): Promise<Item[]> => (await ask<AccountList>('/accounts/search', { query: typed.trim(), show })).items,
  };
}

interface ScanBoxProps {
  box: React.RefObject<HTMLInputElement | null>;
  typed: string;
  setTyped: (text: string) => void;
  onEnter: () => Promise<void>;
}

function ScanBox({ box, typed, setTyped, onEnter }: ScanBoxProps) {
  const w = useWords();
  const failureText = useFailure();
  const [failure, setFailure] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setFailure('');
        if (typed.trim() !== '') onEnter().catch((cause: unknown) => setFailure(failureText(cause)));
      }}
    >
      <label className="cash-scan">
        {w('cash.scan')}
        <input ref={box} autoFocus autoComplete="off" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </form>
  );
}

interface EntriesProps {
  list: ReturnType<typeof useAccounts>;
  current: string | undefined;
  onOpen: (id: string) => void;
}

function Entries({ list, current, onOpen }: EntriesProps) {
  const w = useWords();
  const failureText = useFailure();
  if (list.error !== null)
    return <Failed text={failureText(list.error)} retryText={w('state.retry')} onRetry={() => void list.refetch()} />;
  if (!list.loaded) return <Loading label={w('state.loading')} lines={6} />;
  if (list.items.length === 0) return <Empty>{w(list.query === '' ? 'cash.nobody' : 'cash.notFound')}</Empty>;
  return (
    <div className="scroll">
      <ul className="account-entries">
        {list.items.map((item) => (
          <li key={item.encounterId}>
            <button type="button" aria-current={item.encounterId === current} onClick={() => onOpen(item.encounterId)}>
              <span>
                {item.fullName}
                <small>
                  {item.code}
                  {item.ticket !== null && ` · ${item.ticket}`}
                </small>
              </span>
              <DueWords item={item} />
            </button>
          </li>
        ))}
      </ul>
      {list.more && <Note meaning="information">{w('cash.more')}</Note>}
    </div>
  );
}

function DueWords({ item: { due, paid } }: { item: Item }) {
  const w = useWords();
  if (due === null)
    return <small className="right">{isZero(paid) ? w('cash.running') : w('cash.held', { amount: moneyForPeople(paid) })}</small>;
  if (isZero(due)) return <small className="right line-done">{w('cash.settled')}</small>;
  if (isNegative(due)) return <b className="right line-care">{w('cash.back', { amount: moneyForPeople(due.slice(1)) })}</b>;
  return <b className="right">{moneyForPeople(due)}</b>;
}
