import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvoiceList } from '../../../api/invoices/invoice-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { DayBar } from '../../lib/day-bar.tsx';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { InvoiceLine } from './invoice-line.tsx';

const EVERY_MS = 10_000;

/** The electronic invoices of a day with how many stand where; the cancelled ones stay in sight. */
export function InvoicesTab() {
  const w = useWords();
  const failureText = useFailure();
  const [day, setDay] = useState<Day>(today());
  const path = `/invoices?from=${day}&to=${day}`;
  const { data, error, refetch } = useQuery({ ...reading<InvoiceList>(path), staleTime: 0, refetchInterval: EVERY_MS });
  return (
    <div className="cash-day">
      <DayBar day={day} onDay={setDay} onlyPast />
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading label={w('state.loading')} lines={6} />}
      {data !== undefined && <Found list={data} day={day} onChanged={() => void refetch()} />}
    </div>
  );
}

function Found({ list, day, onChanged }: { list: InvoiceList; day: Day; onChanged: () => void }) {
  const w = useWords();
  if (list.items.length === 0) return <Empty>{w('invoice.none', { day: dayForPeople(day) })}</Empty>;
  return (
    <div className="shift">
      <section aria-label={w('invoice.byState')}>
        {list.items.some(({ source }) => source === 'simulator') && <Note meaning="care">{w('invoice.simulates')}</Note>}
        <table className="plain-table" aria-label={w('invoice.byState')}>
          <tbody>
            {list.states.map(({ state, count, total }) => (
              <tr key={state}>
                <th scope="row">{w(`invoice.state.${state}`)}</th>
                <td className="right">{count}</td>
                <td className="right">{moneyForPeople(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="ledger scroll" aria-label={w('invoice.title')}>
        <ul>
          {list.items.map((one) => (
            <li key={one.id}>
              <b>{one.encounterCode}</b>
              <InvoiceLine invoice={one} onChanged={onChanged} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
