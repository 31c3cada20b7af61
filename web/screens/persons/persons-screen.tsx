import './persons.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MergeList, MergePreview, NewMerge } from '../../../api/patients/merge-schemas.ts';
import type { PatientSummary } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { ask, change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { PersonField } from '../../lib/person-field.tsx';
import { reading } from '../../lib/reading.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { ComparedRecords } from './compared-records.tsx';

/** Two records of one person become one: look at both, say which stays and why; every joining can be undone. */
export function PersonsScreen() {
  const w = useWords();
  const [survivor, setSurvivor] = useState<PatientSummary | undefined>(undefined);
  const [loser, setLoser] = useState<PatientSummary | undefined>(undefined);
  const same = survivor !== undefined && survivor.id === loser?.id;
  return (
    <div className="persons-desk">
      <section className="pair" aria-label={w('merge.title')}>
        <PersonField name="survivor" label={w('merge.survivor')} person={survivor} onPerson={setSurvivor} isFirst />
        <PersonField name="loser" label={w('merge.loser')} person={loser} onPerson={setLoser} />
        <ActionButton
          variant="default"
          blocked={survivor === undefined && loser === undefined ? w('merge.nothingToSwap') : undefined}
          onPress={() => {
            setSurvivor(loser);
            setLoser(survivor);
          }}
        >
          {w('merge.swap')}
        </ActionButton>
      </section>
      {same && <Note meaning="care">{w('merge.same')}</Note>}
      {(survivor === undefined || loser === undefined) && <Empty>{w('merge.choose')}</Empty>}
      {survivor !== undefined && loser !== undefined && !same && (
        <Preview key={`${survivor.id} ${loser.id}`} survivorId={survivor.id} loserId={loser.id} onMerged={() => setLoser(undefined)} />
      )}
      <RecentMerges />
    </div>
  );
}

function Preview({ survivorId, loserId, onMerged }: { survivorId: string; loserId: string; onMerged: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({
    queryKey: ['merge-preview', survivorId, loserId],
    queryFn: ({ signal }) => ask<MergePreview>('/patients/merge-previews', { survivorId, loserId }, signal),
  });
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={8} />;
  return (
    <>
      <ComparedRecords preview={data} />
      <MergeForm preview={data} onMerged={onMerged} onStale={() => void refetch()} />
    </>
  );
}

function MergeForm({ preview, onMerged, onStale }: { preview: MergePreview; onMerged: () => void; onStale: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState('');
  const { survivor, loser } = preview;
  const merge = async () => {
    setAsking(false);
    const body: NewMerge = { id, loserId: loser.id, loserVersion: loser.version, survivorVersion: survivor.version, reason: reason.trim() };
    try {
      await change('POST', `/patients/${survivor.id}/merges`, body, id);
      await queries.invalidateQueries({ queryKey: ['/patient-merges?limit=20'] });
      await queries.invalidateQueries({ queryKey: ['patient-search'] });
      onMerged();
    } catch (cause) {
      setFailure(failureText(cause));
      onStale();
    }
  };
  return (
    <div className="merge-form">
      <label>
        {w('merge.reason')}
        <input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </label>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <ActionButton onPress={() => setAsking(true)} blocked={reason.trim() === '' ? w('merge.reasonMissing') : undefined}>
        {w('merge.do')}
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={w('merge.confirm', { loser: loser.fullName, survivor: survivor.fullName })}
        confirmText={w('merge.do')}
        cancelText={w('state.back')}
        onConfirm={() => void merge()}
        onCancel={() => setAsking(false)}
      >
        <p>{w('merge.canBeUndone')}</p>
      </ConfirmDialog>
    </div>
  );
}

function RecentMerges() {
  const w = useWords();
  const queries = useQueryClient();
  const [undoing, setUndoing] = useState<MergeList['items'][number] | undefined>(undefined);
  const { data } = useQuery(reading<MergeList>('/patient-merges?limit=20'));
  const undo = async (id: string, reason: string) => {
    await change('POST', `/patient-merges/${id}/undo`, { reason }, newId());
    setUndoing(undefined);
    await queries.invalidateQueries({ queryKey: ['/patient-merges?limit=20'] });
  };
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="recent-merges" aria-label={w('merge.recent')}>
      <h2>{w('merge.recent')}</h2>
      <ul>
        {data.items.map((item) => (
          <li key={item.id}>
            <span>
              {momentForPeople(item.mergedAt)} · {item.loserName} → {item.survivorName} · {item.reason} · {item.mergedByName}
              {item.undoneAt !== null && ` · ${w('merge.undone', { moment: momentForPeople(item.undoneAt) })}`}
            </span>
            {item.undoneAt === null && (
              <ActionButton variant="default" onPress={() => setUndoing(item)}>
                {w('merge.undo')}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      {undoing !== undefined && (
        <ReasonDialog
          title={w('merge.undoTitle', { loser: undoing.loserName, survivor: undoing.survivorName })}
          confirmText={w('merge.undo')}
          maxLength={500}
          onReason={(reason) => undo(undoing.id, reason)}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </section>
  );
}
