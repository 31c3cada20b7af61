import './reporting.css';
import { useState } from 'react';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { can } from '../../lib/session.ts';
import { BookDialog } from './book-dialog.tsx';
import { KeepHouse } from './keep/keep-house.tsx';
import { WorkDetailPanel } from './work-detail-panel.tsx';
import { useWork } from './use-work.ts';
import { WorkPanel } from './work-panel.tsx';

export const LaboratoryScreen = () => <ReportingScreen desk="laboratory" />;
export const ImagingScreen = () => <ReportingScreen desk="imaging" />;

/** The work of the desk, or what its head keeps for it. */
function ReportingScreen({ desk }: { desk: ResultDesk }) {
  const [keeps, setKeeps] = useState(false);
  return keeps ? <KeepHouse desk={desk} onBack={() => setKeeps(false)} /> : <WorkDesk desk={desk} onKeep={() => setKeeps(true)} />;
}

/** Work list left, the item right. A scanned label receives the sample and opens it. */
function WorkDesk({ desk, onKeep }: { desk: ResultDesk; onKeep: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const work = useWork(desk);
  const [showsBook, setShowsBook] = useState(false);
  const { data, error, refetch, openId, receipt } = work;
  if (error !== null && data === undefined)
    return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  return (
    <div className="reporting">
      <WorkPanel
        {...{ desk, filter: work.filter, search: work.search, searchBox: work.searchBox, counts: data?.counts, more: data?.more ?? false }}
        items={data === undefined ? undefined : work.shown}
        current={openId}
        onFilter={work.setFilter}
        onSearch={work.setSearch}
        onChoose={() => void work.choose()}
        onOpen={(item) => work.open(item.orderId)}
        onBook={() => setShowsBook(true)}
        {...(can(`${desk}.approve`) ? { onKeep } : {})}
      >
        {receipt.said !== undefined && (
          <Note meaning={receipt.said.meaning} live>
            {receipt.said.text}
          </Note>
        )}
        {error !== null && <Note meaning="care">{failureText(error)}</Note>}
      </WorkPanel>
      {openId === undefined ? (
        <Empty>{w('work.choose')}</Empty>
      ) : (
        <WorkDetailPanel
          key={openId}
          {...{ desk, orderId: openId, siblings: data?.items ?? [], onDone: work.toSearch }}
          onChanged={() => void refetch()}
        />
      )}
      {showsBook && <BookDialog desk={desk} onClose={() => setShowsBook(false)} />}
    </div>
  );
}
