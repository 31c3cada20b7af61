import { useQuery } from '@tanstack/react-query';
import type { BillView } from '../../../api/encounters/encounter-schemas.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';

/** What the visit costs and who pays which part; the patient's part is the large one. */
export function CostTab({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const sentence = useSentence();
  // The amounts change with every order and drug; what was read before is not shown as if it were now.
  const { data, error, refetch } = useQuery({ ...reading<BillView>(`/encounters/${encounterId}/bill`), staleTime: 0, gcTime: 0 });
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  return (
    <section aria-label={w('tab.cost')} className="cost">
      <Totals bill={data} />
      <Note meaning={data.final ? 'done' : 'information'}>
        {data.final ? w('cost.final') : w('cost.provisional')}{' '}
        {w('cost.rate', { rate: numberForPeople(data.benefitRate), reason: sentence({ code: data.rateReason }) })}
      </Note>
      {data.lines.length === 0 ? <Empty>{w('cost.empty')}</Empty> : <Lines bill={data} />}
    </section>
  );
}

function Totals({ bill }: { bill: BillView }) {
  const w = useWords();
  const { hospitalAmount, fundAmount, copayAmount, selfPayAmount } = bill.totals;
  const parts = [
    ['cost.total', hospitalAmount],
    ['cost.fund', fundAmount],
    ['cost.copay', copayAmount],
    ['cost.selfPay', selfPayAmount],
  ] as const;
  return (
    <dl className="totals">
      {parts.map(([word, amount]) => (
        <div key={word}>
          <dt>{w(word)}</dt>
          <dd>{moneyForPeople(amount)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ bill }: { bill: BillView }) {
  const w = useWords();
  return (
    <table className="plain-table" aria-label={w('cost.lines')}>
      <thead>
        <tr>
          <th scope="col">{w('cost.item')}</th>
          {(['cost.quantity', 'cost.price', 'cost.total', 'cost.fund', 'cost.copay', 'cost.selfPay'] as const).map((head) => (
            <th key={head} scope="col" className="right">
              {w(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bill.lines.map((line) => (
          <tr key={line.chargeId}>
            <th scope="row">{line.name}</th>
            <td className="right">
              {numberForPeople(line.quantity)} {line.unit}
            </td>
            {[line.hospitalPrice, line.hospitalAmount, line.fundAmount, line.copayAmount, line.selfPayAmount].map((amount, index) => (
              <td key={index} className="right">
                {numberForPeople(amount)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
