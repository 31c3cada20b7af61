import { useState } from 'react';
import type { DispensingView } from '../../../api/dispensing/dispensing-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { birthForPeople, momentForPeople } from '../../lib/format.ts';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { BoxTable } from './box-table.tsx';
import { PrintedLabels } from './label-papers.tsx';
import { LineActions } from './line-actions.tsx';
import { issueKey, useHandOver, type HandOverDraft } from './use-hand-over.ts';

/** A prescription at the window, from the scan of the boxes to the label. */
export function DispensingRecord({ view, onDone }: { view: DispensingView; onDone: () => void }) {
  const w = useWords();
  const [printing, setPrinting] = useState(false);
  const draft = useHandOver(view, () => {
    setPrinting(true);
    onDone();
  });
  const save = () => {
    if (draft.blocked === undefined && draft.busy === undefined && draft.handed === undefined) void draft.save();
  };
  useKeys({ 'ctrl+enter': save, f9: save, f8: () => setPrinting(true) });
  const open = view.state === 'waiting' || view.state === 'partial';
  return (
    <article className="record window-record" aria-label={view.patient.fullName}>
      <Banner view={view} />
      <div className="window-body">
        {draft.handed !== undefined && (
          <Note meaning="done" live>
            {w('dispensing.handed', { number: draft.handed.number, name: view.patient.fullName })}
          </Note>
        )}
        {!open && draft.handed === undefined && <Note meaning="information">{w(`dispensing.is.${view.state}`)}</Note>}
        <Refused draft={draft} />
        <form
          aria-label={w('dispensing.boxes')}
          autoComplete="off"
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={(event: React.KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
        >
          <BoxTable view={view} draft={draft} />
          <Findings view={view} draft={draft} />
          {open && draft.handed === undefined && <Collector view={view} draft={draft} />}
        </form>
        <div className="row-end">
          <ActionButton variant="default" onPress={() => setPrinting(true)} keyHint="F8">
            {w('dispensing.printLabels')}
          </ActionButton>
          {open && draft.handed === undefined && (
            <ActionButton blocked={draft.blocked} busy={draft.busy} onPress={save} keyHint="Ctrl+Enter">
              {w('dispensing.handOver', { n: draft.going.length })}
            </ActionButton>
          )}
        </div>
        {can('dispensing.write') && <LineActions view={view} />}
      </div>
      {printing && <PrintedLabels view={view} rows={draft.rows} onPrinted={() => setPrinting(false)} />}
    </article>
  );
}

function Banner({ view }: { view: DispensingView }) {
  const w = useWords();
  const { patient, encounter } = view;
  const allergies =
    patient.allergyStatus === 'known'
      ? w('dispensing.allergies', { names: patient.allergies.join(', ') })
      : w(patient.allergyStatus === 'none-known' ? 'dispensing.noAllergies' : 'dispensing.allergiesUnknown');
  return (
    <header className="banner">
      <div className="banner-person">
        <h2>{patient.fullName}</h2>
        <span className="banner-facts">
          {birthForPeople(patient.birthDate, patient.birthPrecision)} · {w(`sex.${patient.sex as 'male' | 'female' | 'unknown'}`)} ·{' '}
          {view.diagnoses.join('; ')}
        </span>
        <span className="banner-code">
          {view.prescriptionCode.toUpperCase()} · {encounter.code}
          {encounter.ticket !== null && ` · ${encounter.ticket}`}
        </span>
      </div>
      <div className={`banner-allergies ${patient.allergyStatus === 'known' ? 'line-stop' : ''}`}>{allergies}</div>
      <div className="banner-facts">
        {w('dispensing.signed', { name: view.prescriberName, at: momentForPeople(view.signedAt), until: dayForPeople(view.collectUntil) })}
        {view.advice !== null && ` · ${view.advice}`}
      </div>
      {view.tranche !== null && (
        <Note meaning="information">
          {view.tranche === 'lapsed'
            ? w('dispensing.trancheLapsed')
            : w('dispensing.tranche', { n: view.tranche.number, of: view.tranche.of, day: dayForPeople(view.tranche.closes) })}
        </Note>
      )}
      {view.late && <Note meaning="care">{w('dispensing.late', { day: dayForPeople(view.collectUntil) })}</Note>}
    </header>
  );
}

function Refused({ draft }: { draft: HandOverDraft }) {
  const sentence = useSentence();
  const w = useWords();
  if (draft.refused.length === 0) return null;
  return (
    <div className="error-summary" role="alert">
      <strong>{w('dispensing.refused')}</strong>
      <ul>
        {draft.refused.map((issue) => (
          <li key={issueKey(issue)}>{sentence(issue)}</li>
        ))}
      </ul>
    </div>
  );
}

/** What the check of today says: hard ones first, a warning with its answer beside it. */
function Findings({ view, draft }: { view: DispensingView; draft: HandOverDraft }) {
  const w = useWords();
  const sentence = useSentence();
  const rank = { error: 0, warning: 1, information: 2 };
  const issues = [...view.issues].sort((a, b) => rank[a.severity] - rank[b.severity]);
  if (issues.length === 0) return null;
  const meaning = { error: 'stop', warning: 'care', information: 'information' } as const;
  return (
    <section className="window-findings" aria-label={w('dispensing.findings')}>
      {issues.map((issue) => (
        <div key={issueKey(issue)}>
          <Note meaning={meaning[issue.severity]}>{sentence(issue)}</Note>
          {issue.severity === 'warning' && (
            <input
              aria-label={w('dispensing.reasonFor', { finding: sentence(issue) })}
              placeholder={w('dispensing.reason')}
              maxLength={300}
              value={draft.reasons[issueKey(issue)] ?? ''}
              onChange={(event) => draft.giveReason(issue, event.target.value)}
            />
          )}
        </div>
      ))}
    </section>
  );
}

function Collector({ view, draft }: { view: DispensingView; draft: HandOverDraft }) {
  const w = useWords();
  const box = (label: string, value: string, onValue: (text: string) => void, max: number) => (
    <label>
      {label}
      <input value={value} maxLength={max} onChange={(event) => onValue(event.target.value)} />
    </label>
  );
  return (
    <div className="collector">
      {box(w('dispensing.collectedBy'), draft.collectedBy, draft.setCollectedBy, 100)}
      {box(
        w(view.needsCollectorNumber ? 'dispensing.collectorNumberNeeded' : 'dispensing.collectorNumber'),
        draft.collectorNumber,
        draft.setCollectorNumber,
        20,
      )}
      {view.late && box(w('dispensing.lateReason'), draft.lateReason, draft.setLateReason, 300)}
    </div>
  );
}
