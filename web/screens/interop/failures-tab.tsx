import { useState } from 'react';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { FailureDetail } from './failure-detail.tsx';
import { useCauseWords, useFieldWords } from './interop-words.ts';
import { useAge } from './use-age.ts';
import { type Cause, causeKey, useCauses } from './use-interop.ts';

/** What came back, one line a cause; the one that is open has its visits. */
export function FailuresTab() {
  const w = useWords();
  const failureText = useFailure();
  const columns = useColumns();
  const [openKey, setOpenKey] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useCauses();
  const all = data?.causes ?? [];
  const open = all.find((one) => causeKey(one) === openKey) ?? all[0];
  return (
    <div className="interop-panes">
      <div className="scroll">
        {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
        {data !== undefined && all.length === 0 && <Empty>{w('interop.noFailure')}</Empty>}
        {all.length > 0 && (
          <KeyTable
            label={w('interop.tab.failures')}
            columns={columns}
            rows={all}
            rowKey={causeKey}
            current={open === undefined ? undefined : causeKey(open)}
            onOpen={(one) => setOpenKey(causeKey(one))}
          />
        )}
      </div>
      {open !== undefined && <FailureDetail key={causeKey(open)} cause={open} />}
    </div>
  );
}

function useColumns(): Column<Cause>[] {
  const w = useWords();
  const age = useAge();
  const causeWords = useCauseWords();
  const fieldWords = useFieldWords();
  return [
    {
      key: 'cause',
      title: w('interop.cause'),
      render: (one) => {
        const meaning = one.state === 'refused' ? 'stop' : 'care';
        return (
          <span className={`line-${meaning}`}>
            <Icon name={meaning} /> {causeWords(one)}
          </span>
        );
      },
    },
    { key: 'field', title: w('interop.field'), width: '130px', render: ({ field }) => (field === null ? '–' : fieldWords(field.field)) },
    { key: 'name', title: w('interop.name'), width: '150px', render: (one) => one.destination },
    { key: 'count', title: w('interop.count'), align: 'right', width: '60px', render: (one) => one.count },
    { key: 'oldest', title: w('interop.oldest'), align: 'right', width: '100px', render: (one) => age(one.oldestAt) },
  ];
}
