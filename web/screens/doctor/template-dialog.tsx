import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TemplateForm } from './template-form.tsx';
import type { ExaminationForm } from './use-examination.ts';
import { matching, type Template } from './use-templates.ts';

/** More would push the buttons out of sight; another letter finds the rest. */
const SHOWN = 8;

interface TemplateDialogProps {
  templates: Template[];
  values: ExaminationForm;
  /** The part of the form where the cursor stood. */
  part: string;
  onPick: (template: Template) => void;
  onClose: () => void;
}

/** Finds a template by code or words; Enter takes the first. From here one is made, changed, shared or taken out of use. */
export function TemplateDialog({ templates, values, part, onPick, onClose }: TemplateDialogProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<Template | 'new' | undefined>(undefined);
  const found = matching(templates, typed);
  const [first] = found;
  if (editing !== undefined) {
    return (
      <TemplateForm template={editing === 'new' ? undefined : editing} values={values} part={part} onDone={() => setEditing(undefined)} />
    );
  }
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('template.title')}
      confirmText={first === undefined ? w('template.none') : w('template.insert', { code: first.code })}
      cancelText={w('state.back')}
      onConfirm={() => (first === undefined ? undefined : onPick(first))}
      onCancel={onClose}
    >
      <TextInput
        data-autofocus
        label={w('template.search')}
        value={typed}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className="templates">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id ?? `starter ${one.code}`}>
            <button type="button" className="text-button grow" onClick={() => onPick(one)}>
              <b>.{one.code}</b> {one.title} <small>{w(`template.${one.scope}`)}</small>
            </button>
            {can('text-template.write') && (
              <button
                type="button"
                className="text-button"
                onClick={() => setEditing(one)}
                aria-label={w('template.editOne', { code: one.code })}
              >
                {w('template.edit')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="field-hint">{w('template.more', { n: found.length - SHOWN })}</p>}
      {can('text-template.write') && (
        <button type="button" className="text-button" onClick={() => setEditing('new')}>
          {w('template.make')}
        </button>
      )}
    </ConfirmDialog>
  );
}
