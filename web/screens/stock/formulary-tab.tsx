import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormularyList, NewFormularyItem } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { DrugField, type PickedDrug } from './drug-field.tsx';
import { PricedList } from './priced-list.tsx';

type Item = FormularyList['items'][number];

/** The drugs the facility has, each with the price and the tender it was bought under, from day to day. */
export function FormularyTab() {
  const w = useWords();
  return (
    <PricedList<Item>
      path="/formulary"
      words={{ label: w('stock.tab.formulary'), search: w('stock.search'), add: w('formulary.add'), empty: w('formulary.empty') }}
      columns={useColumns()}
      nameOf={({ drugName }) => drugName}
      adding={(onClose, onChanged) => (
        <AddDialog
          onClose={onClose}
          onDone={() => {
            onClose();
            onChanged();
          }}
        />
      )}
    />
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
