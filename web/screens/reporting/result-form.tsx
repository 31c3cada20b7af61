import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { WorkDetail } from '../../../api/results/result-schemas.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { CriticalDialog } from './critical-dialog.tsx';
import { MachineField, NarrativeFields } from './narrative-fields.tsx';
import { useResultEntry, type ResultEntry } from './use-result-entry.ts';
import { criticalOf, ResultValues } from './result-values.tsx';

interface ResultFormProps {
  desk: ResultDesk;
  detail: WorkDetail;
  correcting: boolean;
  onSaved: () => void;
  onDone: () => void;
}

/** The result as it is typed: Enter goes on, Ctrl+Enter saves, Ctrl+Enter again approves. */
export function ResultForm({ desk, detail, correcting, onSaved, onDone }: ResultFormProps) {
  const w = useWords();
  const form = useRef<HTMLFormElement>(null);
  const entry = useResultEntry({ desk, detail, correcting, onSaved });
  const [reason, setReason] = useState('');
  const [reasonAsked, setReasonAsked] = useState(false);
  const [telling, setTelling] = useState(false);
  const mayApprove = can(`${desk}.approve`);
  const isReady = desk === 'imaging' || detail.item.specimen?.receivedAt != null;
  const critical = criticalOf(detail.indicators, entry.entry.values);
  const isTold = (entry.saved?.told.length ?? 0) > 0;

  useFirstField(form, isReady, entry.saved !== undefined && mayApprove && !correcting);
  const approve = () => {
    if (entry.saved === undefined || entry.busy) return;
    if (entry.saved.isCritical && !isTold) setTelling(true);
    else void entry.approve();
  };
  const save = () => {
    if (entry.busy || !isReady) return;
    if (correcting) {
      if (reason.trim() === '') return setReasonAsked(true);
      if (critical.length > 0) return setTelling(true);
      void entry.correct(reason.trim());
    } else if (entry.isDirty) void entry.save().then((done) => (done && !mayApprove ? onDone() : undefined));
    else if (mayApprove) approve();
  };
  useKeys({ 'ctrl+enter': save, f9: save });
  const tell = (told: { toldTo: string; readBack: boolean }) => {
    setTelling(false);
    void (correcting ? entry.correct(reason.trim(), told) : entry.approve(told));
  };
  // The dialog stands beside the form: inside, its Enter would go to the form's next field.
  return (
    <>
      <form ref={form} className="result-form" onKeyDown={moveOnEnter} onSubmit={(event) => event.preventDefault()}>
        {correcting && <Note meaning="care">{w('result.correcting')}</Note>}
        <Refused entry={entry} detail={detail} />
        {desk === 'laboratory' && <ResultValues indicators={detail.indicators} entry={entry} isReady={isReady} />}
        {desk === 'imaging' ? (
          <NarrativeFields serviceCode={detail.item.serviceCode} entry={entry} />
        ) : (
          <TextInput
            label={w('result.note')}
            value={entry.entry.conclusion}
            maxLength={2000}
            disabled={!isReady}
            onChange={(event) => entry.set({ conclusion: event.currentTarget.value })}
          />
        )}
        <MachineField desk={desk} entry={entry} />
        {correcting && (
          <TextInput
            label={w('result.changeReason')}
            value={reason}
            maxLength={500}
            error={reasonAsked && reason.trim() === '' ? w('result.reasonMissing') : false}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Buttons {...{ entry, correcting, isReady, mayApprove, save, approve }} />
      </form>
      {telling && <CriticalDialog list={critical} onCancel={() => setTelling(false)} onTold={tell} />}
    </>
  );
}

/** The cursor begins in the first value; where only the approval is missing, on its button. */
function useFirstField(form: React.RefObject<HTMLFormElement | null>, isReady: boolean, waitsForApproval: boolean): void {
  useEffect(() => {
    const selector = waitsForApproval ? '.approve button' : '.result-values input, .result-values select, textarea';
    if (isReady) form.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [form, isReady, waitsForApproval]);
}

function Refused({ entry, detail }: { entry: ResultEntry; detail: WorkDetail }) {
  const sentence = useSentence();
  const inField = (path: string) => /^values\.\d+\./.test(path) && detail.indicators.length > 0;
  const rest = entry.issues.filter(({ path }) => !inField(path));
  const first = entry.issues[0];
  if (first === undefined) return null;
  return (
    <Note meaning="stop" live>
      {(rest.length > 0 ? rest : [first]).map(sentence).join(' ')}
    </Note>
  );
}

interface ButtonsProps {
  entry: ResultEntry;
  correcting: boolean;
  isReady: boolean;
  mayApprove: boolean;
  save: () => void;
  approve: () => void;
}

function Buttons({ entry, correcting, isReady, mayApprove, save, approve }: ButtonsProps) {
  const w = useWords();
  const busy = entry.busy ? w('state.saving') : undefined;
  const held = !isReady ? w('result.sampleFirst') : !entry.isDirty && !correcting ? w('result.nothingNew') : undefined;
  return (
    <div className="sign-bar">
      <ActionButton
        onPress={save}
        blocked={held}
        busy={busy}
        {...(entry.saved === undefined || entry.isDirty ? { keyHint: 'Ctrl+Enter' } : {})}
      >
        {w(correcting ? 'result.saveCorrection' : 'result.save')}
      </ActionButton>
      {!correcting && entry.saved !== undefined && !entry.isDirty && (
        <span className="approve">
          <ActionButton onPress={approve} blocked={mayApprove ? undefined : w('result.approver')} busy={busy} keyHint="Ctrl+Enter">
            {w('result.approve')}
          </ActionButton>
        </span>
      )}
    </div>
  );
}
