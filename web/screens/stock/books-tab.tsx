import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { DispensingBook } from '../../../api/dispensing/dispensing-schemas.ts';
import type { LotPatients } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { birthForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DayInput } from './day-input.tsx';
import { DrugField, type PickedDrug } from './drug-field.tsx';

const SHOWS = ['n', 'h', 'recall'] as const;

/** The books of controlled drugs, and who has something of a recalled lot at home. Both print as they stand. */
export function BooksTab() {
  const w = useWords();
  const [show, setShow] = useState<(typeof SHOWS)[number]>('n');
  const [from, setFrom] = useState<Day>(`${today().slice(0, 7)}-01`);
  const [to, setTo] = useState<Day>(today());
  const [drug, setDrug] = useState<PickedDrug | undefined>(undefined);
  const [lot, setLot] = useState('');
  return (
    <>
      <div className="stock-bar">
        <label>
          {w('books.show')}
          <select value={show} onChange={(event) => setShow(event.target.value as (typeof SHOWS)[number])}>
            {SHOWS.map((one) => (
              <option key={one} value={one}>
                {w(`books.show.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {show === 'recall' ? (
          <>
            <div className="drug-box">
              <DrugField drug={drug} onDrug={setDrug} />
            </div>
            <label>
              {w('stock.lot')}
              <input value={lot} maxLength={50} onChange={(event) => setLot(event.target.value)} />
            </label>
          </>
        ) : (
          <>
            <DayInput label={w('stock.from')} day={from} onDay={setFrom} />
            <DayInput label={w('stock.to')} day={to} onDay={setTo} />
          </>
        )}
        <ActionButton variant="default" onPress={() => window.print()} keyHint="Ctrl+P">
          {w('books.print')}
        </ActionButton>
      </div>
      {show !== 'recall' && <Book path={`/control-books?type=${show}&from=${from}&to=${to}`} title={w(`books.show.${show}`)} />}
      {show === 'recall' && (drug === undefined || lot.trim() === '') && <Empty>{w('books.recallHint')}</Empty>}
      {show === 'recall' && drug !== undefined && lot.trim() !== '' && (
        <Recall path={`/stock/lot-patients?drugCode=${drug.code}&lotNumber=${encodeURIComponent(lot.trim())}`} />
      )}
    </>
  );
}

function Table({ label, heads, children }: { label: string; heads: [title: string, align?: 'right'][]; children: ReactNode }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {heads.map(([title, align]) => (
              <th key={title} scope="col" className={align ?? ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Book({ path, title }: { path: string; title: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<DispensingBook>(path));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.rows.length === 0) return <Empty>{w('books.empty')}</Empty>;
  const quantity = (value: string) => (isZero(value) ? '' : numberForPeople(value));
  const heads: [string, 'right'?][] = [
    ...([[w('stock.day')], [w('stock.number')], [w('stock.drug')], [w('stock.lot')]] as [string][]),
    ...([
      [w('stock.incoming'), 'right'],
      [w('stock.outgoing'), 'right'],
    ] as [string, 'right'][]),
    ...([[w('books.person')], [w('books.prescription')], [w('books.collector')]] as [string][]),
  ];
  return (
    <>
      <h2 className="print-only">{title}</h2>
      <Table label={title} heads={heads}>
        {data.rows.map((row) => (
          <tr key={row.id}>
            <td>{dayForPeople(row.day)}</td>
            <td>{row.number}</td>
            <td>{row.drugName}</td>
            <td>
              {row.lotNumber} · {dayForPeople(row.expiresOn)}
            </td>
            <td className="right">{quantity(row.incoming)}</td>
            <td className="right">{quantity(row.outgoing)}</td>
            <td>{row.patientName ?? row.partner ?? ''}</td>
            <td>{row.prescriptionCode?.toUpperCase() ?? ''}</td>
            <td>{[row.collectedBy, row.collectorNumber].filter((part) => part !== null).join(' · ')}</td>
          </tr>
        ))}
      </Table>
      {data.more && <Note meaning="information">{w('stock.cardMore')}</Note>}
    </>
  );
}

function Recall({ path }: { path: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<LotPatients>(path));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  if (data.items.length === 0) return <Empty>{w('books.nobody')}</Empty>;
  const heads: [string, 'right'?][] = [
    [w('books.person')],
    [w('person.birth')],
    [w('person.phone')],
    [w('books.prescription')],
    [w('stock.day')],
    [w('stock.quantity'), 'right'],
  ];
  return (
    <>
      <Table label={w('books.show.recall')} heads={heads}>
        {data.items.map((one) => (
          <tr key={`${one.lotId}${one.prescriptionCode ?? one.patientId}`}>
            <td>{one.fullName}</td>
            <td>{birthForPeople(one.birthDate, one.birthPrecision)}</td>
            <td>{one.phone ?? '–'}</td>
            <td>{one.prescriptionCode?.toUpperCase() ?? w('stock.kind.cabinet-issue')}</td>
            <td>{dayForPeople(one.day)}</td>
            <td className="right">{numberForPeople(one.quantity)}</td>
          </tr>
        ))}
      </Table>
      {data.more && <Note meaning="care">{w('stock.more')}</Note>}
    </>
  );
}
