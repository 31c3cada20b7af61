import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepotView } from '../../../api/stock/stock-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { CabinetPanel } from './cabinet-panel.tsx';
import type { DocumentForm } from './document-form.ts';
import { AddDepotDialog, EndDepotDialog, RenameDepotDialog } from './depot-dialogs.tsx';

/** Where drugs lie: a new depot with F2, another name, the end of an empty one. */
export function DepotsTab({ depots, onDocument }: { depots: DepotView[]; onDocument: (form: DocumentForm) => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const columns = useColumns();
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<'add' | 'rename' | 'end' | undefined>(undefined);
  const keeps = can('stock.post');
  const current = depots.find(({ id }) => id === currentId);
  useKeys(keeps ? { f2: () => setAsking('add') } : {});
  const dialog = {
    onClose: () => setAsking(undefined),
    onDone: () => {
      setAsking(undefined);
      // A cabinet that was just ended is not there to be asked for once more.
      if (asking === 'end') setCurrentId(undefined);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith('/cabinets/') });
    },
  };
  return (
    <>
      <div className="stock-bar">
        {keeps && (
          <ActionButton onPress={() => setAsking('add')} keyHint="F2">
            {w('depots.add')}
          </ActionButton>
        )}
        {keeps && current !== undefined && (
          <>
            <ActionButton variant="default" onPress={() => setAsking('rename')}>
              {w('depots.rename')}
            </ActionButton>
            <ActionButton variant="default" onPress={() => setAsking('end')}>
              {w('depots.end')}
            </ActionButton>
          </>
        )}
        {current === undefined && <span className="hint">{w('depots.choose')}</span>}
      </div>
      <KeyTable
        label={w('stock.tab.depots')}
        columns={columns}
        rows={depots}
        rowKey={({ id }) => id}
        current={currentId}
        onOpen={({ id }) => setCurrentId(id)}
      />
      {current?.kind === 'cabinet' && <CabinetPanel key={current.id} cabinet={current} depots={depots} onDocument={onDocument} />}
      {asking === 'add' && <AddDepotDialog {...dialog} />}
      {asking === 'rename' && current !== undefined && <RenameDepotDialog depot={current} {...dialog} />}
      {asking === 'end' && current !== undefined && <EndDepotDialog depot={current} {...dialog} />}
    </>
  );
}

function useColumns(): Column<DepotView>[] {
  const w = useWords();
  return [
    { key: 'code', title: w('stock.code'), width: '120px', render: ({ code }) => code },
    { key: 'name', title: w('depots.name'), render: ({ name }) => name },
    { key: 'kind', title: w('depots.kind'), width: '140px', render: ({ kind }) => w(`depots.kind.${kind}`) },
  ];
}
