import { useState } from 'react';
import type { ReportView } from '../../../api/settlement/settlement-schemas.ts';
import type { SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { download } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { saveFile } from '../../lib/save-file.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

type Task = 'xlsx' | 'pdf' | 'print';

/** The form as a file, and opened for printing. */
export function FormFiles({ report, form }: { report: ReportView; form: SettlementForm }) {
  const w = useWords();
  const failureText = useFailure();
  const [busy, setBusy] = useState<Task | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const run = async (task: Task) => {
    if (busy !== undefined) return;
    setBusy(task);
    setFailure('');
    // Opened at the key stroke itself: later, the browser would take it for an unasked window.
    const page = task === 'print' ? window.open('', '_blank') : null;
    try {
      const format = task === 'xlsx' ? 'xlsx' : 'pdf';
      const file = await download(`/settlement-reports/${report.id}/forms/${form}/file?format=${format}`);
      if (page === null) saveFile(file, `${form}_${report.month}_${report.number}.${format}`);
      else page.location.href = URL.createObjectURL(file);
    } catch (cause) {
      page?.close();
      setFailure(failureText(cause));
    } finally {
      setBusy(undefined);
    }
  };
  useKeys({ f8: () => void run('print') });
  const busyText = (task: Task) => (busy === task ? w('state.loading') : undefined);
  return (
    <span className="settlement-files">
      <ActionButton variant="default" busy={busyText('xlsx')} onPress={() => void run('xlsx')}>
        {w('settlement.xlsx')}
      </ActionButton>
      <ActionButton variant="default" busy={busyText('pdf')} onPress={() => void run('pdf')}>
        {w('settlement.pdf')}
      </ActionButton>
      <ActionButton variant="default" keyHint="F8" busy={busyText('print')} onPress={() => void run('print')}>
        {w('settlement.print')}
      </ActionButton>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </span>
  );
}
