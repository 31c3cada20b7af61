import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BreakGlassList } from '../../../api/records/record-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

type Opening = BreakGlassList['items'][number];

/** Openings of records by break-glass that nobody has judged yet. Who opened, why, how often; no record is shown here. */
export function ReviewsScreen() {
  const w = useWords();
  const failureText = useFailure();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const columns = useColumns();
  const { data, error, refetch } = useQuery(reading<BreakGlassList>('/break-glass-reviews'));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.items.length === 0) return <Empty>{w('review.empty')}</Empty>;
  const open = data.items.find(({ id }) => id === openId) ?? data.items[0];
  return (
    <div className="scroll">
      <KeyTable
        label={w('review.title')}
        columns={columns}
        rows={data.items}
        rowKey={({ id }) => id}
        current={open?.id}
        onOpen={({ id }) => setOpenId(id)}
      />
      {data.more && <Note meaning="information">{w('appointment.more')}</Note>}
      {open !== undefined && <Verdict key={open.id} opening={open} onDone={() => void refetch()} />}
    </div>
  );
}

function Verdict({ opening, onDone }: { opening: Opening; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState('');
  const [key] = useState(newId);
  const say = async (verdict: 'justified' | 'not-justified') => {
    try {
      await change('POST', `/break-glass-reviews/${opening.id}`, { verdict, note: note.trim() }, key);
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const blocked = note.trim() === '' ? w('review.noteMissing') : undefined;
  return (
    <section aria-label={w('review.verdict')}>
      <p>
        <strong>{opening.userName}</strong>: {opening.reason}
      </p>
      <label className="dialog-field">
        {w('review.note')}
        <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <div className="action-row">
        <ActionButton variant="default" onPress={() => void say('justified')} blocked={blocked}>
          {w('review.justified')}
        </ActionButton>
        <ActionButton variant="default" onPress={() => void say('not-justified')} blocked={blocked}>
          {w('review.notJustified')}
        </ActionButton>
      </div>
    </section>
  );
}

function useColumns(): Column<Opening>[] {
  const w = useWords();
  return [
    { key: 'at', title: w('review.at'), render: (one) => momentForPeople(one.grantedAt) },
    { key: 'who', title: w('review.who'), render: (one) => one.userName },
    { key: 'why', title: w('review.why'), render: (one) => w(`review.reason.${one.reasonCode}`) },
    { key: 'text', title: w('review.text'), render: (one) => one.reason },
    { key: 'openings', title: w('review.openings'), align: 'right', render: (one) => one.openings },
    { key: 'overdue', title: w('queue.state'), render: (one) => (one.overdue ? w('review.overdue') : w('review.waits')) },
  ];
}
