import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { AcknowledgeCritical, EncounterResults, ReadResults } from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { AttachmentLinks } from '../../lib/attachment-links.tsx';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ResultIssue } from '../../lib/result-issues.tsx';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

const EVERY_MS = 5_000;
type Item = EncounterResults['items'][number];

/** Results of a visit, asked for again every few seconds while the record is open. */
export const useResults = (encounterId: string) =>
  useQuery({ ...reading<EncounterResults>(`/encounters/${encounterId}/results`), refetchInterval: EVERY_MS });

/** What is new or must be taken note of: the number on the tab. */
export const countNew = (results: EncounterResults | undefined): number =>
  results?.items.filter(({ isUnread, needsAcknowledgement }) => isUnread || needsAcknowledgement).length ?? 0;

/** What came of the orders: critical first, then what is new; every issue with who answers for it and the way of its numbers. */
export function ResultsTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useResults(encounter.id);
  if (data === undefined)
    return error === null ? (
      <Loading label={w('state.loading')} lines={8} />
    ) : (
      <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />
    );
  if (data.items.length === 0) return <Empty>{w('results.empty')}</Empty>;
  const weight = (item: Item) => (item.needsAcknowledgement ? 0 : item.isUnread ? 1 : item.issues.length > 0 ? 2 : 3);
  const items = [...data.items].sort((a, b) => weight(a) - weight(b));
  return (
    <section aria-label={w('tab.results')} className="results">
      {data.waiting > 0 && <Note meaning="information">{w('results.waiting', { n: data.waiting })}</Note>}
      <MarkRead encounterId={encounter.id} items={items} onDone={() => void refetch()} />
      {items.map((item) => (
        <OneResult key={item.orderId} item={item} onChanged={() => void refetch()} />
      ))}
    </section>
  );
}

function MarkRead({ encounterId, items, onDone }: { encounterId: string; items: Item[]; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const read = useWrite<ReadResults, { count: number }>('POST', `/encounters/${encounterId}/result-readings`);
  const [failure, setFailure] = useState('');
  const resultIds = items.flatMap(({ isUnread, issues }) => (isUnread && issues[0] !== undefined ? [issues[0].id] : []));
  if (resultIds.length === 0 || !can('result.acknowledge')) return null;
  const mark = async () => {
    try {
      await read.send({ resultIds });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: ['/result-inbox'] });
    onDone();
  };
  return (
    <div className="action-row">
      <ActionButton variant="default" onPress={() => void mark()} busy={read.state === 'sending' ? w('state.saving') : undefined}>
        {w('results.markRead')}
      </ActionButton>
      {failure !== '' && <Note meaning="stop">{failure}</Note>}
    </div>
  );
}

function OneResult({ item, onChanged }: { item: Item; onChanged: () => void }) {
  const w = useWords();
  const [newest, ...earlier] = item.issues;
  const trendOf = (code: string) =>
    (item.trends.find(({ indicatorCode }) => indicatorCode === code)?.points ?? []).map(({ shown }) => shown).join(' → ');
  return (
    <article className="one-result" aria-label={item.serviceName}>
      <h2>
        {item.serviceName} {item.urgent && <span className="urgent">{w('work.urgent')}</span>}{' '}
        {item.isUnread && <span className="new-mark">{w('results.new')}</span>} <small>{w(`work.${item.state}`)}</small>
      </h2>
      {item.needsAcknowledgement && newest !== undefined && <Acknowledge resultId={newest.id} onDone={onChanged} />}
      {newest !== undefined && <ResultIssue issue={newest} counts trendOf={trendOf} />}
      <AttachmentLinks orderId={item.orderId} attachments={item.attachments} />
      {earlier.length > 0 && (
        <details>
          <summary>
            {w('results.history')} ({earlier.length})
          </summary>
          {earlier.map((issue) => (
            <ResultIssue key={issue.id} issue={issue} counts={false} />
          ))}
        </details>
      )}
    </article>
  );
}

/** A critical value: the doctor says what is done. */
function Acknowledge({ resultId, onDone }: { resultId: string; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const acknowledge = useWrite<AcknowledgeCritical, { id: string }>('POST', `/results/${resultId}/acknowledgement`);
  const [action, setAction] = useState('');
  const [failure, setFailure] = useState('');
  const run = async () => {
    if (action.trim() === '') return setFailure(w('critical.actionMissing'));
    try {
      await acknowledge.send({ id: newId(), action: action.trim() });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: ['/result-inbox'] });
    onDone();
  };
  return (
    <form
      className="acknowledge"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Note meaning="stop">{w('critical.unacknowledged')}</Note>
      {can('result.acknowledge') && (
        <div className="action-row">
          <TextInput
            label={w('critical.action')}
            value={action}
            maxLength={500}
            onChange={(event) => setAction(event.currentTarget.value)}
          />
          <ActionButton onPress={() => void run()} busy={acknowledge.state === 'sending' ? w('state.saving') : undefined}>
            {w('critical.acknowledge')}
          </ActionButton>
        </div>
      )}
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </form>
  );
}
