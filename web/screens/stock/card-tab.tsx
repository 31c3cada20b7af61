import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepotView, StockCard } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople, type Day } from '../../../domain/dates.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DayInput } from './day-input.tsx';
import { DepotSelect } from './depot-select.tsx';
import { DrugField, type PickedDrug } from './drug-field.tsx';
import type { CardChoice } from './stock-screen.tsx';

/** The stock card of a drug in a depot: opening, every entry, the balance after it. */
export function CardTab({ depots, choice }: { depots: DepotView[]; choice: CardChoice | undefined }) {
  const w = useWords();
  const [depotId, setDepotId] = useState(choice?.depotId ?? depots[0]?.id ?? '');
  const [drug, setDrug] = useState<PickedDrug | undefined>(
    choice === undefined ? undefined : { code: choice.drugCode, name: choice.drugName, unit: '' },
  );
  const [from, setFrom] = useState<Day>(`${today().slice(0, 7)}-01`);
  const [to, setTo] = useState<Day>(today());
  return (
    <>
      <div className="stock-bar">
        <div className="drug-box">
          <DrugField drug={drug} onDrug={setDrug} />
        </div>
        <DepotSelect depots={depots} value={depotId} onChange={setDepotId} />
        <DayInput label={w('stock.from')} day={from} onDay={setFrom} />
        <DayInput label={w('stock.to')} day={to} onDay={setTo} />
      </div>
      {drug === undefined ? <Empty>{w('stock.chooseDrug')}</Empty> : <Card path={cardPath(depotId, drug.code, from, to)} />}
    </>
  );
}

const cardPath = (depotId: string, drugCode: string, from: Day, to: Day): string =>
  `/stock/cards?depotId=${depotId}&drugCode=${drugCode}&from=${from}&to=${to}`;

function Card({ path }: { path: string }) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<StockCard>(path));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={8} />;
  const quantity = (value: string) => (isZero(value) ? '' : numberForPeople(value));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w('stock.tab.card')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w('stock.day')}</th>
            <th scope="col">{w('stock.number')}</th>
            <th scope="col">{w('stock.kind')}</th>
            <th scope="col">{w('stock.lot')}</th>
            <th scope="col">{w('stock.expiry')}</th>
            <th scope="col" className="right">
              {w('stock.incoming')}
            </th>
            <th scope="col" className="right">
              {w('stock.outgoing')}
            </th>
            <th scope="col" className="right">
              {w('stock.balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td colSpan={7}>{w('stock.opening')}</td>
            <td className="right">{numberForPeople(data.opening)}</td>
          </tr>
          {data.rows.map((row) => (
            <tr key={row.id}>
              <td>{dayForPeople(row.day)}</td>
              <td>{row.number}</td>
              <td>
                {w(`stock.kind.${row.kind}`)} {row.partner ?? ''}
              </td>
              <td>{row.lotNumber}</td>
              <td>{dayForPeople(row.expiresOn)}</td>
              <td className="right">{quantity(row.incoming)}</td>
              <td className="right">{quantity(row.outgoing)}</td>
              <td className="right">{numberForPeople(row.balance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.more && <Note meaning="information">{w('stock.cardMore')}</Note>}
    </div>
  );
}
