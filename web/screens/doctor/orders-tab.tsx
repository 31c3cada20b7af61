import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { EncounterView, OrderView } from '../../../api/encounters/encounter-schemas.ts';
import type { NewOrder, OrderAnswer } from '../../../api/orders/order-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople, numberForPeople, timeForPeople } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useCatalogue } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';
import { isOpen } from './is-open.ts';
import { OrderActions } from './order-actions.tsx';

/** Services of the visit. A choice is ordered at once; cancelling is the undo and keeps its reason. */
export function OrdersTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const mayOrder = isOpen(encounter) && can('order.write');
  return (
    <section aria-label={w('tab.orders')} className="orders">
      {mayOrder ? (
        <ServiceSearch encounterId={encounter.id} />
      ) : (
        <Note meaning="information">{isOpen(encounter) ? w('state.notAllowed') : w('encounter.closed')}</Note>
      )}
      {encounter.orders.length === 0 ? <Empty>{w('order.empty')}</Empty> : <OrderTable encounter={encounter} />}
    </section>
  );
}

function ServiceSearch({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState('');
  const { items, settled } = useCatalogue<ServiceEntry>('services', typed);
  const add = useWrite<NewOrder, OrderAnswer>('POST', `/encounters/${encounterId}/orders`);
  const order = async (serviceCode: string) => {
    setTyped('');
    setFailure('');
    try {
      await add.send({ id: newId(), serviceCode });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
  };
  return (
    <>
      <ComboBox
        name="service"
        label={w('order.search')}
        placeholder={w('order.placeholder')}
        query={typed}
        onQuery={setTyped}
        items={items.map((item) => ({
          value: item.code,
          label: item.name,
          detail: `${item.code} · ${item.group}`,
          aside: moneyForPeople(item.price),
        }))}
        settled={settled}
        emptyText={w('state.noMatch')}
        hint={add.state === 'sending' ? w('state.saving') : add.state === 'waiting' ? w('state.waiting') : ''}
        afterPick="stay"
        onPick={(item) => void order(item.value)}
      />
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
    </>
  );
}

function OrderTable({ encounter }: { encounter: EncounterView }) {
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
              {order.serviceName} <small>{order.serviceCode}</small>
            </th>
            <td className="right">{numberForPeople(order.quantity)}</td>
            <td>
              {w(`orderState.${order.state}`)} <small>{timeForPeople(order.performedAt ?? order.orderedAt)}</small>
            </td>
            <td>
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
