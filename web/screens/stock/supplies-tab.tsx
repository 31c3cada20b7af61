import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SupplyList } from '../../../api/stock/supply-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { EndItemDialog } from './end-item-dialog.tsx';
import { SupplyImportDialog } from './supply-import-dialog.tsx';

type Item = SupplyList['items'][number];

/** The medical supplies the facility has, as the insurer approved them, from day to day. */
export function SuppliesTab() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const columns = useColumns();
  const [typed, setTyped] = useState('');
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<'import' | 'end' | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const query = useRested(typed.trim());
  const { data, error, refetch } = useQuery({
    ...reading<SupplyList>(`/supplies?q=${encodeURIComponent(query)}`),
    placeholderData: keepPreviousData,
  });
  const edits = can('formulary.write');
  useKeys({ f4: () => box.current?.select(), esc: () => box.current?.select(), ...(edits ? { f2: () => setAsking('import') } : {}) });
  const current = data?.items.find(({ id }) => id === currentId);
  const close = () => setAsking(undefined);
  const done = () => {
    close();
    void queries.invalidateQueries();
  };
  return (
    <>
      <div className="stock-bar">
        <label>
          {w('supplies.search')}
          <input ref={box} value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
        </label>
        {edits && (
          <ActionButton onPress={() => setAsking('import')} keyHint="F2">
            {w('supplies.import')}
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
      {data?.items.length === 0 && <Empty>{w('supplies.empty')}</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <div className="scroll">
          <KeyTable
            label={w('stock.tab.supplies')}
            columns={columns}
            rows={data.items}
            rowKey={({ id }) => id}
            current={currentId}
            onOpen={({ id }) => setCurrentId(id)}
          />
          {data.more && <Note meaning="information">{w('stock.more')}</Note>}
        </div>
      )}
      {asking === 'import' && <SupplyImportDialog onClose={close} onDone={() => void queries.invalidateQueries()} />}
      {asking === 'end' && current !== undefined && (
        <EndItemDialog
          title={w('formulary.endTitle', { drug: current.name })}
          path={`/supplies/${current.id}/end`}
          version={current.version}
          onClose={close}
          onDone={done}
        />
      )}
    </>
  );
}

function useColumns(): Column<Item>[] {
  const w = useWords();
  return [
    { key: 'code', title: w('supplies.code'), width: '150px', render: (one) => one.code },
    { key: 'name', title: w('supplies.name'), render: (one) => [one.name, one.productMark].filter(Boolean).join(' · ') },
    { key: 'maker', title: w('supplies.maker'), render: (one) => one.maker ?? '–' },
    {
      key: 'price',
      title: w('stock.price'),
      align: 'right',
      width: '150px',
      render: (one) => `${moneyForPeople(one.unitPrice)}/${one.unit}`,
    },
    {
      key: 'ceiling',
      title: w('supplies.ceiling'),
      align: 'right',
      width: '110px',
      render: (one) => (one.ceilingPrice === null ? '–' : moneyForPeople(one.ceilingPrice)),
    },
    { key: 'ratio', title: w('formulary.ratio'), align: 'right', width: '80px', render: (one) => `${one.insuranceRatio} %` },
    { key: 'tender', title: w('stock.tender'), render: (one) => one.tender ?? '–' },
    { key: 'from', title: w('formulary.from'), width: '100px', render: (one) => dayForPeople(one.validFrom) },
    { key: 'to', title: w('formulary.to'), width: '100px', render: (one) => (one.validTo === null ? '' : dayForPeople(one.validTo)) },
  ];
}
