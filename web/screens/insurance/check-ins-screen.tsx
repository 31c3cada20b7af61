import './insurance.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CheckInList } from '../../../api/insurance/eligibility-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { timeForPeople } from '../../lib/format.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note, type Meaning } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

type CheckIn = CheckInList['items'][number];
type State = CheckIn['state'];

const EVERY_MS = 10_000;
const meanings: Record<State, Meaning> = {
  incomplete: 'stop',
  refused: 'stop',
  'waiting-for-signature': 'care',
  waiting: 'information',
  sent: 'done',
};
const states = Object.keys(meanings) as State[];

/** The check-in messages of a day: which were sent, which wait, which are held up and why. */
export function CheckInsScreen() {
  const [day, setDay] = useState(today);
  return (
    <div className="insurance-desk">
      <DayBar day={day} onDay={setDay} onlyPast />
      <DayOfCheckIns key={day} day={day} />
    </div>
  );
}

function DayOfCheckIns({ day }: { day: string }) {
  const w = useWords();
  const failureText = useFailure();
  const [state, setState] = useState<State | undefined>(undefined);
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useQuery({ ...reading<CheckInList>(`/check-ins?day=${day}`), refetchInterval: EVERY_MS, staleTime: 0 });
  const columns = useColumns();
  if (error !== null && data === undefined)
    return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.items.length === 0) return <Empty>{w('checkIn.empty', { day: dayForPeople(day) })}</Empty>;
  const shown = data.items.filter((one) => state === undefined || one.state === state);
  const open = shown.find(({ id }) => id === openId) ?? shown[0];
  return (
    <>
      {data.more && <Note meaning="information">{w('checkIn.more')}</Note>}
      <div className="claims-panes check-ins">
        <States items={data.items} chosen={state} onChoose={setState} />
        <div className="scroll">
          <KeyTable
            label={w('checkIn.title')}
            columns={columns}
            rows={shown}
            rowKey={({ id }) => id}
            current={open?.id}
            onOpen={({ id }) => setOpenId(id)}
          />
        </div>
        {open !== undefined && <Detail checkIn={open} />}
      </div>
    </>
  );
}

interface StatesProps {
  items: CheckIn[];
  chosen: State | undefined;
  onChoose: (state: State | undefined) => void;
}

/** How many in each state, those that are held up first; choosing one shows only these. */
function States({ items, chosen, onChoose }: StatesProps) {
  const w = useWords();
  const count = (state: State) => items.filter((one) => one.state === state).length;
  return (
    <section className="finding-groups" aria-label={w('checkIn.byState')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className="grow">{w('claims.allOfDay')}</span>
        <b>{items.length}</b>
      </button>
      {states
        .filter((state) => count(state) > 0)
        .map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={chosen === state}
            className={`line-${meanings[state]}`}
            onClick={() => onChoose(state)}
          >
            <Icon name={meanings[state]} />
            <span className="grow">{w(`checkIn.state.${state}`)}</span>
            <b>{count(state)}</b>
          </button>
        ))}
    </section>
  );
}

function Detail({ checkIn }: { checkIn: CheckIn }) {
  const w = useWords();
  const sentence = useSentence();
  const facts = [
    ['checkIn.source', w(`checkIn.source.${checkIn.source}`)],
    ['checkIn.transaction', checkIn.transactionCode ?? '–'],
    ['checkIn.sentAt', checkIn.sentAt === null ? '–' : timeForPeople(checkIn.sentAt)],
  ] as const;
  return (
    <section className="claim-detail" aria-label={w('checkIn.detail', { code: checkIn.encounterCode })}>
      <h2>{w('checkIn.detail', { code: checkIn.encounterCode })}</h2>
      <Note meaning={meanings[checkIn.state]}>{w(`checkIn.state.${checkIn.state}`)}</Note>
      {checkIn.issues.map((issue) => (
        <Note key={issue.code + issue.path} meaning={checkIn.state === 'incomplete' ? 'stop' : 'information'}>
          {sentence(issue)}
        </Note>
      ))}
      <dl className="facts">
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{w(word)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {checkIn.state === 'incomplete' && <p className="hint">{w('checkIn.howToFind')}</p>}
    </section>
  );
}

function useColumns(): Column<CheckIn>[] {
  const w = useWords();
  const sentence = useSentence();
  return [
    { key: 'code', title: w('claims.code'), width: '150px', render: (one) => one.encounterCode },
    { key: 'made', title: w('checkIn.createdAt'), width: '80px', render: (one) => timeForPeople(one.createdAt) },
    {
      key: 'state',
      title: w('queue.state'),
      width: '140px',
      render: (one) => (
        <span className={`line-${meanings[one.state]}`}>
          <Icon name={meanings[one.state]} /> {w(`checkIn.state.${one.state}`)}
        </span>
      ),
    },
    { key: 'cause', title: w('checkIn.cause'), render: (one) => one.issues.map((issue) => sentence(issue)).join(' ') },
  ];
}
