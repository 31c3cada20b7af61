import { useState } from 'react';
import type {
  ReceiveSpecimen,
  RejectSpecimen,
  SpecimenAnswer,
  TakeSpecimen,
  WorkDetail,
  WorkItem,
} from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { timeForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

interface SampleBarProps {
  detail: WorkDetail;
  siblings: WorkItem[];
  onChanged: () => void;
  onLabel: (specimenId: string) => void;
}

/** The sample of an order: taken and received here by F2, or come from the ward; sent back with a reason. */
export function SampleBar({ detail, siblings, onChanged, onLabel }: SampleBarProps) {
  const { item, results } = detail;
  if (item.state === 'cancelled') return null;
  if (item.specimen === null) return item.state === 'waiting' ? <TakeSample {...{ item, siblings, onChanged, onLabel }} /> : null;
  return <KnownSample {...{ item, specimen: item.specimen, hasResult: results.length > 0, onChanged, onLabel }} />;
}

function TakeSample({ item, siblings, onChanged, onLabel }: Omit<SampleBarProps, 'detail'> & { item: WorkItem }) {
  const w = useWords();
  const failureText = useFailure();
  const take = useWrite<TakeSpecimen, SpecimenAnswer>('POST', '/specimens');
  const [failure, setFailure] = useState('');
  const others = siblings.filter(
    (one) => one.encounterId === item.encounterId && one.orderId !== item.orderId && one.state === 'waiting' && one.specimen === null,
  );
  const [left, setLeft] = useState<string[]>([]);
  // What is measured in the same specimen goes into the same tube, unless somebody says otherwise.
  const together = others.filter((one) => one.neededSpecimen === item.neededSpecimen && !left.includes(one.orderId));
  const run = async () => {
    if (take.state === 'sending') return;
    try {
      const orderIds = [item.orderId, ...together.map(({ orderId }) => orderId)];
      const { id } = await take.send({ id: newId(), encounterId: item.encounterId, orderIds, received: true });
      onLabel(id);
    } catch (cause) {
      setFailure(failureText(cause));
    }
    onChanged();
  };
  useKeys({ f2: () => void run() });
  return (
    <section className="sample">
      {item.rejectReason !== null && <Note meaning="care">{w('sample.rejected', { reason: item.rejectReason })}</Note>}
      <div className="action-row">
        <span>{w('sample.none', { kind: item.neededSpecimen ?? '–' })}</span>
        {others
          .filter((one) => one.neededSpecimen === item.neededSpecimen)
          .map((one) => (
            <label key={one.orderId}>
              <input
                type="checkbox"
                checked={!left.includes(one.orderId)}
                onChange={(event) => setLeft(event.target.checked ? left.filter((id) => id !== one.orderId) : [...left, one.orderId])}
              />{' '}
              {w('sample.together')}: {one.serviceName}
            </label>
          ))}
        <ActionButton onPress={() => void run()} keyHint="F2" busy={take.state === 'sending' ? w('state.saving') : undefined}>
          {w('sample.take')}
        </ActionButton>
      </div>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </section>
  );
}

interface KnownSampleProps extends Omit<SampleBarProps, 'detail' | 'siblings'> {
  item: WorkItem;
  specimen: NonNullable<WorkItem['specimen']>;
  hasResult: boolean;
}

function KnownSample({ item, specimen, hasResult, onChanged, onLabel }: KnownSampleProps) {
  const w = useWords();
  const failureText = useFailure();
  const receive = useWrite<ReceiveSpecimen, SpecimenAnswer>('POST', '/specimen-receipts');
  const reject = useWrite<RejectSpecimen, SpecimenAnswer>('POST', `/specimens/${specimen.id}/rejection`);
  const [rejecting, setRejecting] = useState(false);
  const [failure, setFailure] = useState('');
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (cause) {
      setFailure(failureText(cause));
    }
    onChanged();
  };
  const isHere = specimen.receivedAt !== null;
  useKeys({ f2: () => (isHere ? undefined : void run(() => receive.send({ number: specimen.number }))) });
  const facts = { number: specimen.number, kind: specimen.kind, taken: timeForPeople(specimen.takenAt) };
  return (
    <section className="sample">
      <div className="action-row">
        <span>
          {w('sample.line', facts)} ·{' '}
          {isHere ? w('sample.receivedAt', { at: timeForPeople(specimen.receivedAt ?? '') }) : w('sample.notReceived')}
        </span>
        {!isHere && (
          <ActionButton onPress={() => void run(() => receive.send({ number: specimen.number }))} keyHint="F2">
            {w('sample.receive')}
          </ActionButton>
        )}
        <ActionButton variant="subtle" onPress={() => onLabel(specimen.id)}>
          {w('sample.label')}
        </ActionButton>
        {item.state !== 'approved' && !hasResult && (
          <ActionButton variant="subtle" onPress={() => setRejecting(true)}>
            {w('sample.reject')}
          </ActionButton>
        )}
      </div>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
      {rejecting && (
        <ReasonDialog
          title={w('sample.rejectTitle', { number: specimen.number })}
          label={w('sample.reason')}
          confirmText={w('sample.reject')}
          onReason={async (reason) => {
            await reject.send({ reason });
            setRejecting(false);
            onChanged();
          }}
          onClose={() => setRejecting(false)}
        />
      )}
    </section>
  );
}
