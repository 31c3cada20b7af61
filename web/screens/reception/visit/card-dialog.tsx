import { useEffect, useEffectEvent, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { EditCard, EditedCard } from '../../../../api/patients/coverage-schemas.ts';
import type { CardView, PatientView } from '../../../../api/patients/patient-schemas.ts';
import { errorsOf, type Issue } from '../../../../domain/issue.ts';
import { get, Problem } from '../../../lib/http.ts';
import { useSentence, useWords, type WordKey } from '../../../lib/i18n/i18n.tsx';
import { useWrite } from '../../../lib/use-write.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { fieldId } from '../../../ui/error-summary.tsx';
import { FormShell } from '../../../ui/form-shell.tsx';
import { Note } from '../../../ui/note.tsx';
import { CardFields } from './card-fields.tsx';
import { cardFieldOfPath, cardOfValues, checkCardValues, valuesOfCard, type CardValues } from './card-values.ts';
import { SaveKeys } from './save-keys.tsx';
import { Dialog } from '../../../ui/dialog.tsx';

interface CardDialogProps {
  patientId: string;
  card: CardView;
  /** Where the cursor begins; the first field unless told. */
  field?: string | undefined;
  onClose: () => void;
  onSaved: () => void;
}

/** Corrects a card on file. Somebody else's correction meanwhile is laid beside what is typed, and nothing typed is lost. */
export function CardDialog({ patientId, card, field, onClose, onSaved }: CardDialogProps) {
  const w = useWords();
  const toField = useEffectEvent(() => (field === undefined ? undefined : document.getElementById(fieldId(field))?.focus()));
  useEffect(() => toField(), []);
  const sentence = useSentence();
  const edit = useCardEdit(patientId, card, onSaved);
  return (
    <Dialog title={w('card.title', { tail: card.cardNumber.slice(-4) })} width={560} onClose={onClose}>
      <SaveKeys onSave={() => void edit.save()}>
        <FormShell
          form={edit.form}
          label={w('card.title', { tail: card.cardNumber.slice(-4) })}
          className="column"
          messages={[]}
          refused={edit.issues.map((issue) => ({
            field: cardFieldOfPath(issue.path) ?? issue.path,
            meaning: 'stop',
            text: sentence(issue),
          }))}
          refusedTitle={w('state.refused')}
        >
          <NewerCard newer={edit.newer} form={edit.form} />
          <CardFields />
          <div className="wide">
            <Note meaning="information">{w('card.visitsKeep')}</Note>
          </div>
          <div className="wide dialog-buttons">
            <ActionButton variant="default" onPress={onClose} keyHint="Esc">
              {w('state.back')}
            </ActionButton>
            <ActionButton onPress={() => void edit.save()} busy={edit.busy} keyHint="Ctrl+Enter">
              {w('card.save')}
            </ActionButton>
          </div>
        </FormShell>
      </SaveKeys>
    </Dialog>
  );
}

function useCardEdit(patientId: string, card: CardView, onSaved: () => void) {
  const w = useWords();
  const form = useForm<CardValues>({ defaultValues: valuesOfCard(card) });
  const [issues, setIssues] = useState<Issue[]>([]);
  const [newer, setNewer] = useState<CardView | undefined>(undefined);
  const write = useWrite<EditCard, EditedCard>('PUT', `/patients/${patientId}/cards/${card.id}`);
  const isSending = write.state === 'sending' || write.state === 'waiting';
  const save = async () => {
    const values = form.getValues();
    const stops = errorsOf(checkCardValues(values));
    setIssues(stops);
    if (stops.length > 0 || isSending) return;
    try {
      await write.send({ version: (newer ?? card).version, ...cardOfValues(values) });
      onSaved();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
      if (cause.code !== 'stale_version') return;
      const { cards } = await get<PatientView>(`/patients/${patientId}`);
      setNewer(cards.find(({ id }) => id === card.id));
    }
  };
  return { form, issues, newer, save, busy: isSending ? w(write.state === 'waiting' ? 'state.waiting' : 'state.saving') : undefined };
}

const labels: [keyof CardValues, WordKey][] = [
  ['fileNumber', 'insurance.number'],
  ['fileFrom', 'insurance.from'],
  ['fileTo', 'insurance.to'],
  ['fileFacilityName', 'insurance.facility'],
  ['fileArea', 'insurance.area'],
  ['fileFiveYear', 'insurance.fiveYear'],
  ['fileExempt', 'insurance.exempt'],
];

/** What stands on file now, beside what was typed here, field by field. */
function NewerCard({ newer, form }: { newer: CardView | undefined; form: ReturnType<typeof useForm<CardValues>> }) {
  const w = useWords();
  const typed = form.watch();
  if (newer === undefined) return null;
  const now = valuesOfCard(newer);
  const take = (field: keyof CardValues) => {
    form.setValue(field, now[field]);
    if (field === 'fileFacilityName') form.setValue('fileFacility', now.fileFacility);
    // The line goes away with its button: the cursor must not go with it.
    document.getElementById(fieldId(field))?.focus();
  };
  return (
    <div className="wide newer-values">
      <Note meaning="care">{w('card.newer')}</Note>
      {labels
        .filter(([field]) => now[field] !== typed[field])
        .map(([field, label]) => (
          <div key={field} className="newer-row">
            <span>{w(label)}</span>
            <span>{w('newer.now', { value: now[field] || '–' })}</span>
            <span>{w('newer.typed', { value: typed[field] || '–' })}</span>
            <ActionButton variant="default" onPress={() => take(field)}>
              {w('newer.take')}
            </ActionButton>
          </div>
        ))}
    </div>
  );
}
