import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { OutboxSummary as OutboxSummarySchema } from '../../../api/interop/outbox-schemas.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

const EVERY_MS = 10_000;
type OutboxSummary = z.infer<typeof OutboxSummarySchema>;
type Destination = OutboxSummary['destinations'][number];

/** Health in one line per destination: waiting, oldest, failed, last success, paused. */
export function InteropScreen() {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns();
  const [current, setCurrent] = useState<string | undefined>(undefined);
  const { data, error, refetch, dataUpdatedAt } = useQuery({ ...reading<OutboxSummary>('/outbox-summary'), refetchInterval: EVERY_MS });
  return (
    <section aria-label={w('desk.interop')}>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
      {data !== undefined && data.destinations.length === 0 && <Empty>{w('interop.empty')}</Empty>}
      {data !== undefined && data.destinations.length > 0 && (
        <KeyTable
          label={w('desk.interop')}
          columns={columns}
          rows={data.destinations}
          rowKey={(one) => one.name}
          current={current}
          onOpen={(one) => setCurrent(one.name)}
        />
      )}
      {data !== undefined && <p className="hint">{w('interop.asOf', { at: momentForPeople(new Date(dataUpdatedAt).toISOString()) })}</p>}
    </section>
  );
}

function useColumns(): Column<Destination>[] {
  const w = useWords();
  const moment = (instant: string | null) => (instant === null ? '–' : momentForPeople(instant));
  return [
    { key: 'name', title: w('interop.name'), render: (one) => one.name },
    { key: 'kind', title: w('interop.kind'), render: (one) => one.kind },
    { key: 'state', title: w('interop.state'), render: (one) => <State one={one} /> },
    { key: 'waiting', title: w('interop.waiting'), align: 'right', render: (one) => one.waiting },
    { key: 'oldest', title: w('interop.oldest'), render: (one) => moment(one.oldestWaitingAt) },
    { key: 'failed', title: w('interop.failed'), align: 'right', render: (one) => one.failed },
    { key: 'delivered', title: w('interop.delivered'), align: 'right', render: (one) => one.delivered },
    { key: 'last', title: w('interop.lastSuccess'), render: (one) => moment(one.lastSuccessAt) },
  ];
}

function State({ one }: { one: Destination }) {
  const w = useWords();
  if (one.paused) return <Note meaning="care">{w('interop.paused')}</Note>;
  if (one.failed > 0) return <Note meaning="stop">{w('interop.hasFailed')}</Note>;
  return <Note meaning="done">{w(one.waiting > 0 ? 'interop.sending' : 'interop.allSent')}</Note>;
}
