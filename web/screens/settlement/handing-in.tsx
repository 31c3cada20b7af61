import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HandIn, HandingTakenBack, ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { monthForPeople } from '../../lib/month-bar.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { refreshSettlement } from './use-settlement.ts';

/** Whether the report was handed in, by whom, and the way to note it or take the note back. */
export function HandingIn({ report }: { report: ReportView }) {
  const w = useWords();
  const [asking, setAsking] = useState(false);
  const { handing } = report;
  const close = () => setAsking(false);
  if (handing !== null)
    return (
      <span className="settlement-handing">
        <Note meaning="done">{w('settlement.handedIn', { at: momentForPeople(handing.handedInAt), by: handing.handedInByName })}</Note>
        {can('settlement.write') && (
          <ActionButton variant="default" onPress={() => setAsking(true)}>
            {w('settlement.takeBack')}
          </ActionButton>
        )}
        {asking && <TakeBack report={report} onClose={close} />}
      </span>
    );
  if (!can('settlement.write') || report.preview) return null;
  return (
    <>
      <ActionButton onPress={() => setAsking(true)}>{w('settlement.handIn')}</ActionButton>
      {asking && <NoteHandingIn report={report} onClose={close} />}
    </>
  );
}

function NoteHandingIn({ report, onClose }: { report: ReportView; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const { send, state } = useWrite<HandIn, ReportView>('POST', `/settlement-reports/${report.id}/handing-in`);
  const [failure, setFailure] = useState('');
  const total = report.summary.at(-1);
  const confirm = async () => {
    if (state === 'sending' || state === 'waiting') return;
    setFailure('');
    try {
      await send({ version: report.version });
      onClose();
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await refreshSettlement(queries);
  };
  return (
    <ConfirmDialog
      opened
      title={w('settlement.handInQuestion', { month: monthForPeople(report.month), number: report.number })}
      confirmText={w('settlement.handIn')}
      cancelText={w('state.back')}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <p>{w('settlement.handInWhat', { n: report.total, fund: numberForPeople(total?.fund ?? '0') })}</p>
    </ConfirmDialog>
  );
}

function TakeBack({ report, onClose }: { report: ReportView; onClose: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const { send } = useWrite<HandingTakenBack, ReportView>('POST', `/settlement-reports/${report.id}/handing-in/withdrawal`);
  const take = async (reason: string) => {
    await send({ version: report.version, reason });
    onClose();
    await refreshSettlement(queries);
  };
  return (
    <ReasonDialog
      title={w('settlement.takeBackQuestion', { month: monthForPeople(report.month) })}
      confirmText={w('settlement.takeBack')}
      onReason={take}
      onClose={onClose}
    />
  );
}
