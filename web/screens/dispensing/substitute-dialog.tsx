import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DispensingView, DoctorList, Substitute } from '../../../api/dispensing/dispensing-schemas.ts';
import type { FormularyList } from '../../../api/stock/stock-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { isZero } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

const HOWS = ['telephone', 'in-person', 'written'] as const;

/** Another drug, as many as the doctor said and taken as the doctor said; who consented and how is kept. */
export function SubstituteDialog({ view, onClose, onDone }: { view: DispensingView; onClose: () => void; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const lines = view.lines.filter((line) => line.ordered && !isZero(line.remaining) && isZero(line.given) && isZero(line.waived));
  const [id] = useState(newId);
  const [drug, setDrug] = useState<{ code: string; name: string } | undefined>(undefined);
  const [form, setForm] = useState({ lineId: lines[0]?.id ?? '', quantity: '', usage: '', reason: '', doctorId: '', how: 'telephone' });
  const [failure, setFailure] = useState('');
  const { data: doctors } = useQuery(reading<DoctorList>('/doctors'));
  const write = useWrite<Substitute, unknown>('POST', `/dispensings/${view.id}/substitutions`);
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const save = async () => {
    const quantity = readDecimal(form.quantity);
    if (drug === undefined || quantity === undefined || form.usage.trim() === '' || form.reason.trim() === '' || form.doctorId === '')
      return setFailure(w('substitute.incomplete'));
    try {
      await write.send({
        ...{ id, lineId: form.lineId, drugCode: drug.code, quantity, usage: form.usage.trim(), reason: form.reason.trim() },
        ...{ consentedById: form.doctorId, consentedHow: form.how as (typeof HOWS)[number], consentedAt: serverNow().toISOString() },
      });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const text = (label: string, name: 'quantity' | 'usage' | 'reason') => (
    <TextInput label={label} value={form[name]} maxLength={300} onChange={(event) => set({ [name]: event.currentTarget.value })} />
  );
  const select = (label: string, name: 'lineId' | 'doctorId' | 'how', data: { value: string; label: string }[]) => (
    <NativeSelect label={label} value={form[name]} data={data} onChange={(event) => set({ [name]: event.currentTarget.value })} />
  );
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('substitute.title', { name: view.patient.fullName })}
      confirmText={write.state === 'sending' ? w('state.saving') : w('dispensing.substitute')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {select(
        w('substitute.line'),
        'lineId',
        lines.map((line) => ({ value: line.id, label: line.substitute?.drugName ?? line.drugName })),
      )}
      <DrugField drug={drug} onDrug={setDrug} />
      {text(w('dispensing.quantity'), 'quantity')}
      {text(w('substitute.usage'), 'usage')}
      {text(w('dispensing.reason'), 'reason')}
      {select(w('substitute.doctor'), 'doctorId', [
        { value: '', label: '–' },
        ...(doctors?.items ?? []).map((one) => ({ value: one.id, label: one.fullName })),
      ])}
      {select(
        w('substitute.how'),
        'how',
        HOWS.map((how) => ({ value: how, label: w(`substitute.how.${how}`) })),
      )}
    </ConfirmDialog>
  );
}

interface DrugFieldProps {
  drug: { code: string; name: string } | undefined;
  onDrug: (drug: { code: string; name: string } | undefined) => void;
}

/** Only what the facility has can take the place of another drug. */
function DrugField({ drug, onDrug }: DrugFieldProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const query = useRested(typed.trim());
  const { data } = useQuery({ ...reading<FormularyList>(`/formulary?q=${encodeURIComponent(query)}`), enabled: query !== '' });
  const items = query === '' ? [] : (data?.items ?? []).slice(0, 12);
  return (
    <ComboBox
      name="substitute"
      isFirst
      label={w('substitute.drug')}
      query={drug?.name ?? typed}
      onQuery={(text) => {
        onDrug(undefined);
        setTyped(text);
      }}
      items={items.map((item) => ({ value: item.drugCode, label: item.drugName, aside: `${moneyForPeople(item.unitPrice)}/${item.unit}` }))}
      settled={query === typed.trim() && data !== undefined}
      emptyText={w('state.noMatch')}
      onPick={({ value, label }) => onDrug({ code: value, name: label })}
    />
  );
}
