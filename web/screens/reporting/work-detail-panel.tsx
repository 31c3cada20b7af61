import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkDetail, WorkItem } from '../../../api/results/result-schemas.ts';
import { ageText } from '../../../domain/patients/age.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import type { BirthPrecision } from '../../../domain/visits/visit-record.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useSheet } from '../../lib/use-sheet.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { AttachmentsPanel } from './attachments-panel.tsx';
import { IssueList } from './issue-list.tsx';
import { LabelPaper, ResultPaper } from './papers.tsx';
import { ResultForm } from './result-form.tsx';
import { SampleBar } from './sample-bar.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface WorkDetailPanelProps {
  desk: ResultDesk;
  orderId: string;
  /** Everything on the list: other orders of the same visit may share a tube. */
  siblings: WorkItem[];
  onChanged: () => void;
  /** The item is finished here: the cursor goes back to the scan box. */
  onDone: () => void;
}

/** One order: whose, why, its sample, its result. */
export function WorkDetailPanel({ desk, orderId, siblings, onChanged, onDone }: WorkDetailPanelProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<WorkDetail>(`/${desk}/orders/${orderId}`));
  const refresh = () => {
    void refetch();
    onChanged();
  };
  if (data === undefined)
    return error === null ? (
      <Loading label={w('state.loading')} lines={8} />
    ) : (
      <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
    );
  return <Detail {...{ desk, detail: data, siblings, refresh, onDone }} />;
}

interface DetailProps {
  desk: ResultDesk;
  detail: WorkDetail;
  siblings: WorkItem[];
  refresh: () => void;
  onDone: () => void;
}

function Detail({ desk, detail, siblings, refresh, onDone }: DetailProps) {
  const w = useWords();
  const [correcting, setCorrecting] = useState(false);
  const sheets = useSheet();
  const { item, results } = detail;
  const newest = results[0];
  const isFinal = item.state === 'approved';
  const print = () => void sheets.print(item.encounterId, { kind: 'result-sheet', subjectId: item.orderId });
  const printLabel = (specimenId: string) => void sheets.print(item.encounterId, { kind: 'specimen-label', subjectId: specimenId });
  useKeys({ f8: () => (isFinal ? print() : undefined) });
  return (
    <article className="record work-detail" aria-label={item.serviceName}>
      <Head detail={detail} />
      <div className="tab-panel">
        <Warnings detail={detail} />
        {desk === 'laboratory' && <SampleBar {...{ detail, siblings, onChanged: refresh, onLabel: printLabel }} />}
        {item.state !== 'cancelled' && (!isFinal || correcting) && (
          <ResultForm
            key={`${newest?.id}:${newest?.version}:${String(correcting)}:${item.state}`}
            {...{ desk, detail, correcting, onDone }}
            onSaved={() => {
              setCorrecting(false);
              refresh();
            }}
          />
        )}
        {isFinal && !correcting && (
          <div className="action-row">
            <ActionButton onPress={print} keyHint="F8">
              {w('result.print')}
            </ActionButton>
            {can(`${desk}.approve`) && (
              <>
                <ActionButton variant="default" onPress={() => setCorrecting(true)}>
                  {w('result.correct')}
                </ActionButton>
                <WithdrawDialog {...{ desk, item, number: newest?.number ?? 1, onDone: refresh }} />
              </>
            )}
          </div>
        )}
        <IssueList results={results} />
        <AttachmentsPanel {...{ desk, detail, onChanged: refresh }} />
      </div>
      {sheets.sheet?.kind === 'result-sheet' && <ResultPaper sheet={sheets.sheet} detail={detail} onPrinted={sheets.printed} />}
      {sheets.sheet?.kind === 'specimen-label' && <LabelPaper sheet={sheets.sheet} detail={detail} onPrinted={sheets.printed} />}
    </article>
  );
}

function Head({ detail: { item, diagnoses, allergies } }: { detail: WorkDetail }) {
  const w = useWords();
  const { patient } = item;
  const asked = w('work.askedBy', { by: item.orderedByName, room: item.roomCode, at: momentForPeople(item.orderedAt) });
  return (
    <header className="banner">
      <div className="banner-person">
        <h2>{patient.fullName}</h2>
        <span className="banner-facts">
          {ageText(patient.birthDate, patient.birthPrecision as BirthPrecision, today())} · {w(`sex.${patient.sex}` as 'sex.male')}
          {allergies.length > 0 && ` · ${w('allergy.known', { list: allergies.join('; ') })}`}
        </span>
        <span className="banner-code">{item.encounterCode}</span>
      </div>
      <p>
        {item.urgent && <span className="urgent">{w('work.urgent')}</span>} <strong>{item.serviceName}</strong> · {asked}
      </p>
      {item.reason !== null && <p>{w('work.question', { reason: item.reason })}</p>}
      {diagnoses.length > 0 && <p>{w('work.diagnosis', { list: diagnoses.join('; ') })}</p>}
    </header>
  );
}

function Warnings({ detail: { item, encounterState, bookClosed } }: { detail: WorkDetail }) {
  const w = useWords();
  return (
    <>
      {item.state === 'cancelled' && <Note meaning="stop">{w('work.cancelledNote')}</Note>}
      {encounterState === 'finished' && <Note meaning="care">{w('work.closedNote')}</Note>}
      {bookClosed && <Note meaning="care">{w('work.bookClosed')}</Note>}
    </>
  );
}
