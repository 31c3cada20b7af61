import type { ShiftSummaryView } from '../../../api/cashier/book-schemas.ts';
import { isZero } from '../../../domain/money.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';

/** A shift or a day in figures: the drawer, by way, by kind, cancels, and the numbers used of each book. */
export function ShiftFigures({ summary }: { summary: ShiftSummaryView }) {
  const w = useWords();
  return (
    <div className="figures">
      <dl className="account-due">
        <div className="account-due-large">
          <dt>{w('cash.expected')}</dt>
          <dd>{moneyForPeople(summary.expectedCash)}</dd>
        </div>
      </dl>
      <table className="plain-table" aria-label={w('cash.byMethod')}>
        <thead>
          <tr>
            <th scope="col">{w('cash.byMethod')}</th>
            <th scope="col" className="right">
              {w('cash.incoming')}
            </th>
            <th scope="col" className="right">
              {w('cash.outgoing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.methods.map(({ method, incoming, outgoing }) => (
            <tr key={method}>
              <th scope="row">{w(`cash.method.${method}`)}</th>
              <td className="right">{moneyForPeople(incoming)}</td>
              <td className="right">{moneyForPeople(outgoing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="plain-table" aria-label={w('cash.byKind')}>
        <thead>
          <tr>
            <th scope="col">{w('cash.byKind')}</th>
            <th scope="col" className="right">
              {w('cash.count')}
            </th>
            <th scope="col" className="right">
              {w('cash.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.kinds
            .filter(({ count }) => count > 0)
            .map(({ kind, count, amount }) => (
              <FigureRow key={kind} name={w(`cash.kind.${kind}`)} count={count} amount={amount} />
            ))}
          {!isZero(summary.cancels.amount) && <FigureRow name={w('cash.cancels')} {...summary.cancels} />}
        </tbody>
      </table>
      {summary.books.map(({ series, incoming, from, to, count }) => (
        <p key={`${series} ${String(incoming)}`} className="hint">
          {w(incoming ? 'cash.receiptsUsed' : 'cash.payoutsUsed', { series, from, to, count })}
        </p>
      ))}
    </div>
  );
}

const FigureRow = ({ name, count, amount }: { name: string; count: number; amount: string }) => (
  <tr>
    <th scope="row">{name}</th>
    <td className="right">{count}</td>
    <td className="right">{moneyForPeople(amount)}</td>
  </tr>
);
