import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import type { EncounterView } from '../../../../api/encounters/encounter-schemas.ts';
import type { IssuedPaper, IssuePaper, PaperList } from '../../../../api/papers/paper-schemas.ts';
import { newId } from '../../../../domain/ids.ts';
import type { PaperKind } from '../../../../domain/papers/paper.ts';
import { dropDraft, findDraft, useDraft } from '../../../lib/drafts.ts';
import { Problem } from '../../../lib/http.ts';
import { useSentence, useWords } from '../../../lib/i18n/i18n.tsx';
import { today } from '../../../lib/server-clock.ts';
import { useKeys } from '../../../lib/use-keys.ts';
import { useWrite } from '../../../lib/use-write.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import type { FieldMessage } from '../../../ui/error-summary.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { FormShell } from '../../../ui/form-shell.tsx';
import { paperDefaults } from './paper-defaults.ts';
import { isShown, paperFields, type PaperForm } from './paper-fields.ts';
import { PaperInput } from './paper-input.tsx';
import { toPaper, wrongFields } from './to-paper.ts';

interface PaperFormProps {
  encounter: EncounterView;
  kind: PaperKind;
  proposed: PaperList['proposed'];
  /** The paper that the new one takes the place of. */
  replaced: PaperList['items'][number] | undefined;
  onIssued: (paperId: string) => void;
  onClose: () => void;
}

/** One paper to be issued, filled with what the visit knows. Ctrl+Enter issues and prints it. */
export function PaperFormPanel(props: PaperFormProps) {
  const { kind, onClose } = props;
  const w = useWords();
  const panel = useRef<HTMLDivElement>(null);
  const { form, refused, busy, issue, replaces } = useIssuing(props);
  useEffect(() => panel.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  useKeys({ 'ctrl+enter': () => void issue(), f9: () => void issue() });
  const values = form.watch();
  return (
    <div ref={panel} className="paper-form">
      <FormShell form={form} label={w(`paperKind.${kind}`)} messages={[]} refused={refused} refusedTitle={w('paper.refused')}>
        <fieldset className="paper-fields">
          <legend>{w(`paperKind.${kind}`)}</legend>
          {paperFields[kind]
            .filter((field) => isShown(field, values))
            .map((field) => (
              <PaperInput key={field.name} field={field} form={form} />
            ))}
          {replaces !== undefined && (
            <TextField
              name="replaceReason"
              label={w('paper.replaceReason', { number: replaces.number })}
              maxLength={500}
              className="wide"
            />
          )}
        </fieldset>
        <div className="row-end">
          <ActionButton variant="default" onPress={onClose}>
            {w('state.back')}
          </ActionButton>
          <ActionButton onPress={() => void issue()} busy={busy ? w('state.saving') : undefined} keyHint="Ctrl+Enter">
            {w('paper.issue')}
          </ActionButton>
        </div>
      </FormShell>
    </div>
  );
}

function useIssuing({ encounter, kind, proposed, replaced, onIssued }: PaperFormProps) {
  const w = useWords();
  const messageOf = useMessageOf();
  const queries = useQueryClient();
  const path = `/encounters/${encounter.id}/papers`;
  const draftName = `paper:${kind}:${encounter.id}`;
  const [id] = useState(newId);
  const [refused, setRefused] = useState<FieldMessage[]>([]);
  const write = useWrite<IssuePaper, IssuedPaper>('POST', path);
  const form = useForm<PaperForm>({ defaultValues: startOf(encounter, kind, { proposed, draft: findDraft<PaperForm>(draftName) }) });
  const { isDirty } = form.formState;
  useDraft(draftName, () => (isDirty ? form.getValues() : undefined));
  // Several appointments may stand beside each other; of another kind one counts.
  const replaces = kind === 'appointment' ? undefined : replaced;
  const issue = async () => {
    const values = form.getValues();
    const reason = (values['replaceReason'] ?? '').trim();
    const wrong = wrongFields(kind, values).map(({ field, word }): FieldMessage => ({ field, meaning: 'stop', text: w(word) }));
    if (replaces !== undefined && reason === '') wrong.push({ field: 'replaceReason', meaning: 'stop', text: w('paper.missing') });
    setRefused(wrong);
    if (wrong.length > 0 || write.state === 'sending' || write.state === 'waiting') return;
    try {
      const replacing = replaces === undefined ? {} : { replaces: { paperId: replaces.id, reason } };
      await write.send({ id, paper: toPaper(kind, values), ...replacing });
      form.reset(values);
      dropDraft(draftName);
      await queries.invalidateQueries({ queryKey: [path] });
      onIssued(id);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setRefused((cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '' }]).map(messageOf));
    }
  };
  return { form, refused, busy: write.state === 'sending' || write.state === 'waiting', issue, replaces };
}

function startOf(
  encounter: EncounterView,
  kind: PaperKind,
  { proposed, draft }: { proposed: PaperList['proposed']; draft: PaperForm | undefined },
): PaperForm {
  return { ...paperDefaults(kind, { encounter, proposed, today: today() }), replaceReason: '', ...draft };
}

function useMessageOf() {
  const sentence = useSentence();
  return (issue: { code: string; path: string }): FieldMessage => ({
    field: issue.path.replace(/^paper\.?/, ''),
    meaning: 'stop',
    text: sentence(issue),
  });
}

export type PaperFormState = UseFormReturn<PaperForm>;
