import type { CoverageView, Shares } from '../../../../api/patients/coverage-schemas.ts';
import { dayForPeople } from '../../../../domain/dates.ts';
import { moneyForPeople } from '../../../lib/format-money.ts';
import { momentForPeople, timeForPeople } from '../../../lib/format.ts';
import { useWords } from '../../../lib/i18n/i18n.tsx';

type Cards = CoverageView['cards'];

interface VisitFactsProps {
  view: CoverageView;
  /** The shares before the change that was just made. */
  before: Shares | undefined;
  onEditCard: (cardId: string) => void;
}

/** Who pays now: the category, the cards with since when each is used, and the shares. */
export function VisitFacts({ view, before, onEditCard }: VisitFactsProps) {
  const w = useWords();
  return (
    <>
      <dl className="facts">
        <dt>{w('visit.arrival')}</dt>
        <dd>
          {view.arrivalCategory} {view.arrivalCategoryName}
        </dd>
        {view.arrivalReason !== null && (
          <>
            <dt>{w('payer.because')}</dt>
            <dd>{view.arrivalReason}</dd>
          </>
        )}
      </dl>
      <h3>{w('payer.cards')}</h3>
      {view.cards.length === 0 ? <p className="hint">{w('payer.noCard')}</p> : <CardTable cards={view.cards} onEditCard={onEditCard} />}
      <h3>{w('payer.shares')}</h3>
      <SharesTable
        shares={
          before === undefined
            ? [[w('payer.now'), view.shares]]
            : [
                [w('payer.before'), before],
                [w('payer.after'), view.shares],
              ]
        }
      />
      <Trace changes={view.changes} />
    </>
  );
}

function CardTable({ cards, onEditCard }: { cards: Cards; onEditCard: (cardId: string) => void }) {
  const w = useWords();
  const isLast = (card: Cards[number]) => cards.findLast((one) => one.cardId === card.cardId) === card;
  return (
    <table className="plain-table" aria-label={w('payer.cards')}>
      <thead>
        <tr>
          <th scope="col">{w('insurance.number')}</th>
          <th scope="col">{w('insurance.period')}</th>
          <th scope="col">{w('payer.usedFrom')}</th>
          <th scope="col">{w('payer.verification')}</th>
          <th scope="col">
            <span className="visually-hidden">{w('card.edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {cards.map((card) => (
          <tr key={card.id} className={card.counts ? '' : 'cancelled'}>
            <th scope="row">{card.cardNumber}</th>
            <td>
              {dayForPeople(card.validFrom)} – {card.validTo === null ? '' : dayForPeople(card.validTo)}
            </td>
            <td>{timeForPeople(card.usedFrom)}</td>
            <td>{card.counts ? w(`verification.${card.verification}`) : w('payer.replaced')}</td>
            <td className="right">
              {isLast(card) && (
                <button type="button" className="text-button" onClick={() => onEditCard(card.cardId)}>
                  {w('card.edit')} <span className="visually-hidden">…{card.cardNumber.slice(-4)}</span>
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each line one state of the bill: now, or before and after a change. */
function SharesTable({ shares }: { shares: [name: string, shares: Shares][] }) {
  const w = useWords();
  const parts = [
    ['cost.total', 'hospitalAmount'],
    ['cost.fund', 'fundAmount'],
    ['cost.copay', 'copayAmount'],
    ['cost.selfPay', 'selfPayAmount'],
  ] as const;
  return (
    <table className="plain-table" aria-label={w('payer.shares')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{w('payer.shares')}</span>
          </th>
          {parts.map(([word]) => (
            <th key={word} scope="col" className="right">
              {w(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shares.map(([name, one]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {parts.map(([word, part]) => (
              <td key={word} className="right">
                {moneyForPeople(one[part])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Trace({ changes }: { changes: CoverageView['changes'] }) {
  const w = useWords();
  return (
    <>
      <h3>{w('payer.trace')}</h3>
      {changes.length === 0 && <p className="hint">{w('payer.noTrace')}</p>}
      <ol className="payer-trace">
        {changes.map((one) => (
          <li key={one.id}>
            <b>{momentForPeople(one.changedAt)}</b> {one.changedByName}: {one.categoryBefore} → {one.categoryAfter} · {one.reason} ·{' '}
            {w('payer.fundWas', { before: moneyForPeople(one.sharesBefore.fundAmount), after: moneyForPeople(one.sharesAfter.fundAmount) })}
          </li>
        ))}
      </ol>
    </>
  );
}
