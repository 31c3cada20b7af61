import { useRef, useState, type ReactNode } from 'react';
import { foldName } from '../../../../domain/patients/fold-name.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { useKeys } from '../../../lib/use-keys.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../../ui/key-table.tsx';
import { Empty, Loading } from '../../../ui/states.tsx';

interface KeptListProps<Row> {
  label: string;
  columns: Column<Row>[];
  /** Undefined while they are loading. */
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  /** What is searched. */
  textOf: (row: Row) => string;
  /** False where entries come from a catalogue and cannot be added. */
  mayAdd: boolean;
  emptyText: string;
  /** The form of an entry, or of a new one, which stays open as an entry once it is saved. */
  form: (row: Row | undefined, key: string, onMade: (key: string) => void) => ReactNode;
}

/** A table with search and a form beside it: F4 and Esc to the search, F2 for a new entry, Enter opens one. */
export function KeptList<Row>({ label, columns, rows, rowKey, textOf, mayAdd, emptyText, form }: KeptListProps<Row>) {
  const w = useWords();
  const [search, setSearch] = useState('');
  const [openKey, setOpenKey] = useState<string | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const toSearch = () => box.current?.select();
  const open = (key: string) => {
    setOpenKey(key);
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('input, select, textarea')?.focus());
  };
  useKeys({ esc: toSearch, f4: toSearch, ...(mayAdd ? { f2: () => open('new') } : {}) });
  const words = foldName(search).split(' ');
  const shown = rows?.filter((row) => words.every((word) => foldName(textOf(row)).includes(word)));
  const current = rows?.find((row) => rowKey(row) === openKey);
  return (
    <div className="kept">
      <section className="kept-list" aria-label={label}>
        <div className="reporting-search">
          <label>
            {w('keep.search')}
            <input
              ref={box}
              autoFocus
              autoComplete="off"
              maxLength={60}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
          {mayAdd && (
            <ActionButton variant="default" onPress={() => open('new')} keyHint="F2">
              {w('keep.add')}
            </ActionButton>
          )}
        </div>
        <div className="scroll">
          {shown === undefined && <Loading label={w('state.loading')} lines={8} />}
          {shown?.length === 0 && <Empty>{w(rows?.length === 0 ? 'keep.empty' : 'keep.noMatch')}</Empty>}
          {shown !== undefined && shown.length > 0 && (
            <KeyTable {...{ label, columns, rowKey }} rows={shown} current={openKey} onOpen={(row) => open(rowKey(row))} />
          )}
        </div>
      </section>
      <section ref={panel} className="kept-form" aria-label={label}>
        {openKey === undefined || (openKey !== 'new' && current === undefined) ? (
          <Empty>{emptyText}</Empty>
        ) : (
          form(current, openKey, setOpenKey)
        )}
      </section>
    </div>
  );
}
