import { useQuery } from '@tanstack/react-query';
import type { ResultInbox as Inbox } from '../../../api/results/result-schemas.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Icon } from '../../ui/icon.tsx';

const EVERY_MS = 5_000;

/** Whose results came: critical ones first. Stands over the work list and is silent when there is nothing. */
export function ResultInbox({ onOpen }: { onOpen: (encounterId: string) => void }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<Inbox>('/result-inbox'), refetchInterval: EVERY_MS });
  const fresh = (data?.items ?? []).filter(({ unread, critical }) => unread > 0 || critical > 0);
  if (fresh.length === 0) return null;
  return (
    <section className="result-inbox" aria-label={w('results.inbox')}>
      <h2>{w('results.inbox')}</h2>
      <ul>
        {fresh.map(({ encounterId, patientName, critical, unread }) => (
          <li key={encounterId}>
            <button type="button" className={critical > 0 ? 'text-button line-stop' : 'text-button'} onClick={() => onOpen(encounterId)}>
              {critical > 0 && <Icon name="stop" />}{' '}
              {w('results.inboxLine', {
                name: patientName,
                parts: [
                  ...(critical > 0 ? [w('results.inboxCritical', { n: critical })] : []),
                  ...(unread > 0 ? [w('results.inboxUnread', { n: unread })] : []),
                ].join(' · '),
              })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
