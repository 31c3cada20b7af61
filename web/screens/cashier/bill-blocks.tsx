import { useState } from 'react';
import type { AccountView } from '../../../api/cashier/cashier-schemas.ts';
import { isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';
import { AdjustDialog, Adjustments } from './adjust-dialog.tsx';

type Block = AccountView['blocks'][number];
type Line = Block['lines'][number];

/** The bill in the blocks of the cost sheet; the patient's part stands last and large. */
export function BillBlocks({ view, onChanged }: { view: AccountView; onChanged: () => void }) {
  const w = useWords();
  const [asked, setAsked] = useState<Line | undefined>(undefined);
  const mayAdjust = can('charge.adjust') && !view.final;
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
            <BlockRows key={block.block} block={block} view={view} onAdjust={mayAdjust ? setAsked : undefined} />
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
      <Adjustments view={view} />
      {asked !== undefined && (
        <AdjustDialog
          line={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface BlockRowsProps {
  block: Block;
  view: AccountView;
  onAdjust: ((line: Line) => void) | undefined;
}

function BlockRows({ block, view, onAdjust }: BlockRowsProps) {
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
        <BillRow
          key={line.chargeId}
          line={line}
          adjusted={view.adjustments.some(({ chargeLineId }) => chargeLineId === line.chargeId)}
          onAdjust={onAdjust}
        />
      ))}
    </tbody>
  );
}

function BillRow({ line, adjusted, onAdjust }: { line: Line; adjusted: boolean; onAdjust: BlockRowsProps['onAdjust'] }) {
  const w = useWords();
  return (
    <tr>
      <th scope="row">
        {line.name}
        {adjusted && <small className="line-care">{w('cash.adjusted')}</small>}
        {onAdjust !== undefined && (
          <button type="button" className="text-button" aria-label={w('cash.adjustOf', { name: line.name })} onClick={() => onAdjust(line)}>
            {w('cash.adjust')}
          </button>
        )}
      </th>
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
