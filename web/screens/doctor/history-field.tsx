import type { KeyboardEvent } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { LongTextField } from '../../ui/fields.tsx';
import { expandShortCode, nextBlank, shortCodes } from './short-codes.ts';
import type { ExaminationForm } from './use-examination.ts';

const CODES = Object.keys(shortCodes)
  .map((code) => `.${code}`)
  .join(' ');

/** History and findings; a short code and a blank or Enter become a sentence, F2 goes from blank to blank. */
export function HistoryField({ form, readOnly }: { form: UseFormReturn<ExaminationForm>; readOnly: boolean }) {
  const w = useWords();
  const onKeyDown = (event: KeyboardEvent) => {
    const area = event.target;
    if (readOnly || !(area instanceof HTMLTextAreaElement) || event.nativeEvent.isComposing || event.ctrlKey) return;
    const mark = ({ from, to }: { from: number; to: number }) => {
      event.preventDefault();
      event.stopPropagation();
      area.setSelectionRange(from, to);
    };
    if (event.key === 'F2') {
      const blank = nextBlank(area.value, area.selectionEnd);
      if (blank !== undefined) mark(blank);
    } else if ((event.key === ' ' || event.key === 'Enter') && area.selectionStart === area.selectionEnd) {
      const expanded = expandShortCode(area.value, area.selectionStart);
      if (expanded === undefined) return;
      form.setValue('history', expanded.text, { shouldDirty: true });
      mark(expanded);
    }
  };
  return (
    <div onKeyDownCapture={onKeyDown}>
      <LongTextField
        name="history"
        label={w('examination.history')}
        readOnly={readOnly}
        rows={4}
        hint={readOnly ? '' : w('examination.shortCodes', { codes: CODES })}
      />
    </div>
  );
}
