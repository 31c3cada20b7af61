import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewSharingDecision, SharingConsents } from '../../../api/interop/consent-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';

const WIDTH_PX = 640;

/** What a person decided about the sharing of their record, and a new decision with its evidence. */
export function SharingDialog({ patientId, name, onClose }: { patientId: string; name: string; onClose: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery({ ...reading<SharingConsents>(`/patients/${patientId}/sharing-consents`), staleTime: 0 });
  return (
    <Dialog title={w('sharing.title', { name })} width={WIDTH_PX} onClose={onClose}>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={4} />}
      {data !== undefined && (
        <>
          <Decide key={data.items.length} patientId={patientId} consents={data} onSaved={() => void refetch()} />
          <History items={data.items} />
        </>
      )}
      <div className="dialog-buttons">
        <ActionButton variant="default" onPress={onClose} keyHint="Esc">
          {w('state.back')}
        </ActionButton>
      </div>
    </Dialog>
  );
}

type Decision = NewSharingDecision['decision'];

interface DecideProps {
  patientId: string;
  consents: SharingConsents;
  onSaved: () => void;
}

function Decide({ patientId, consents: { items, destinations }, onSaved }: DecideProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [destinationId, setDestinationId] = useState('');
  const [evidence, setEvidence] = useState('');
  const [failure, setFailure] = useState('');
  const [asked, setAsked] = useState(false);
  const record = useWrite<NewSharingDecision, unknown>('POST', `/patients/${patientId}/sharing-consents`);
  const isBusy = record.state === 'sending' || record.state === 'waiting';
  const last = items.find((one) => one.destinationId === null || one.destinationId === (destinationId || null))?.decision;
  const decide = async (decision: Decision) => {
    setAsked(true);
    if (isBusy || evidence.trim() === '') return;
    try {
      setFailure('');
      await record.send({ id, destinationId: destinationId === '' ? null : destinationId, decision, evidence: evidence.trim() });
      onSaved();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <div className="sharing-form">
      <Note meaning={last === 'withdrawn' ? 'stop' : 'information'}>{w(`sharing.now.${last ?? 'none'}`)}</Note>
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <label>
        {w('sharing.destination')}
        <select data-autofocus value={destinationId} onChange={(event) => setDestinationId(event.currentTarget.value)}>
          <option value="">{w('sharing.every')}</option>
          {destinations.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
              {one.consentRequired && ` – ${w('sharing.needsYes')}`}
            </option>
          ))}
        </select>
      </label>
      <TextInput
        label={w('sharing.evidence')}
        placeholder={w('sharing.evidenceExample')}
        value={evidence}
        maxLength={300}
        error={asked && evidence.trim() === '' ? w('sharing.evidenceMissing') : false}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <div className="dialog-buttons">
        {(['withdrawn', 'given'] as const).map((decision) => (
          <ActionButton
            key={decision}
            variant="default"
            busy={isBusy ? w('state.saving') : undefined}
            onPress={() => void decide(decision)}
          >
            {w(`sharing.do.${decision}`)}
          </ActionButton>
        ))}
      </div>
    </div>
  );
}

function History({ items }: { items: SharingConsents['items'] }) {
  const w = useWords();
  return (
    <section aria-label={w('sharing.history')}>
      <h3>{w('sharing.history')}</h3>
      {items.length === 0 && <p className="hint">{w('sharing.never')}</p>}
      <ol className="sharing-history">
        {items.map((one) => (
          <li key={one.id}>
            <b>{w(`sharing.decision.${one.decision}`)}</b> · {one.destination ?? w('sharing.every')} · {one.evidence}
            <p className="hint">{w('sharing.by', { name: one.recordedByName, at: momentForPeople(one.decidedAt) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
