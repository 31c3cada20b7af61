import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { History, HistoryElsewhere, PastVisit } from '../../api/records/record-schemas.ts';
import { dayForPeople, localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Note } from '../ui/note.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { momentForPeople } from './format.ts';
import { change } from './http.ts';
import { useFailure, useWords } from './i18n/i18n.tsx';
import { reading } from './reading.ts';
import { can } from './session.ts';

/** Visits here in full, those elsewhere by right, and the way in when there is no right but a reason. */
export function RecordHistory({ patientId }: { patientId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<History>(`/patients/${patientId}/history`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const left = data.lastPrescription;
  return (
    <div className="record-history">
      {left !== null && left.remainingDays > 0 && (
        <Note meaning="care">{w('history.drugsLeft', { n: left.remainingDays, day: dayForPeople(left.signedOn) })}</Note>
      )}
      <h3>{w('history.title')}</h3>
      {data.here.length === 0 ? <p>{w('history.none')}</p> : <Visits visits={data.here} />}
      {data.moreHere && <p>{w('history.more')}</p>}
      {can('history.elsewhere.read') && <Elsewhere patientId={patientId} history={data} onChanged={() => void refetch()} />}
    </div>
  );
}

function Visits({ visits }: { visits: PastVisit[] }) {
  const w = useWords();
  return (
    <ol className="past-visits">
      {visits.map((visit) => (
        <li key={`${visit.facilityCode} ${visit.encounterId}`}>
          <b>{dayForPeople(localDay(visit.startedAt))}</b> · {visit.facilityName} · {visit.roomName} · {w(`encounter.${visit.state}`)}
          {visit.practitionerName !== null && ` · ${visit.practitionerName}`}
          {visit.diagnoses.length > 0 && <div>{visit.diagnoses.map(({ icdCode, name }) => `${icdCode} ${name}`).join('; ')}</div>}
          {visit.drugs.map((drug, i) => (
            <div key={i} className="past-drug">
              {drug.name}: {drug.dosageText}, {w('history.days', { n: drug.days })}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

function Elsewhere({ patientId, history, onChanged }: { patientId: string; history: History; onChanged: () => void }) {
  const w = useWords();
  const { facilities, right, until } = history.elsewhere;
  const [wanted, setWanted] = useState(false);
  if (facilities.length === 0)
    return (
      <>
        <h3>{w('elsewhere.title')}</h3>
        <p>{w('elsewhere.nobody')}</p>
      </>
    );
  return (
    <>
      <h3>{w('elsewhere.title')}</h3>
      <p>{w('elsewhere.knownAt', { list: facilities.map(({ name }) => name).join('; ') })}</p>
      {right === null && <BreakGlassButton patientId={patientId} onOpened={onChanged} />}
      {right !== null && !wanted && (
        <ActionButton variant="default" onPress={() => setWanted(true)}>
          {w('elsewhere.open', { right: w(`elsewhere.right.${right}`) })}
        </ActionButton>
      )}
      {right !== null && until !== null && <p>{w('elsewhere.until', { moment: momentForPeople(until) })}</p>}
      {right !== null && wanted && <ElsewhereVisits patientId={patientId} />}
    </>
  );
}

function ElsewhereVisits({ patientId }: { patientId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<HistoryElsewhere>(`/patients/${patientId}/history-elsewhere`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={4} />;
  return data.items.length === 0 ? <p>{w('elsewhere.nothing')}</p> : <Visits visits={data.items} />;
}

const reasons = ['emergency', 'unconscious', 'second-opinion', 'other'] as const;

/** Against a written reason, for four hours; somebody else will read it. */
function BreakGlassButton({ patientId, onOpened }: { patientId: string; onOpened: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const [asking, setAsking] = useState(false);
  const [id] = useState(newId);
  const [reasonCode, setReasonCode] = useState<(typeof reasons)[number]>('emergency');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const open = async () => {
    try {
      await change('POST', `/patients/${patientId}/break-glass`, { id, reasonCode, reason: reason.trim() }, newId());
      setAsking(false);
      onOpened();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <>
      <Note meaning="care">{w('elsewhere.noRight')}</Note>
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('elsewhere.breakGlass')}
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        hasField
        title={w('elsewhere.breakGlassTitle')}
        confirmText={w('elsewhere.breakGlassDo')}
        cancelText={w('state.back')}
        onConfirm={() => void open()}
        onCancel={() => setAsking(false)}
      >
        <Note meaning="care">{w('elsewhere.willBeReviewed')}</Note>
        {failure !== '' && (
          <Note meaning="stop" live>
            {failure}
          </Note>
        )}
        <label className="dialog-field">
          {w('review.why')}
          <select value={reasonCode} onChange={(event) => setReasonCode(event.target.value as typeof reasonCode)}>
            {reasons.map((code) => (
              <option key={code} value={code}>
                {w(`review.reason.${code}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="dialog-field">
          {w('review.text')}
          <input data-autofocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </label>
      </ConfirmDialog>
    </>
  );
}
