import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { z } from 'zod';
import type { ResendMessages, ResentMessages } from '../../../api/interop/outbox-schemas.ts';
import { cureOfTold } from '../../lib/cure-of.ts';
import { momentForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { useCauseWords, useFieldWords } from './interop-words.ts';
import { bareCause, type Cause, type Message, refreshInterop, useFailedMessages } from './use-interop.ts';

/** One cause: what it is, which visits it stops, the way to the field, and sending again: one or all. */
export function FailureDetail({ cause }: { cause: Cause }) {
  const w = useWords();
  const failureText = useFailure();
  const causeWords = useCauseWords();
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  const { data, error, refetch } = useFailedMessages(cause);
  const items = data?.items ?? [];
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0];
  return (
    <section className="interop-detail" aria-label={causeWords(cause)}>
      <h2>{causeWords(cause)}</h2>
      <p>{w(`interop.then.${cause.state}`)}</p>
      {cause.path !== '' && <p className="hint digest">{cause.path}</p>}
      {can('outbox.write') && <Resend cause={cause} chosen={chosen} />}
      {chosen !== undefined && chosen.encounterId !== null && cause.field !== null && (
        <Cure cause={cause} encounterId={chosen.encounterId} />
      )}
      {!cause.listed && <Note meaning="information">{w('interop.notListed')}</Note>}
      {cause.listed && data === undefined && error === null && <Loading label={w('state.loading')} lines={3} />}
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {items.length > 0 && <Messages items={items} chosen={chosen} onChoose={setChosenId} />}
      {items.length < cause.count && cause.listed && data !== undefined && (
        <p className="hint">{w('interop.firstOnly', { n: items.length })}</p>
      )}
    </section>
  );
}

/** F9 sends all of the cause again. */
function Resend({ cause, chosen }: { cause: Cause; chosen: Message | undefined }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [told, setTold] = useState('');
  const [failure, setFailure] = useState('');
  const resend = useWrite<z.infer<typeof ResendMessages>, z.infer<typeof ResentMessages>>('POST', '/outbox/resends');
  const isBusy = resend.state === 'sending' || resend.state === 'waiting';
  const send = async (ids?: string[]) => {
    if (isBusy) return;
    try {
      setFailure('');
      const { resent, more } = await resend.send({ cause: bareCause(cause), ...(ids === undefined ? {} : { ids }) });
      setTold(w(more ? 'interop.resentMore' : 'interop.resent', { n: resent }));
    } catch (thrown) {
      setFailure(failureText(thrown));
    } finally {
      await refreshInterop(queries);
    }
  };
  useKeys({ f9: () => void send() });
  const busy = isBusy ? w('state.saving') : undefined;
  return (
    <>
      <div className="interop-buttons">
        <ActionButton variant="default" keyHint="F9" busy={busy} onPress={() => void send()}>
          {w('interop.resendAll', { n: cause.count })}
        </ActionButton>
        {chosen !== undefined && cause.count > 1 && (
          <ActionButton variant="default" busy={busy} onPress={() => void send([chosen.id])}>
            {w('interop.resendOne')}
          </ActionButton>
        )}
      </div>
      {told !== '' && (
        <Note meaning="done" live>
          {told}
        </Note>
      )}
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </>
  );
}

/** F10 opens the field of the chosen visit, where the person here has that desk. */
function Cure({ cause: { field }, encounterId }: { cause: Cause; encounterId: string }) {
  const w = useWords();
  const fieldWords = useFieldWords();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const { path, place } = cureOfTold({ table: field?.table ?? null, field: field?.field ?? '' }, encounterId);
  const cure = () => (path === undefined ? setAsked(true) : go(path));
  useKeys({ f10: cure });
  return (
    <>
      <div className="interop-buttons">
        <ActionButton variant="default" keyHint="F10" onPress={cure}>
          {w('interop.mend', { field: fieldWords(field?.field ?? '') })}
        </ActionButton>
      </div>
      <p className="hint">{w(place)}</p>
      {asked && (
        <Note meaning="care" live>
          {w('cure.askSomebody')}
        </Note>
      )}
    </>
  );
}

interface MessagesProps {
  items: Message[];
  chosen: Message | undefined;
  onChoose: (id: string) => void;
}

function Messages({ items, chosen, onChoose }: MessagesProps) {
  const w = useWords();
  const columns: Column<Message>[] = [
    { key: 'code', title: w('interop.visit'), render: (one) => <span className="nowrap">{one.encounterCode ?? w('interop.person')}</span> },
    {
      key: 'tried',
      title: w('interop.lastTry'),
      width: '145px',
      render: (one) => <span className="nowrap">{momentForPeople(one.lastTryAt)}</span>,
    },
    { key: 'attempts', title: w('interop.attempts'), align: 'right', width: '50px', render: (one) => one.attempts },
  ];
  return (
    <KeyTable
      label={w('interop.visits')}
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      current={chosen?.id}
      onOpen={({ id }) => onChoose(id)}
    />
  );
}
