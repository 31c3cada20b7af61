import type { AccountView } from '../../../api/cashier/cashier-schemas.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';

type Block = AccountView['blocks'][number];
type Line = Block['lines'][number];

/** The bill in the blocks of the cost sheet; the patient's part stands last and large. */
export function BillBlocks({ view }: { view: AccountView }) {
  const w = useWords();
  const { totals } = view;
  return (
    <section className="account-bill" aria-label={w('cash.bill')}>
      {!view.final && <Note meaning="information">{w('cash.live')}</Note>}
      {view.blocks.length === 0 ? (
        <Empty>{w('cash.noLines')}</Empty>
      ) : (
        <table className="plain-table" aria-label={w('cost.lines')}>
          <thead>
            <tr>
              <th scope="col">{w('cost.item')}</th>
              {(['cost.quantity', 'cost.price', 'cost.total', 'cash.fund', 'cash.patient'] as const).map((head) => (
                <th key={head} scope="col" className="right">
                  {w(head)}
                </th>
              ))}
            </tr>
          </thead>
          {view.blocks.map((block) => (
            <BlockRows key={block.block} block={block} />
          ))}
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {w('cost.total')}
              </th>
              <td className="right">{numberForPeople(totals.hospitalAmount)}</td>
              <td className="right">{numberForPeople(totals.fundAmount)}</td>
              <td className="right">
                <b>{numberForPeople(view.patientPart)}</b>
              </td>
            </tr>
            {!isZero(totals.otherSourceAmount) && (
              <tr>
                <th scope="row" colSpan={5}>
                  {w('cash.otherSource')}
                </th>
                <td className="right">{numberForPeople(totals.otherSourceAmount)}</td>
              </tr>
            )}
          </tfoot>
        </table>
      )}
    </section>
  );
}

function BlockRows({ block }: { block: Block }) {
  const w = useWords();
  return (
    <tbody>
      <tr className="bill-block">
        <th scope="rowgroup" colSpan={5}>
          {w(`cash.block.${block.block}`)}
        </th>
        <td className="right">{numberForPeople(block.patientAmount)}</td>
      </tr>
      {block.lines.map((line) => (
        <BillRow key={line.chargeId} line={line} />
      ))}
    </tbody>
  );
}

function BillRow({ line }: { line: Line }) {
  return (
    <tr>
      <th scope="row">{line.name}</th>
      <td className="right">
        {numberForPeople(line.quantity)} {line.unit}
      </td>
      {[line.price, line.hospitalAmount, line.fundAmount, line.patientAmount].map((amount, index) => (
        <td key={index} className="right">
          {numberForPeople(amount)}
        </td>
      ))}
    </tr>
  );
}
