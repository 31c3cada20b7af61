import type { RefObject } from 'react';
import type { BagView } from '../../../api/blood/blood-schemas.ts';
import { dayForPeople, daysBetween } from '../../../domain/dates.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { today } from '../../lib/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { groupForPeople } from './blood-words.ts';
import { shows, type useBags } from './use-bags.ts';

/** From here on the days that are left stand beside the day. */
const FEW_DAYS = 7;

interface BagListPanelProps {
  bags: Omit<ReturnType<typeof useBags>, 'searchBox'>;
  searchBox: RefObject<HTMLInputElement | null>;
  mayWrite: boolean;
  onDialog: (dialog: 'receive' | 'groups' | 'book') => void;
}

/** The scan box, what is shown, and the bags by their last day. */
export function BagListPanel({ bags, searchBox, mayWrite, onDialog }: BagListPanelProps) {
  const w = useWords();
  const columns = useColumns();
  return (
    <section className="blood-list" aria-label={w('blood.list')}>
      <label className="blood-search">
        {w('blood.search')}
        <input
          ref={searchBox}
          autoFocus
          autoComplete="off"
          maxLength={60}
          value={bags.search}
          onChange={(event) => bags.setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            bags.choose();
          }}
        />
      </label>
      <div className="blood-shows" role="group" aria-label={w('blood.show')}>
        {shows.map((one, i) => (
          <button key={one} type="button" aria-pressed={one === bags.show} onClick={() => bags.setShow(one)}>
            {w(`blood.show.${one}`)} <kbd>Alt+{i + 1}</kbd>
          </button>
        ))}
      </div>
      <div className="blood-buttons">
        {mayWrite && (
          <>
            <ActionButton onPress={() => onDialog('receive')} keyHint="F2">
              {w('blood.receive')}
            </ActionButton>
            <ActionButton variant="default" onPress={() => onDialog('groups')}>
              {w('blood.groups')}
            </ActionButton>
          </>
        )}
        <ActionButton variant="default" onPress={() => onDialog('book')}>
          {w('blood.book')}
        </ActionButton>
      </div>
      <div className="scroll">
        {bags.shown === undefined && <Loading label={w('state.loading')} lines={8} />}
        {bags.shown?.length === 0 && <Empty>{w('blood.empty')}</Empty>}
        {bags.shown !== undefined && bags.shown.length > 0 && (
          <KeyTable
            label={w('blood.list')}
            columns={columns}
            rows={bags.shown}
            rowKey={({ id }) => id}
            current={bags.openId}
            onOpen={({ id }) => bags.open(id)}
          />
        )}
        {bags.more && <Note meaning="information">{w('blood.more')}</Note>}
      </div>
    </section>
  );
}

function useColumns(): Column<BagView>[] {
  const w = useWords();
  return [
    { key: 'group', title: w('blood.group'), width: '50px', render: (bag) => <b>{groupForPeople(bag)}</b> },
    {
      key: 'number',
      title: w('blood.unitNumber'),
      render: (bag) => (
        <>
          {bag.unitNumber} <small>{w(`blood.product.${bag.product}`)}</small>
        </>
      ),
    },
    { key: 'expires', title: w('blood.expires'), width: '104px', render: (bag) => <LastDay bag={bag} /> },
    {
      key: 'state',
      title: w('blood.state'),
      width: '120px',
      render: (bag) => (
        <>
          {w(`blood.state.${bag.state}`)} {bag.patientName !== null && <small>{bag.patientName}</small>}
        </>
      ),
    },
  ];
}

function LastDay({ bag }: { bag: BagView }) {
  const w = useWords();
  const left = daysBetween(today(), bag.expiresOn);
  return (
    <>
      {dayForPeople(bag.expiresOn)}{' '}
      {left < 0 ? (
        <span className="critical">{w('blood.expired')}</span>
      ) : (
        left <= FEW_DAYS && <small className="few-days">{w('blood.lastDays', { n: left })}</small>
      )}
    </>
  );
}
