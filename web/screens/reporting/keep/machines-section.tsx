import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MachineList, SaveMachine } from '../../../../api/results/result-schemas.ts';
import { dayForPeople } from '../../../../domain/dates.ts';
import { newId } from '../../../../domain/ids.ts';
import type { ResultDesk } from '../../../../domain/results/result-desks.ts';
import { useWords, type WordKey } from '../../../lib/i18n/i18n.tsx';
import { readDay } from '../../../lib/read-day.ts';
import { reading } from '../../../lib/reading.ts';
import type { Column } from '../../../ui/key-table.tsx';
import { KeptForm } from './kept-form.tsx';
import { KeptList } from './kept-list.tsx';
import { useKeptSave } from './use-kept-save.ts';

type Machine = MachineList['items'][number];

/** The machines of the desk, with the code that goes into the claim. */
export function MachinesSection({ desk }: { desk: ResultDesk }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<MachineList>(`/${desk}/machines?show=all`), staleTime: 0 });
  const columns: Column<Machine>[] = [
    { key: 'code', title: w('keep.code'), width: '180px', render: (one) => one.code },
    { key: 'name', title: w('keep.name'), render: (one) => one.name },
    { key: 'state', title: w('keep.machineState'), width: '190px', render: (one) => (one.retired ? w('keep.retired') : periodOf(one)) },
  ];
  const periodOf = ({ usedFrom, usedTo }: Machine): string =>
    usedFrom === null && usedTo === null ? '' : w('keep.period', { from: forPeople(usedFrom), to: forPeople(usedTo) });
  return (
    <KeptList
      label={w('keep.section.machines')}
      columns={columns}
      rows={data?.items}
      rowKey={({ id }) => id}
      textOf={({ code, name, serial }) => `${code} ${name} ${serial ?? ''}`}
      mayAdd
      emptyText={w('keep.choose')}
      form={(machine, key, onMade) => <MachineForm key={key} {...{ desk, machine, onMade }} />}
    />
  );
}

const forPeople = (day: string | null): string => (day === null ? '…' : dayForPeople(day));
const typedDay = (day: string | null | undefined): string => (day == null ? '' : dayForPeople(day));

interface MachineFormProps {
  desk: ResultDesk;
  machine: Machine | undefined;
  onMade: (id: string) => void;
}

function MachineForm({ desk, machine, onMade }: MachineFormProps) {
  const w = useWords();
  const [id] = useState(() => machine?.id ?? newId());
  const [form, setForm] = useState({
    ...{ code: machine?.code ?? '', name: machine?.name ?? '', serial: machine?.serial ?? '' },
    ...{ usedFrom: typedDay(machine?.usedFrom), usedTo: typedDay(machine?.usedTo) },
  });
  const [retired, setRetired] = useState(machine?.retired === true);
  const kept = useKeptSave<SaveMachine>(`/${desk}/machines/${id}`, `/${desk}/machines`);
  const save = () => {
    const [code, name, serial] = [form.code.trim(), form.name.trim(), form.serial.trim()];
    if (code === '' || name === '') return kept.refuse(w('keep.needsCode'));
    const [usedFrom, usedTo] = [readDay(form.usedFrom), readDay(form.usedTo)];
    const isWrong = (typed: string, day: string | undefined) => typed.trim() !== '' && day === undefined;
    if (isWrong(form.usedFrom, usedFrom) || isWrong(form.usedTo, usedTo)) return kept.refuse(w('keep.dayWrong'));
    const period = { ...(usedFrom === undefined ? {} : { usedFrom }), ...(usedTo === undefined ? {} : { usedTo }) };
    const seen = machine === undefined ? {} : { version: machine.version };
    void kept.save({ ...seen, code, name, serial, retired, ...period }).then((isSaved) => (isSaved ? onMade(id) : undefined));
  };
  const text = (name: keyof typeof form, label: WordKey, maxLength: number) => (
    <TextInput
      label={w(label)}
      value={form[name]}
      maxLength={maxLength}
      autoComplete="off"
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
    />
  );
  return (
    <KeptForm title={machine?.name ?? w('keep.add')} said={kept.said} isSending={kept.isSending} onSave={save}>
      {text('code', 'keep.machineCode', 60)}
      {text('name', 'keep.name', 120)}
      {text('serial', 'keep.serial', 60)}
      {text('usedFrom', 'keep.usedFrom', 10)}
      {text('usedTo', 'keep.usedTo', 10)}
      <label className="tick">
        <input type="checkbox" checked={retired} onChange={(event) => setRetired(event.target.checked)} /> {w('keep.retired')}
      </label>
    </KeptForm>
  );
}
