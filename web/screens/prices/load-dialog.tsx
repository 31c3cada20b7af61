import { useState } from 'react';
import type { ImportPriceList, PriceListReport, PriceListSaved } from '../../../api/prices/price-schemas.ts';
import type { Day } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { priceColumns } from '../../../domain/prices/read-price-list.ts';
import { ask, Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { base64Of, SheetFindings } from '../../lib/sheet-findings.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface LoadDialogProps {
  onClose: () => void;
  onLoaded: (lines: number, day: Day) => void;
}
interface Checked {
  input: ImportPriceList;
  report: PriceListReport;
}
const FIELDS = ['decision', 'decidedOn', 'validFrom'] as const;

/** First the file is read and the report shown, then the same file is loaded: what is confirmed is what was looked at. */
function useLoad(onLoaded: LoadDialogProps['onLoaded']) {
  const w = useWords();
  const failureText = useFailure();
  const [typed, setTyped] = useState({ decision: '', decidedOn: '', validFrom: '' });
  const [file, setFile] = useState<File | undefined>(undefined);
  const [checked, setChecked] = useState<Checked | undefined>(undefined);
  const [issues, setIssues] = useState<Issue[]>([]);
  const [failure, setFailure] = useState('');
  const [reading, setReading] = useState(false);
  const write = useWrite<ImportPriceList, PriceListSaved>('POST', '/price-lists');
  const edit = (change: () => void) => {
    setChecked(undefined);
    setIssues([]);
    setFailure('');
    change();
  };
  const check = async (): Promise<void> => {
    const decidedOn = readDay(typed.decidedOn);
    const validFrom = readDay(typed.validFrom);
    if (file === undefined || decidedOn === undefined || validFrom === undefined || typed.decision.trim() === '')
      return setFailure(w('prices.chooseFile'));
    const head = { id: newId(), decisionNumber: typed.decision.trim(), decidedOn, validFrom, fileName: file.name };
    const input = { ...head, workbook: await base64Of(file) };
    const report = await ask<PriceListReport>('/price-list-readings', input);
    setChecked({ input, report });
  };
  const confirm = async () => {
    setIssues([]);
    setFailure('');
    setReading(true);
    try {
      if (checked === undefined) await check();
      else onLoaded((await write.send(checked.input)).lines, checked.input.validFrom);
    } catch (cause) {
      if (cause instanceof Problem && cause.issues.length > 0) setIssues(cause.issues);
      else setFailure(failureText(cause));
    } finally {
      setReading(false);
    }
  };
  return { typed, setTyped, setFile, checked, issues, failure, reading, edit, confirm };
}

export function LoadDialog({ onClose, onLoaded }: LoadDialogProps) {
  const w = useWords();
  const { typed, setTyped, setFile, checked, issues, failure, reading, edit, confirm } = useLoad(onLoaded);
  const next = checked === undefined ? w('prices.check') : w('prices.save', { n: checked.report.lines });
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('prices.load')}
      confirmText={reading ? w('state.saving') : next}
      cancelText={w('state.back')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p className="hint">
        {w('prices.columns', {
          columns: Object.values(priceColumns)
            .map(({ title }) => title)
            .join(', '),
        })}
      </p>
      {FIELDS.map((field, i) => (
        <label key={field} className="dialog-field">
          {w(`prices.${field}`)}
          <input
            {...(i === 0 ? { 'data-autofocus': true, maxLength: 100 } : { maxLength: 10, placeholder: 'dd/mm/yyyy' })}
            value={typed[field]}
            onChange={(event) => edit(() => setTyped({ ...typed, [field]: event.target.value }))}
          />
        </label>
      ))}
      <label className="dialog-field">
        {w('prices.file')}
        <input type="file" accept=".xlsx" onChange={(event) => edit(() => setFile(event.target.files?.[0]))} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {issues.length > 0 && <SheetFindings columns={priceColumns} issues={issues} title={w('prices.wrong', { n: issues.length })} />}
      {checked !== undefined && <Report report={checked.report} />}
    </ConfirmDialog>
  );
}

function Report({ report }: { report: PriceListReport }) {
  const w = useWords();
  const { warnings, ...counts } = report;
  return (
    <>
      <Note meaning="information" live>
        {w('prices.report', counts)}
      </Note>
      {warnings.length > 0 && (
        <SheetFindings mild columns={priceColumns} issues={warnings} title={w('prices.warned', { n: warnings.length })} />
      )}
    </>
  );
}
