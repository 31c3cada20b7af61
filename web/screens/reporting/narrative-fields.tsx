import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MachineList, TemplateList } from '../../../api/results/result-schemas.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import type { ResultEntry } from './use-result-entry.ts';

/** Description and conclusion, begun from a wording of the desk. */
export function NarrativeFields({ serviceCode, entry }: { serviceCode: string; entry: ResultEntry }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<TemplateList>('/report-templates'), staleTime: 60_000 });
  const templates = (data?.items ?? []).filter((one) => one.serviceCode === null || one.serviceCode === serviceCode);
  const [chosenId, setChosenId] = useState('');
  const use = (id: string) => {
    setChosenId(id);
    const chosen = templates.find((one) => one.id === id);
    if (chosen === undefined) return;
    // What somebody typed is never written over: the wording comes below it.
    const { description, conclusion } = entry.entry;
    const isTemplate = description.trim() === '' || templates.some((one) => one.description === description);
    if (isTemplate) entry.set({ description: chosen.description, conclusion: chosen.conclusion });
    else
      entry.set({ description: `${description}\n${chosen.description}`, conclusion: conclusion === '' ? chosen.conclusion : conclusion });
  };
  return (
    <div className="narrative">
      {templates.length > 0 && (
        <NativeSelect
          label={w('result.template')}
          value={chosenId}
          data={[{ value: '', label: w('result.chooseTemplate') }, ...templates.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => use(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={w('result.description')}
        value={entry.entry.description}
        rows={7}
        maxLength={5000}
        onChange={(event) => entry.set({ description: event.currentTarget.value })}
      />
      <Textarea
        label={w('result.conclusion')}
        value={entry.entry.conclusion}
        rows={2}
        maxLength={2000}
        onChange={(event) => entry.set({ conclusion: event.currentTarget.value })}
      />
    </div>
  );
}

/** Which machine did it, for the claim; the one of last time stands there already. */
export function MachineField({ desk, entry }: { desk: ResultDesk; entry: ResultEntry }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<MachineList>(`/${desk}/machines`), staleTime: 60_000 });
  const chosen = entry.entry.machineCode;
  if (data === undefined || (data.items.length === 0 && chosen === '')) return null;
  // A machine that is no longer offered still did what it did.
  const retired = chosen !== '' && data.items.every(({ code }) => code !== chosen) ? [{ value: chosen, label: chosen }] : [];
  return (
    <NativeSelect
      label={w('result.machine')}
      value={chosen}
      data={[
        { value: '', label: w('result.noMachine') },
        ...retired,
        ...data.items.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` })),
      ]}
      onChange={(event) => entry.set({ machineCode: event.currentTarget.value })}
    />
  );
}
