import './parameters.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ParameterEntry, ParameterList } from '../../../api/catalogues/catalogue-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { type Column, KeyTable } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { nameOf, valueOf } from './parameter-words.ts';

/** The dated numbers of the law as the product reads them, with the act of each and how sure the reading is. Nothing is changed here. */
export function ParametersScreen() {
  const w = useWords();
  const failureText = useFailure();
  const [day, setDay] = useState(today());
  const [typed, setTyped] = useState('');
  const [onlyDoubtful, setOnlyDoubtful] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useKeys({ f2: () => search.current?.select() });
  const { data, error, refetch } = useQuery({
    ...reading<ParameterList>(`/catalogues/parameters?day=${day}`),
    placeholderData: keepPreviousData,
  });
  const all = data?.items ?? [];
  const words = foldName(typed).split(' ').filter(Boolean);
  const shown = all.filter(
    (one) =>
      (!onlyDoubtful || one.confidence !== 'sure') &&
      words.every((word) => foldName([one.code, nameOf(w, one.code), ...valueOf(w, one.value), one.source].join(' ')).includes(word)),
  );
  return (
    <section className="parameters" aria-label={w('desk.parameters')}>
      <DayBar day={day} onDay={setDay}>
        <label className="parameter-search">
          {w('parameters.search')} <kbd>F2</kbd>
          <input ref={search} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <label className="parameter-doubtful">
          <input type="checkbox" checked={onlyDoubtful} onChange={(event) => setOnlyDoubtful(event.target.checked)} />
          {w('parameters.doubtful')}
        </label>
        <span role="status">{w('parameters.count', { shown: shown.length, all: all.length, day: dayForPeople(day) })}</span>
      </DayBar>
      <p className="parameter-note">{w('parameters.note')}</p>
      {error !== null && data === undefined && (
        <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data !== undefined && shown.length === 0 && <Empty>{w('parameters.none')}</Empty>}
      {shown.length > 0 && <List rows={shown} />}
    </section>
  );
}

function List({ rows }: { rows: ParameterEntry[] }) {
  const w = useWords();
  const [current, setCurrent] = useState<string | undefined>(undefined);
  const columns: Column<ParameterEntry>[] = [
    {
      key: 'name',
      title: w('parameters.name'),
      width: '270px',
      render: (one) => (
        <>
          {nameOf(w, one.code)}
          <small>{one.code}</small>
        </>
      ),
    },
    {
      key: 'value',
      title: w('parameters.value'),
      render: (one) =>
        valueOf(w, one.value).map((line, i) => (i === 0 ? <span key={line}>{line}</span> : <small key={line}>{line}</small>)),
    },
    {
      key: 'period',
      title: w('parameters.period'),
      width: '150px',
      render: ({ validFrom, validTo }) =>
        validTo === null
          ? w('parameters.from', { day: dayForPeople(validFrom) })
          : w('parameters.fromTo', { from: dayForPeople(validFrom), to: dayForPeople(validTo) }),
    },
    {
      key: 'source',
      title: w('parameters.source'),
      width: '330px',
      render: ({ source, confidence }) => (
        <>
          <b className={`confidence-${confidence}`}>{w(`parameters.${confidence}`)}</b> {source}
        </>
      ),
    },
  ];
  return (
    <div className="scroll">
      <KeyTable
        label={w('parameters.list')}
        columns={columns}
        rows={rows}
        rowKey={({ code }) => code}
        current={current}
        onOpen={({ code }) => setCurrent(code)}
      />
    </div>
  );
}
