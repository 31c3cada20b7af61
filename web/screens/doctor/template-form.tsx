import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedTextTemplate, SaveTextTemplate } from '../../../api/encounters/template-schemas.ts';
import { templateParts, type TemplatePart, type TemplateTexts } from '../../../domain/encounters/check-template.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import type { ExaminationForm } from './use-examination.ts';
import { TEMPLATES_PATH, type Template } from './use-templates.ts';

interface TemplateFormProps {
  /** Undefined: a new one, from what stands in the form. */
  template: Template | undefined;
  values: ExaminationForm;
  part: string;
  onDone: () => void;
}

/** Makes or changes a template. One of the product becomes a new one of the doctor's under the same code. */
export function TemplateForm({ template, values, part, onDone }: TemplateFormProps) {
  const w = useWords();
  const { draft, setDraft, save, failure, isSending } = useTemplateForm(template, values, part, onDone);
  const isOld = template !== undefined && template.id !== null;
  return (
    <ConfirmDialog
      opened
      hasField
      title={w(isOld ? 'template.change' : 'template.new')}
      confirmText={isSending ? w('state.saving') : w('template.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save(false)}
      onCancel={onDone}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <NameFields draft={draft} onChange={setDraft} />
      {template === undefined && <ScopeField draft={draft} onChange={setDraft} one={textOf(values, part)} whole={wholeOf(values)} />}
      <PartFields parts={draft.parts} onChange={(parts) => setDraft({ ...draft, parts })} />
      {can('text-template.share') && (
        <label className="check-line">
          <input type="checkbox" checked={draft.shared} onChange={(event) => setDraft({ ...draft, shared: event.target.checked })} />{' '}
          {w('template.isShared')}
        </label>
      )}
      {isOld && (
        <ActionButton variant="subtle" onPress={() => void save(true)}>
          {w('template.close')}
        </ActionButton>
      )}
    </ConfirmDialog>
  );
}

interface DraftFieldsProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

function NameFields({ draft, onChange }: DraftFieldsProps) {
  const w = useWords();
  return (
    <div className="field-pair">
      <TextInput
        data-autofocus
        label={w('template.code')}
        value={draft.code}
        maxLength={12}
        autoComplete="off"
        onChange={(event) => onChange({ ...draft, code: event.currentTarget.value.trim().toLowerCase() })}
      />
      <TextInput
        label={w('template.name')}
        value={draft.title}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
      />
    </div>
  );
}

/** Of the part where the cursor was, or of all that is written; nothing to choose while only one part is. */
function ScopeField({ draft, onChange, one, whole }: DraftFieldsProps & { one: string; whole: TemplateTexts }) {
  const w = useWords();
  if (Object.keys(whole).length < 2) return null;
  return (
    <NativeSelect
      label={w('template.of')}
      value={Object.keys(draft.parts).length > 1 ? 'whole' : 'one'}
      data={[
        { value: 'one', label: w('template.ofOne') },
        { value: 'whole', label: w('template.ofWhole') },
      ]}
      onChange={(event) => onChange({ ...draft, parts: event.currentTarget.value === 'whole' ? whole : { any: one } })}
    />
  );
}

interface Draft {
  code: string;
  title: string;
  parts: TemplateTexts;
  shared: boolean;
}

function useTemplateForm(template: Template | undefined, values: ExaminationForm, part: string, onDone: () => void) {
  const failureText = useFailure();
  const queries = useQueryClient();
  const [id] = useState(() => template?.id ?? newId());
  const [failure, setFailure] = useState('');
  const [draft, setDraft] = useState<Draft>({
    code: template?.code ?? '',
    title: template?.title ?? '',
    parts: (template?.parts as TemplateTexts | undefined) ?? { any: textOf(values, part) },
    shared: template?.scope === 'shared',
  });
  const write = useWrite<SaveTextTemplate, SavedTextTemplate>('PUT', `${TEMPLATES_PATH}/${id}`);
  const save = async (closed: boolean) => {
    const isOld = template !== undefined && template.id !== null;
    try {
      await write.send({ ...draft, ...(isOld ? { version: template.version } : {}), ...(closed ? { closed } : {}) });
      await queries.invalidateQueries({ queryKey: [TEMPLATES_PATH] });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return { draft, setDraft, save, failure, isSending: write.state === 'sending' || write.state === 'waiting' };
}

function PartFields({ parts, onChange }: { parts: TemplateTexts; onChange: (parts: TemplateTexts) => void }) {
  const w = useWords();
  return templateParts
    .filter((part) => parts[part] !== undefined)
    .map((part) => (
      <Textarea
        key={part}
        label={part === 'any' ? w('template.text') : part === 'history' ? w('examination.history') : w(`section.${part}`)}
        value={parts[part] ?? ''}
        rows={part === 'any' ? 5 : 2}
        onChange={(event) => onChange({ ...parts, [part]: event.currentTarget.value })}
      />
    ));
}

const textOf = (values: ExaminationForm, part: string): string => values[part as keyof ExaminationForm] ?? '';

/** Everything written in the form, by part. */
function wholeOf(values: ExaminationForm): TemplateTexts {
  const formParts = templateParts.filter((part): part is Exclude<TemplatePart, 'any'> => part !== 'any');
  return Object.fromEntries(formParts.flatMap((part) => (values[part].trim() === '' ? [] : [[part, values[part]]])));
}
