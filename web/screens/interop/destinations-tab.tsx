import { useState } from 'react';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import type { Meaning } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DestinationDetail } from './destination-detail.tsx';
import { useAge } from './use-age.ts';
import { type Destination, useDestinations } from './use-interop.ts';

/** One line a destination; the one that is open has what can be done about it. */
export function DestinationsTab() {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const { data, error, refetch, dataUpdatedAt } = useDestinations();
  const all = data?.destinations ?? [];
  const open = all.find(({ id }) => id === openId) ?? all[0];
  return (
    <div className="interop-panes">
      <div className="scroll">
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
        {data !== undefined && all.length === 0 && <Empty>{w('interop.empty')}</Empty>}
        {all.length > 0 && (
          <KeyTable
            label={w('interop.tab.destinations')}
            columns={columns}
            rows={all}
            rowKey={({ id }) => id}
            current={open?.id}
            onOpen={({ id }) => setOpenId(id)}
          />
        )}
        {data !== undefined && <p className="hint">{w('interop.asOf', { at: momentForPeople(new Date(dataUpdatedAt).toISOString()) })}</p>}
      </div>
      {open !== undefined && <DestinationDetail key={open.id} one={open} />}
    </div>
  );
}

function useColumns(): Column<Destination>[] {
  const w = useWords();
  const age = useAge();
  return [
    {
      key: 'name',
      title: w('interop.name'),
      render: (one) => (
        <>
          {one.name}
          <small className="cause">{w(`interop.kind.${kindOf(one)}`)}</small>
          {one.simulated && (
            <small className="cause">
              <span className="line-care">{w('interop.simulated')}</span>
            </small>
          )}
        </>
      ),
    },
    { key: 'state', title: w('interop.state'), width: '150px', render: (one) => <StateCell one={one} /> },
    { key: 'waiting', title: w('interop.waiting'), align: 'right', width: '70px', render: (one) => one.waiting },
    { key: 'oldest', title: w('interop.oldest'), align: 'right', width: '100px', render: (one) => age(one.oldestWaitingAt) },
    { key: 'failed', title: w('interop.failed'), align: 'right', width: '60px', render: (one) => one.failed },
    { key: 'today', title: w('interop.today'), align: 'right', width: '70px', render: (one) => one.deliveredToday },
    {
      key: 'last',
      title: w('interop.lastSuccess'),
      width: '135px',
      render: (one) => <span className="nowrap">{one.lastSuccessAt === null ? '–' : momentForPeople(one.lastSuccessAt)}</span>,
    },
  ];
}

const kinds = ['fhir', 'health-book', 'health-check-hub'] as const;
export const kindOf = ({ kind }: Destination): (typeof kinds)[number] => kinds.find((known) => known === kind) ?? 'fhir';

function StateCell({ one }: { one: Destination }) {
  const w = useWords();
  const [meaning, key] = stateOf(one);
  return (
    <span className={`nowrap line-${meaning}`}>
      <Icon name={meaning} /> {w(key)}
    </span>
  );
}

/** The worst that is true of it. */
function stateOf({ stopped, failed, waiting }: Destination) {
  const say = <Key extends string>(meaning: Meaning, key: Key): [Meaning, Key] => [meaning, key];
  if (stopped?.by === 'receiver') return say('care', 'interop.quiet');
  if (stopped !== null) return say('stop', 'interop.paused');
  if (failed > 0) return say('care', 'interop.hasFailed');
  return waiting > 0 ? say('information', 'interop.sending') : say('done', 'interop.allSent');
}
