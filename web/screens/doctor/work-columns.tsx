import type { WorkListView } from '../../../api/queue/queue-schemas.ts';
import { ageText } from '../../../domain/patients/age.ts';
import type { BirthPrecision } from '../../../domain/visits/visit-record.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import type { Column } from '../../ui/key-table.tsx';

type Item = WorkListView['items'][number];

/** Number, person with age and class, and where the visit stands. */
export function useWorkColumns(): Column<Item>[] {
  const w = useWords();
  return [
    { key: 'number', title: w('queue.number'), align: 'right', width: '38px', render: (item) => item.number },
    { key: 'name', title: w('queue.person'), render: (item) => <Person item={item} /> },
    { key: 'state', title: w('queue.state'), width: '84px', render: (item) => <Standing item={item} /> },
  ];
}

function Person({ item }: { item: Item }) {
  const w = useWords();
  const { fullName, birthDate, birthPrecision } = item.patient;
  return (
    <>
      <strong>{fullName}</strong>
      <small>
        {ageText(birthDate, birthPrecision as BirthPrecision, today())}
        {item.priority !== 'normal' && ` · ${w(`priority.${item.priority}` as 'priority.normal')}`}
      </small>
    </>
  );
}

/** The state in a word, and what it waits for or where it led. */
function Standing({ item }: { item: Item }) {
  const w = useWords();
  if (item.state === 'waiting') return w(`ticketState.${item.ticket}`);
  const detail =
    item.state === 'awaiting-results'
      ? w('work.resultsLeft', { n: item.resultsWaiting + item.roomsWaiting })
      : item.ticket === 'transferred'
        ? (item.movedTo ?? '')
        : item.disposition !== null
          ? w(`disposition.${item.disposition}`)
          : '';
  return (
    <>
      {w(`visitState.${item.state}`)}
      {detail !== '' && <small>{detail}</small>}
    </>
  );
}
