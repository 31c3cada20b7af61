import { useState } from 'react';
import type { EncounterView, OrderView } from '../../../api/encounters/encounter-schemas.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { timeForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useSheet } from '../../lib/use-sheet.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';
import { isOpen } from './is-open.ts';
import { OrderActions } from './order-actions.tsx';
import { OrderSetDialog } from './order-set-dialog.tsx';
import { OrderPaper } from './order-paper.tsx';
import { PlaceOrders } from './place-orders.tsx';
import { UseSupplies } from './use-supplies.tsx';

/** Services of the visit. A choice is ordered at once; cancelling is the undo and keeps its reason. */
export function OrdersTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const mayOrder = isOpen(encounter) && can('order.write');
  const sheets = useSheet();
  const [keepsSets, setKeepsSets] = useState(false);
  const [suppliedId, setSuppliedId] = useState('');
  const supplied = encounter.orders.find(({ id, state }) => id === suppliedId && state !== 'cancelled' && isOpen(encounter));
  const hasOrders = encounter.orders.some(({ state }) => state !== 'cancelled');
  const print = () => void sheets.print(encounter.id, { kind: 'order-sheet', subjectId: encounter.id });
  useKeys({ f8: () => (hasOrders ? print() : undefined) });
  return (
    <section aria-label={w('tab.orders')} className="orders">
      {mayOrder ? (
        <PlaceOrders encounterId={encounter.id} />
      ) : (
        <Note meaning="information">{isOpen(encounter) ? w('state.notAllowed') : w('encounter.closed')}</Note>
      )}
      {encounter.orders.length === 0 ? <Empty>{w('order.empty')}</Empty> : <OrderTable encounter={encounter} onSupplies={setSuppliedId} />}
      {supplied !== undefined && <UseSupplies key={supplied.id} encounter={encounter} order={supplied} onClose={() => setSuppliedId('')} />}
      <div className="action-row">
        {hasOrders && (
          <ActionButton variant="default" onPress={print} keyHint="F8">
            {w('order.printSheet')}
          </ActionButton>
        )}
        {can('order-set.write') && (
          <ActionButton variant="default" onPress={() => setKeepsSets(true)}>
            {w('orderSet.keep')}
          </ActionButton>
        )}
      </div>
      {keepsSets && <OrderSetDialog orders={encounter.orders} onClose={() => setKeepsSets(false)} />}
      {sheets.sheet !== undefined && <OrderPaper sheet={sheets.sheet} orders={encounter.orders} onPrinted={sheets.printed} />}
    </section>
  );
}

function OrderTable({ encounter, onSupplies }: { encounter: EncounterView; onSupplies: (orderId: string) => void }) {
  const w = useWords();
  return (
    <table className="plain-table" aria-label={w('tab.orders')}>
      <thead>
        <tr>
          <th scope="col">{w('order.service')}</th>
          <th scope="col" className="right">
            {w('order.quantity')}
          </th>
          <th scope="col">{w('order.state')}</th>
          <th scope="col">{w('order.result')}</th>
        </tr>
      </thead>
      <tbody>
        {encounter.orders.map((order) => (
          <tr key={order.id} className={order.state === 'cancelled' ? 'cancelled' : ''}>
            <th scope="row">
              {order.urgent && <span className="urgent">{w('work.urgent')}</span>} {order.serviceName} <small>{order.serviceCode}</small>
              {order.reason !== null && <small>{order.reason}</small>}
            </th>
            <td className="right">{numberForPeople(order.quantity)}</td>
            <td>
              {w(`orderState.${order.state}`)} <small>{timeForPeople(order.performedAt ?? order.orderedAt)}</small>
            </td>
            <td>
              {order.state !== 'cancelled' && isOpen(encounter) && can('cabinet.issue') && (
                <ActionButton variant="subtle" onPress={() => onSupplies(order.id)}>
                  {w('supplyUse.open')}
                </ActionButton>
              )}
              {order.state === 'ordered' && isOpen(encounter) ? (
                <OrderActions encounterId={encounter.id} order={order} />
              ) : (
                <OrderResult order={order} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const OrderResult = ({ order }: { order: OrderView }) => <span>{order.resultText ?? '–'}</span>;
