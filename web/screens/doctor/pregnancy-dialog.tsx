import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NewReproductiveState } from '../../../api/patients/patient-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { dueOnFromPeriod } from '../../../domain/patients/reproductive-state.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

type Pregnant = '' | 'no' | 'yes';
interface Answer {
  pregnant: Pregnant;
  lastPeriod: string;
  dueOn: string;
  breastfeeding: boolean;
}

type Due = { day: Day | undefined; isWrong: boolean };

interface PregnancyDialogProps {
  patientId: string;
  onClose: () => void;
  onAnswered: () => void;
}

/** Asks and keeps the answer: no, or yes with either day that tells the weeks. The expected day of birth goes before the last period. */
export function PregnancyDialog({ patientId, onClose, onAnswered }: PregnancyDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [answer, setAnswer] = useState<Answer>({ pregnant: '', lastPeriod: '', dueOn: '', breastfeeding: false });
  const [failure, setFailure] = useState('');
  const write = useWrite<NewReproductiveState, unknown>('POST', `/patients/${patientId}/reproductive-states`);
  const due = dueOf(answer);
  const save = async () => {
    if (answer.pregnant === '') return setFailure(w('pregnancy.chooseFirst'));
    if (due.isWrong) return setFailure(w('pregnancy.dayWrong'));
    const { breastfeeding } = answer;
    try {
      await write.send({ id, pregnant: answer.pregnant === 'yes', breastfeeding, ...(due.day === undefined ? {} : { dueOn: due.day }) });
      onAnswered();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('pregnancy.title')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('pregnancy.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <AnswerFields answer={answer} due={due} onChange={(part) => setAnswer({ ...answer, ...part })} />
    </ConfirmDialog>
  );
}

interface AnswerFieldsProps {
  answer: Answer;
  due: Due;
  onChange: (part: Partial<Answer>) => void;
}

function AnswerFields({ answer, due, onChange }: AnswerFieldsProps) {
  const w = useWords();
  const choices = [
    { value: '', label: w('pregnancy.choose') },
    { value: 'no', label: w('pregnancy.answerNo') },
    { value: 'yes', label: w('pregnancy.answerYes') },
  ];
  const dayProps = { inputMode: 'numeric', maxLength: 10, autoComplete: 'off' } as const;
  return (
    <>
      <NativeSelect
        data-autofocus
        label={w('pregnancy.question')}
        data={choices}
        value={answer.pregnant}
        onChange={(event) => onChange({ pregnant: event.currentTarget.value as Pregnant })}
      />
      {answer.pregnant === 'yes' && (
        <div className="field-pair">
          <TextInput
            {...dayProps}
            label={w('pregnancy.lastPeriod')}
            value={answer.lastPeriod}
            onChange={(event) => onChange({ lastPeriod: event.currentTarget.value })}
          />
          <TextInput
            {...dayProps}
            label={w('pregnancy.dueOn')}
            value={answer.dueOn}
            description={due.day === undefined ? undefined : w('pregnancy.dueHint', { day: dayForPeople(due.day) })}
            onChange={(event) => onChange({ dueOn: event.currentTarget.value })}
          />
        </div>
      )}
      <label className="check-line">
        <input
          type="checkbox"
          checked={answer.breastfeeding}
          onChange={(event) => onChange({ breastfeeding: event.currentTarget.checked })}
        />{' '}
        {w('pregnancy.isBreastfeeding')}
      </label>
    </>
  );
}

/** The expected day of birth, from either field; none when neither is filled or nobody is pregnant. */
function dueOf({ pregnant, lastPeriod, dueOn }: Answer): Due {
  if (pregnant !== 'yes') return { day: undefined, isWrong: false };
  const typed = dueOn.trim() === '' ? lastPeriod : dueOn;
  const read = readDay(typed);
  return {
    day: read === undefined || dueOn.trim() !== '' ? read : dueOnFromPeriod(read),
    isWrong: typed.trim() !== '' && read === undefined,
  };
}
