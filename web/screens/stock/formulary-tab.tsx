import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FormularyList, NewFormularyItem } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { reading, useRested } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DrugField, type PickedDrug } from './drug-field.tsx';
import { EndItemDialog } from './end-item-dialog.tsx';

type Item = FormularyList['items'][number];

/** The drugs the facility has, each with the price and the tender it was bought under, from day to day. */
export function FormularyTab() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const columns = useColumns();
  const [typed, setTyped] = useState('');
  const [currentId, setCurrentId] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<'add' | 'end' | undefined>(undefined);
  const box = useRef<HTMLInputElement>(null);
  const query = useRested(typed.trim());
  const { data, error, refetch } = useQuery({
    ...reading<FormularyList>(`/formulary?q=${encodeURIComponent(query)}`),
    placeholderData: keepPreviousData,
  });
  const edits = can('formulary.write');
  useKeys({ f4: () => box.current?.select(), esc: () => box.current?.select(), ...(edits ? { f2: () => setAsking('add') } : {}) });
  const current = data?.items.find(({ id }) => id === currentId);
  const done = () => {
    setAsking(undefined);
    void queries.invalidateQueries();
  };
  return (
    <>
      <div className="stock-bar">
        <label>
          {w('stock.search')}
          <input ref={box} value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
        </label>
        {edits && (
          <ActionButton onPress={() => setAsking('add')} keyHint="F2">
            {w('formulary.add')}
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
      {data?.items.length === 0 && <Empty>{w('formulary.empty')}</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <div className="scroll">
          <KeyTable
            label={w('stock.tab.formulary')}
            columns={columns}
            rows={data.items}
            rowKey={({ id }) => id}
            current={currentId}
            onOpen={({ id }) => setCurrentId(id)}
          />
          {data.more && <Note meaning="information">{w('stock.more')}</Note>}
        </div>
      )}
      {asking === 'add' && <AddDialog onClose={() => setAsking(undefined)} onDone={done} />}
      {asking === 'end' && current !== undefined && (
        <EndItemDialog
          title={w('formulary.endTitle', { drug: current.drugName })}
          path={`/formulary/${current.id}/end`}
          version={current.version}
          onClose={() => setAsking(undefined)}
          onDone={done}
        />
      )}
    </>
  );
}

function useColumns(): Column<Item>[] {
  const w = useWords();
  return [
    { key: 'code', title: w('stock.code'), width: '70px', render: (one) => one.drugCode },
    { key: 'drug', title: w('stock.drug'), render: (one) => one.drugName },
    {
      key: 'price',
      title: w('stock.price'),
      align: 'right',
      width: '140px',
      render: (one) => `${moneyForPeople(one.unitPrice)}/${one.unit}`,
    },
    { key: 'tender', title: w('stock.tender'), render: (one) => one.tender ?? '–' },
    { key: 'registration', title: w('stock.registration'), render: (one) => one.registrationNumber ?? '–' },
    { key: 'ratio', title: w('formulary.ratio'), align: 'right', width: '80px', render: (one) => `${one.insuranceRatio} %` },
    { key: 'from', title: w('formulary.from'), width: '100px', render: (one) => dayForPeople(one.validFrom) },
    { key: 'to', title: w('formulary.to'), width: '100px', render: (one) => (one.validTo === null ? '' : dayForPeople(one.validTo)) },
  ];
}

interface DialogProps {
  onClose: () => void;
  onDone: () => void;
}

function AddDialog({ onClose, onDone }: DialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [drug, setDrug] = useState<PickedDrug | undefined>(undefined);
  const [form, setForm] = useState({ price: '', tender: '', registration: '', ratio: '100', from: dayForPeople(today()), to: '' });
  const [failure, setFailure] = useState('');
  const write = useWrite<NewFormularyItem, unknown>('POST', '/formulary');
  const set = (name: keyof typeof form, value: string) => setForm((before) => ({ ...before, [name]: value }));
  const save = async () => {
    const [unitPrice, insuranceRatio, validFrom] = [readDecimal(form.price), readDecimal(form.ratio), readDay(form.from)];
    const validTo = form.to.trim() === '' ? undefined : readDay(form.to);
    if (drug === undefined || unitPrice === undefined || insuranceRatio === undefined || validFrom === undefined)
      return setFailure(w('formulary.incomplete'));
    if (form.to.trim() !== '' && validTo === undefined) return setFailure(w('formulary.dayWrong'));
    try {
      await write.send({
        ...{ id, drugCode: drug.code, unitPrice, insuranceRatio, validFrom },
        ...(validTo === undefined ? {} : { validTo }),
        ...(form.tender.trim() === '' ? {} : { tender: form.tender.trim() }),
        ...(form.registration.trim() === '' ? {} : { registrationNumber: form.registration.trim() }),
      });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const text = (label: string, name: keyof typeof form, placeholder = '') => (
    <TextInput
      label={label}
      value={form[name]}
      maxLength={100}
      placeholder={placeholder}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  );
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('formulary.add')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('formulary.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <DrugField name="formularyDrug" drugsOnly drug={drug} onDrug={setDrug} isFirst />
      {text(w('stock.price'), 'price')}
      {text(w('stock.tender'), 'tender', '123/QĐ-SYT;G1;N4;2026')}
      {text(w('stock.registration'), 'registration')}
      {text(w('formulary.ratio'), 'ratio')}
      {text(w('formulary.from'), 'from')}
      {text(w('formulary.toOptional'), 'to')}
    </ConfirmDialog>
  );
}
