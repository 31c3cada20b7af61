import { useState } from 'react';
import type { AuditFile, AuditImported, AuditReport } from '../../../api/claims/audit/audit-schemas.ts';
import { auditColumns } from '../../../domain/claims/audit/read-audit-file.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { ask, Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { base64Of, SheetFindings } from '../../lib/sheet-findings.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface LoadDialogProps {
  onClose: () => void;
  onLoaded: (lines: number) => void;
}

/** First the file is read and the report shown, then the same file is loaded: what is confirmed is what was looked at. */
function useLoad(onLoaded: LoadDialogProps['onLoaded']) {
  const w = useWords();
  const failureText = useFailure();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [checked, setChecked] = useState<{ input: AuditFile; report: AuditReport } | undefined>(undefined);
  const [issues, setIssues] = useState<Issue[]>([]);
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const write = useWrite<AuditFile, AuditImported>('POST', '/claim-audit/imports');
  const choose = (chosen: File | undefined) => {
    setChecked(undefined);
    setIssues([]);
    setFailure('');
    setFile(chosen);
  };
  const check = async (): Promise<void> => {
    if (file === undefined) return setFailure(w('told.chooseFile'));
    const input = { id: newId(), fileName: file.name, content: await base64Of(file) };
    setChecked({ input, report: await ask<AuditReport>('/claim-audit/readings', input) });
  };
  const confirm = async () => {
    if (busy) return;
    setIssues([]);
    setFailure('');
    setBusy(true);
    try {
      if (checked === undefined) await check();
      else onLoaded((await write.send(checked.input)).lines);
    } catch (cause) {
      if (cause instanceof Problem && cause.issues.length > 0) setIssues(cause.issues);
      else setFailure(failureText(cause));
    } finally {
      setBusy(false);
    }
  };
  return { choose, checked, issues, failure, busy, confirm };
}

const titles = (required: boolean): string =>
  Object.values(auditColumns)
    .filter((column) => column.required === required)
    .map(({ title }) => title)
    .join(', ');

export function LoadDialog({ onClose, onLoaded }: LoadDialogProps) {
  const w = useWords();
  const { choose, checked, issues, failure, busy, confirm } = useLoad(onLoaded);
  const next = checked === undefined ? w('told.check') : w('told.save', { n: checked.report.lines });
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('told.load')}
      confirmText={busy ? w('state.saving') : next}
      cancelText={w('state.back')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p className="hint">{w('told.columns', { needed: titles(true), others: titles(false) })}</p>
      <label className="dialog-field">
        {w('told.file')}
        <input data-autofocus type="file" accept=".xlsx,.csv,text/csv" onChange={(event) => choose(event.target.files?.[0])} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {issues.length > 0 && <SheetFindings columns={auditColumns} issues={issues} title={w('told.wrong', { n: issues.length })} />}
      {checked !== undefined && <Report report={checked.report} />}
    </ConfirmDialog>
  );
}

function Report({ report }: { report: AuditReport }) {
  const w = useWords();
  const { warnings, refused, ...counts } = report;
  return (
    <>
      <Note meaning="information" live>
        {w('told.report', { ...counts, refused: moneyForPeople(refused) })}
      </Note>
      {warnings.length > 0 && (
        <SheetFindings mild columns={auditColumns} issues={warnings} title={w('told.warned', { n: warnings.length })} />
      )}
    </>
  );
}
