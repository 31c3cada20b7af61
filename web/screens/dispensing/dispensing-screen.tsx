import './dispensing.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DispensingList, DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
import { ask } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DispensingRecord } from './dispensing-record.tsx';

const EVERY_MS = 15_000;
type Item = DispensingList['items'][number];

/** The window: who waits at the left, the prescription as the patient will take it at the right. A scan goes straight there. */
export function DispensingScreen() {
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState<'open' | 'today'>('open');
  // Opened again is opened anew: what was handed over a moment ago must not stand there as it was.
  const [opened, setOpened] = useState<{ id: string; nth: number } | undefined>(undefined);
  const openId = opened?.id;
  const setOpenId = (id: string | undefined) => setOpened((before) => (id === undefined ? undefined : { id, nth: (before?.nth ?? 0) + 1 }));
  const box = useRef<HTMLInputElement>(null);
  const list = useWaiting(typed, show);
  const focusBox = () => {
    if (document.activeElement === box.current) setTyped('');
    box.current?.focus();
    box.current?.select();
  };
  const forNext = () => {
    setTyped('');
    box.current?.focus();
  };
  const next = () => setOpenId(list.items.find(({ id, state }) => id !== openId && state !== 'done' && state !== 'cancelled')?.id);
  useKeys({ esc: focusBox, f4: focusBox, f10: next });
  return (
    <div className="dispensing">
      <section className="window-list" aria-label={useWords()('dispensing.list')}>
        <ScanBox {...{ box, typed, setTyped }} onEnter={async () => setOpenId((await list.settle())[0]?.id)} />
        <ShowChoice show={show} onShow={setShow} />
        <WaitingList list={list} current={openId} onOpen={setOpenId} />
      </section>
      {opened === undefined ? <NobodyYet /> : <OpenPrescription key={opened.nth} id={opened.id} onDone={forNext} />}
    </div>
  );
}

function useWaiting(typed: string, show: 'open' | 'today') {
  const query = useRested(typed.trim());
  const body = { query, show };
  const { data, error, refetch } = useQuery({
    queryKey: ['dispensings', body],
    queryFn: ({ signal }) => ask<DispensingList>('/dispensings/search', body, signal),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
  return {
    ...{ items: data?.items ?? [], loaded: data !== undefined, more: data?.more === true, error, refetch, query },
    /** The answer to what stands in the box now: a scanner presses Enter before any pause. */
    settle: async (): Promise<Item[]> => (await ask<DispensingList>('/dispensings/search', { query: typed.trim(), show })).items,
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
      <label className="scan-box">
        {w('dispensing.scan')}
        <input ref={box} autoFocus autoComplete="off" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </form>
  );
}

function ShowChoice({ show, onShow }: { show: 'open' | 'today'; onShow: (show: 'open' | 'today') => void }) {
  const w = useWords();
  return (
    <select aria-label={w('dispensing.show')} value={show} onChange={(event) => onShow(event.target.value as 'open' | 'today')}>
      <option value="open">{w('dispensing.showOpen')}</option>
      <option value="today">{w('dispensing.showToday')}</option>
    </select>
  );
}

interface WaitingListProps {
  list: ReturnType<typeof useWaiting>;
  current: string | undefined;
  onOpen: (id: string) => void;
}

function WaitingList({ list, current, onOpen }: WaitingListProps) {
  const w = useWords();
  const failureText = useFailure();
  if (list.error !== null)
    return <Failed text={failureText(list.error)} retryText={w('state.retry')} onRetry={() => void list.refetch()} />;
  if (!list.loaded) return <Loading label={w('state.loading')} lines={6} />;
  if (list.items.length === 0) return <Empty>{w(list.query === '' ? 'dispensing.nobody' : 'dispensing.notFound')}</Empty>;
  return (
    <div className="scroll">
      <ul className="waiting">
        {list.items.map((item) => (
          <li key={item.id}>
            <button type="button" aria-current={item.id === current} onClick={() => onOpen(item.id)}>
              <b>{item.ticket ?? '–'}</b>
              <span>
                {item.fullName}
                <small>
                  {item.prescriptionCode.toUpperCase()} · {w('dispensing.lineCount', { n: item.lineCount })}
                  {item.state !== 'waiting' && ` · ${w(`dispensing.state.${item.state}`)}`}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {list.more && <Note meaning="information">{w('dispensing.more')}</Note>}
    </div>
  );
}

function NobodyYet() {
  const w = useWords();
  return <Empty>{w('dispensing.empty')}</Empty>;
}

function OpenPrescription({ id, onDone }: { id: string; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<DispensingView>(`/dispensings/${id}`), refetchOnWindowFocus: false });
  if (data !== undefined) return <DispensingRecord key={data.version} view={data} onDone={onDone} />;
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  return <Loading label={w('state.loading')} lines={8} />;
}
