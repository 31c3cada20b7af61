import { useState } from 'react';
import type { ImportSupplies, SuppliesImported } from '../../../api/stock/supply-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { supplyColumns } from '../../../domain/stock/read-supply-list.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { base64Of, SheetFindings } from '../../lib/sheet-findings.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface SupplyImportDialogProps {
  onClose: () => void;
  onDone: () => void;
}

/** A list of supplies from a workbook, in force from a day: every wrong cell by row and column, or what the list has changed. */
export function SupplyImportDialog({ onClose, onDone }: SupplyImportDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [typedDay, setTypedDay] = useState(dayForPeople(today()));
  const [issues, setIssues] = useState<Issue[]>([]);
  const [failure, setFailure] = useState('');
  const [loaded, setLoaded] = useState<SuppliesImported | undefined>(undefined);
  const write = useWrite<ImportSupplies, SuppliesImported>('POST', '/supplies/imports');
  const load = async () => {
    const validFrom = readDay(typedDay);
    setIssues([]);
    if (file === undefined) return setFailure(w('stock.chooseFile'));
    if (validFrom === undefined) return setFailure(w('formulary.dayWrong'));
    setFailure('');
    try {
      setLoaded(await write.send({ id: newId(), validFrom, workbook: await base64Of(file) }));
      onDone();
    } catch (cause) {
      if (cause instanceof Problem && cause.issues.length > 0) setIssues(cause.issues);
      else setFailure(failureText(cause));
    }
  };
  if (loaded !== undefined) return <Loaded answer={loaded} onClose={onClose} />;
  const columns = Object.values(supplyColumns).map(({ title }) => title);
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('supplies.import')}
      confirmText={write.state === 'sending' ? w('state.saving') : w('supplies.load')}
      cancelText={w('state.back')}
      onConfirm={() => void load()}
      onCancel={onClose}
    >
      <p className="hint">{w('stock.importColumns', { columns: columns.join(', ') })}</p>
      <label className="dialog-field">
        {w('stock.file')}
        <input data-autofocus type="file" accept=".xlsx" onChange={(event) => setFile(event.target.files?.[0])} />
      </label>
      <label className="dialog-field">
        {w('supplies.from')}
        <input value={typedDay} inputMode="numeric" onChange={(event) => setTypedDay(event.target.value)} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {issues.length > 0 && <SheetFindings columns={supplyColumns} issues={issues} title={w('stock.importWrong', { n: issues.length })} />}
    </ConfirmDialog>
  );
}

function Loaded({ answer: { added, changed, same, warnings }, onClose }: { answer: SuppliesImported; onClose: () => void }) {
  const w = useWords();
  return (
    <Dialog title={w('supplies.import')} onClose={onClose}>
      <Note meaning="information" live>
        {w('supplies.loaded', { added, changed, same })}
      </Note>
      {warnings.length > 0 && (
        <SheetFindings mild columns={supplyColumns} issues={warnings} title={w('supplies.warnings', { n: warnings.length })} />
      )}
      <div className="dialog-buttons">
        <ActionButton onPress={onClose}>{w('supplies.close')}</ActionButton>
      </div>
    </Dialog>
  );
}
