import { useState } from 'react';
import type { DepotView, DocumentSaved, ImportStock } from '../../../api/stock/stock-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { importColumns } from '../../../domain/stock/read-import.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { base64Of, SheetFindings } from '../../lib/sheet-findings.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { DepotSelect } from './depot-select.tsx';

interface ImportDialogProps {
  depots: DepotView[];
  onClose: () => void;
  onRead: (documentId: string) => Promise<void>;
}

/** The opening stock from a workbook: every wrong cell is listed by row and column, and nothing is loaded until there is none. */
export function ImportDialog({ depots, onClose, onRead }: ImportDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [depotId, setDepotId] = useState(depots[0]?.id ?? '');
  const [issues, setIssues] = useState<Issue[]>([]);
  const [failure, setFailure] = useState('');
  const write = useWrite<ImportStock, DocumentSaved>('POST', '/stock/imports');
  const read = async () => {
    setIssues([]);
    if (file === undefined) return setFailure(w('stock.chooseFile'));
    setFailure('');
    try {
      const { id } = await write.send({ id: newId(), depotId, day: today(), workbook: await base64Of(file) });
      await onRead(id);
    } catch (cause) {
      if (cause instanceof Problem && cause.issues.length > 0) setIssues(cause.issues);
      else setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('stock.import')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('stock.readFile')}
      cancelText={w('state.back')}
      onConfirm={() => void read()}
      onCancel={onClose}
    >
      <p className="hint">
        {w('stock.importColumns', {
          columns: Object.values(importColumns)
            .map(({ title }) => title)
            .join(', '),
        })}
      </p>
      <div className="dialog-field">
        <DepotSelect depots={depots} value={depotId} onChange={setDepotId} />
      </div>
      <label className="dialog-field">
        {w('stock.file')}
        <input data-autofocus type="file" accept=".xlsx" onChange={(event) => setFile(event.target.files?.[0])} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {issues.length > 0 && <SheetFindings columns={importColumns} issues={issues} title={w('stock.importWrong', { n: issues.length })} />}
    </ConfirmDialog>
  );
}
