import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskTicketList, DeskTicketView } from '../../../api/displays/display-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

const DESK = 'desk-name';
const EVERY_MS = 5_000;

/** Numbers that the kiosk gave for the reception desks: F10 calls the next one to this desk. */
export function DeskNumbers() {
  return can('registration.write') ? <DeskCalls /> : null;
}

function DeskCalls() {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [desk, setDesk] = useState(() => localStorage.getItem(DESK) ?? '1');
  const [say, setSay] = useState('');
  const { data } = useQuery({ ...reading<DeskTicketList>('/desk-tickets'), refetchInterval: EVERY_MS });
  const mine = data?.items.find((ticket) => ticket.state === 'called' && ticket.desk === desk);
  const act = async (work: () => Promise<unknown>) => {
    setSay('');
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['/desk-tickets'] });
    } catch (cause) {
      setSay(failureText(cause));
    }
  };
  const next = () => void act(() => change('POST', '/desk-tickets/calls', { desk }, newId()));
  const on = (ticket: DeskTicketView, what: 'recall' | 'miss' | 'completion') =>
    void act(() => change('POST', `/desk-tickets/${ticket.id}/${what}`, {}, newId()));
  useKeys({ f10: next });
  return (
    <section className="desk-numbers" aria-label={w('deskNumbers.title')}>
      <h2>{w('deskNumbers.title')}</h2>
      <label>
        {w('deskNumbers.desk')}
        <input
          value={desk}
          maxLength={10}
          onChange={(event) => {
            setDesk(event.target.value);
            localStorage.setItem(DESK, event.target.value);
          }}
        />
      </label>
      <span>{w('deskNumbers.waiting', { n: data?.waiting ?? 0 })}</span>
      {mine !== undefined && (
        <>
          <b className="desk-number">{numberOf(mine)}</b>
          <ActionButton variant="default" onPress={() => on(mine, 'recall')}>
            {w('queue.recall')}
          </ActionButton>
          <ActionButton variant="default" onPress={() => on(mine, 'miss')}>
            {w('queue.miss')}
          </ActionButton>
        </>
      )}
      <ActionButton onPress={next} keyHint="F10" blocked={desk.trim() === '' ? w('deskNumbers.nameDesk') : undefined}>
        {w('deskNumbers.next')}
      </ActionButton>
      {say !== '' && (
        <Note meaning="care" live>
          {say}
        </Note>
      )}
    </section>
  );
}

const numberOf = ({ series, number }: DeskTicketView): string => `${series}${String(number).padStart(3, '0')}`;
