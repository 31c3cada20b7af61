import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceEntry } from '../../../../api/catalogues/catalogue-schemas.ts';
import type { SaveTemplate, TemplateList } from '../../../../api/results/result-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { reading, useCatalogue } from '../../../lib/reading.ts';
import { ComboBox } from '../../../ui/combo-box.tsx';
import type { Column } from '../../../ui/key-table.tsx';
import { KeptForm } from './kept-form.tsx';
import { KeptList } from './kept-list.tsx';
import { useKeptSave } from './use-kept-save.ts';

type Template = TemplateList['items'][number];

/** Wordings that reports begin with, shared by the desk. */
export function TemplatesSection() {
  const w = useWords();
  const { data } = useQuery({ ...reading<TemplateList>('/report-templates'), staleTime: 0 });
  const columns: Column<Template>[] = [
    { key: 'name', title: w('keep.templateName'), render: (one) => one.name },
    { key: 'service', title: w('keep.serviceCode'), width: '150px', render: (one) => one.serviceCode ?? w('keep.everyService') },
  ];
  return (
    <KeptList
      label={w('keep.section.templates')}
      columns={columns}
      rows={data?.items}
      rowKey={({ id }) => id}
      textOf={({ name, serviceCode, conclusion }) => `${name} ${serviceCode ?? ''} ${conclusion}`}
      mayAdd
      emptyText={w('keep.choose')}
      form={(template, key, onMade) => <TemplateForm key={key} {...{ template, onMade }} />}
    />
  );
}

function TemplateForm({ template, onMade }: { template: Template | undefined; onMade: (id: string) => void }) {
  const w = useWords();
  const [id] = useState(() => template?.id ?? newId());
  const [form, setForm] = useState({
    ...{ name: template?.name ?? '', serviceCode: template?.serviceCode ?? '' },
    ...{ description: template?.description ?? '', conclusion: template?.conclusion ?? '' },
  });
  const [closed, setClosed] = useState(false);
  const kept = useKeptSave<SaveTemplate>(`/report-templates/${id}`, '/report-templates');
  const save = () => {
    const { serviceCode, ...words } = form;
    if (words.name.trim() === '' || `${words.description}${words.conclusion}`.trim() === '') return kept.refuse(w('keep.needsName'));
    const seen = template === undefined ? {} : { version: template.version };
    void kept
      .save({ ...seen, ...words, ...(serviceCode === '' ? {} : { serviceCode }), closed })
      .then((isSaved) => (isSaved ? onMade(id) : undefined));
  };
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) =>
    setForm({ ...form, [name]: event.currentTarget.value });
  return (
    <KeptForm title={template?.name ?? w('keep.add')} said={kept.said} isSending={kept.isSending} onSave={save}>
      <TextInput label={w('keep.templateName')} value={form.name} maxLength={120} autoComplete="off" onChange={set('name')} />
      <ServiceChoice code={form.serviceCode} onCode={(serviceCode) => setForm({ ...form, serviceCode })} />
      <Textarea label={w('result.description')} value={form.description} rows={8} maxLength={5000} onChange={set('description')} />
      <Textarea label={w('result.conclusion')} value={form.conclusion} rows={2} maxLength={2000} onChange={set('conclusion')} />
      {template !== undefined && (
        <label className="tick">
          <input type="checkbox" checked={closed} onChange={(event) => setClosed(event.target.checked)} /> {w('keep.closed')}
        </label>
      )}
    </KeptForm>
  );
}

function ServiceChoice({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const w = useWords();
  const [typed, setTyped] = useState(code);
  const { items, settled } = useCatalogue<ServiceEntry>('services', typed === code ? '' : typed);
  return (
    <ComboBox
      name="templateService"
      label={w('keep.service')}
      query={typed}
      onQuery={(text) => {
        setTyped(text);
        if (text.trim() === '') onCode('');
      }}
      items={items.map((item) => ({ value: item.code, label: item.name, detail: `${item.code} · ${item.group}` }))}
      settled={settled}
      emptyText={w('state.noMatch')}
      onLeave={() => setTyped(code)}
      onPick={(item) => {
        onCode(item.value);
        setTyped(item.value);
      }}
    />
  );
}
