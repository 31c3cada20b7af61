import '../../lib/watch-desk.css';
import './claim-sending.css';
import { useRef, useState, type RefObject } from 'react';
import { addDays, dayForPeople } from '../../../domain/dates.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { readDay } from '../../lib/read-day.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { ClaimList, isApprovable } from './claim-list.tsx';
import { VisitDetail } from './sending-detail.tsx';
import { LineButtons, SendingNotes } from './sending-notes.tsx';
import { StageList } from './stage-list.tsx';
import { useClaims, useSendingSummary, type ClaimLine, type Filter } from './use-sending.ts';

const FIRST_DAYS = 6;
/** As many as one approval takes. */
const AT_ONCE = 100;

/** The claims on their way to the insurer: what is to be approved, what waits, what came back and why. */
export function ClaimSendingScreen() {
  const w = useWords();
  const [filter, setFilter] = useState<Filter>(() => ({ from: addDays(today(), -FIRST_DAYS), until: today(), code: '', only: undefined }));
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const [approving, setApproving] = useState<ClaimLine[] | undefined>(undefined);
  const code = useRef<HTMLInputElement>(null);
  const summary = useSendingSummary(filter);
  const query = useClaims(filter);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = (fields: Partial<Filter>) => {
    setFilter({ ...filter, ...fields });
    setMarked(new Set());
  };
  const mark = (id: string) => setMarked(new Set(marked.has(id) ? [...marked].filter((one) => one !== id) : [...marked, id]));
  const chosen = lines
    .filter((one) => isApprovable(one) && (marked.size === 0 ? one.stage !== 'withdrawn' : marked.has(one.encounterId)))
    .slice(0, AT_ONCE);
  const approve = () => (chosen.length === 0 || !can('claim.send') ? undefined : setApproving(chosen));
  useKeys({ esc: () => code.current?.select(), f4: () => code.current?.select(), f9: approve });
  const open = lines.find(({ encounterId }) => encounterId === openId);
  return (
    <div className="sending-desk watch-desk">
      {summary.data !== undefined && <SendingNotes summary={summary.data} />}
      <div className="sending-bar">
        <FilterBar filter={filter} codeRef={code} onFilter={change} />
        {can('claim.send') && (
          <ActionButton keyHint="F9" blocked={chosen.length === 0 ? w('sending.nothingToApprove') : undefined} onPress={approve}>
            {w(marked.size === 0 ? 'sending.approveAll' : 'sending.approveMarked', { n: chosen.length })}
          </ActionButton>
        )}
        {summary.data !== undefined && <LineButtons summary={summary.data} />}
      </div>
      <div className="sending-panes">
        <StageList counts={summary.data?.counts ?? []} chosen={filter.only} onChoose={(only) => change({ only })} />
        <ClaimList query={query} lines={lines} marked={marked} onMark={mark} openId={openId} onOpen={setOpenId} />
        {open === undefined && <section className="sending-detail hint">{w('sending.chooseOne')}</section>}
        {open !== undefined && (
          <VisitDetail
            key={[open.encounterId, open.closedAt, open.submissionId, open.state, open.attempts].join()}
            encounterId={open.encounterId}
          />
        )}
      </div>
      {approving !== undefined && (
        <ApproveDialog
          lines={approving}
          onClose={() => {
            setApproving(undefined);
            setMarked(new Set());
          }}
        />
      )}
    </div>
  );
}

interface FilterBarProps {
  filter: Filter;
  codeRef: RefObject<HTMLInputElement | null>;
  onFilter: (fields: Partial<Filter>) => void;
}

/** Days of closing and the code of a visit. The cursor begins in the code. */
function FilterBar({ filter, codeRef, onFilter }: FilterBarProps) {
  const w = useWords();
  return (
    <>
      <label>
        {w('sending.code')}
        <input
          ref={codeRef}
          className="code"
          autoFocus
          spellCheck={false}
          maxLength={40}
          value={filter.code}
          onChange={(event) => onFilter({ code: event.target.value })}
        />
      </label>
      <Day
        label={w('sending.from')}
        day={filter.from}
        onDay={(from) => onFilter({ from, ...(from > filter.until ? { until: from } : {}) })}
      />
      <Day
        label={w('sending.until')}
        day={filter.until}
        onDay={(until) => onFilter({ until, ...(until < filter.from ? { from: until } : {}) })}
      />
    </>
  );
}

function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  const w = useWords();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const read = typed === undefined ? day : readDay(typed);
  const take = () => {
    if (read === undefined) return;
    setTyped(undefined);
    if (read !== day) onDay(read);
  };
  return (
    <label>
      {label}
      <input
        className="day"
        inputMode="numeric"
        value={typed ?? dayForPeople(day)}
        aria-invalid={read === undefined}
        title={read === undefined ? w('national.dayWrong') : ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </label>
  );
}
