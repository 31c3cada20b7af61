import { useState } from 'react';
import type { ReportView } from '../../../api/settlement/settlement-schemas.ts';
import { formLayouts, settlementForms, type SettlementForm } from '../../../domain/settlement/form-layouts.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { TabBar } from '../../lib/tab-bar.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { FormFiles } from './form-files.tsx';
import { FormTable } from './form-table.tsx';
import { HandingIn } from './handing-in.tsx';
import { ProofLine } from './proof-line.tsx';
import { useReport } from './use-settlement.ts';

/** One report: what must be known about it, and its forms as tabs. */
export function ReportPanel({ id }: { id: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useReport(id);
  if (data === undefined)
    return error === null ? (
      <Loading label={w('state.loading')} lines={8} />
    ) : (
      <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
    );
  return (
    <>
      <ReportNotes report={data} />
      {data.state === 'ready' && <Forms report={data} />}
    </>
  );
}

function ReportNotes({ report }: { report: ReportView }) {
  const w = useWords();
  const { state, done, total, changed, preview, simulated, unbalanced, unnamedCare } = report;
  if (state === 'failed') return <Note meaning="stop">{w('settlement.failed')}</Note>;
  if (state !== 'ready')
    return (
      <div className="settlement-progress">
        <span role="status">{w('settlement.progress', { done, total })}</span>
        <progress aria-label={w('settlement.making')} {...(total > 0 ? { max: total, value: done } : {})} />
      </div>
    );
  return (
    <div className="settlement-notes">
      {changed !== null && changed > 0 && (
        <Note meaning="care" live>
          {w('settlement.changed', { n: changed })}
        </Note>
      )}
      {unbalanced > 0 && <Note meaning="stop">{w('settlement.unbalanced', { n: unbalanced })}</Note>}
      {preview && <Note meaning="care">{w('settlement.previewNote')}</Note>}
      {simulated > 0 && <Note meaning="information">{w('settlement.simulated', { n: simulated })}</Note>}
      {unnamedCare > 0 && <Note meaning="information">{w('settlement.unnamedCare', { n: unnamedCare })}</Note>}
    </div>
  );
}

function Forms({ report }: { report: ReportView }) {
  const w = useWords();
  const [form, setForm] = useState<SettlementForm>('01BH');
  return (
    <>
      <TabBar
        label={w('settlement.forms')}
        panel="settlement-panel"
        tabs={settlementForms.map((one) => ({ tab: one, title: one === '01BH-list' ? w('settlement.detail') : formLayouts[one].number }))}
        chosen={form}
        onChoose={setForm}
      />
      <div role="tabpanel" id="settlement-panel" aria-labelledby={`settlement-panel-${form}`} className="settlement-panel">
        <div className="settlement-bar">
          <ProofLine report={report} form={form} />
          <FormFiles report={report} form={form} />
          <HandingIn report={report} />
        </div>
        <FormTable key={form} report={report} form={form} />
      </div>
    </>
  );
}
