import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { NewOrders, OrdersAnswer, OrderSetList } from '../../../api/orders/order-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useCatalogue } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Note } from '../../ui/note.tsx';
import { RepeatDialog } from './repeat-dialog.tsx';

/** Orders what is chosen at once, with the question and the urgency that stand beside; asks for a reason when it was ordered today. */
function useOrdering(encounterId: string) {
  const failureText = useFailure();
  const queries = useQueryClient();
  const [asked, setAsked] = useState({ urgent: false, reason: '' });
  const [failure, setFailure] = useState('');
  const [repeated, setRepeated] = useState<{ codes: string[]; said: string } | undefined>(undefined);
  const add = useWrite<NewOrders, OrdersAnswer>('POST', `/encounters/${encounterId}/order-batches`);
  const order = async (codes: string[], repeatReason?: string) => {
    setFailure('');
    setRepeated(undefined);
    const items = codes.map((serviceCode) => ({ id: newId(), serviceCode, ...(repeatReason === undefined ? {} : { repeatReason }) }));
    try {
      await add.send({ ...asked, items });
    } catch (cause) {
      const isRepeat = cause instanceof Problem && cause.issues.every(({ code }) => code === 'service_ordered_today');
      if (isRepeat) setRepeated({ codes, said: failureText(cause) });
      else setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}`] });
    await queries.invalidateQueries({ queryKey: [`/encounters/${encounterId}/results`] });
  };
  return { asked, setAsked, failure, repeated, dropRepeat: () => setRepeated(undefined), order, state: add.state };
}

/** The search of services, the sets of the facility, and what goes with the order: urgent, and the clinical question. */
export function PlaceOrders({ encounterId }: { encounterId: string }) {
  const w = useWords();
  const ordering = useOrdering(encounterId);
  const { asked, setAsked, repeated } = ordering;
  return (
    <>
      <div className="place-orders">
        <ServiceSearch ordering={ordering} />
        <OrderSets ordering={ordering} />
        <TextInput
          label={w('order.reason')}
          value={asked.reason}
          maxLength={500}
          onChange={(event) => setAsked({ ...asked, reason: event.currentTarget.value })}
        />
        <label className="tick">
          <input type="checkbox" checked={asked.urgent} onChange={(event) => setAsked({ ...asked, urgent: event.target.checked })} />{' '}
          {w('order.urgent')}
        </label>
      </div>
      {ordering.failure !== '' && (
        <Note meaning="stop" live>
          {ordering.failure}
        </Note>
      )}
      {repeated !== undefined && (
        <RepeatDialog
          said={repeated.said}
          onCancel={ordering.dropRepeat}
          onRepeat={(reason) => void ordering.order(repeated.codes, reason)}
        />
      )}
    </>
  );
}

type Ordering = ReturnType<typeof useOrdering>;

function ServiceSearch({ ordering }: { ordering: Ordering }) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const { items, settled } = useCatalogue<ServiceEntry>('services', typed);
  return (
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
      hint={ordering.state === 'sending' ? w('state.saving') : ordering.state === 'waiting' ? w('state.waiting') : ''}
      afterPick="stay"
      onPick={(item) => {
        setTyped('');
        void ordering.order([item.value]);
      }}
    />
  );
}

/** A set is ordered as a whole; what has no price today is left out and so is what was taken out of it since. */
function OrderSets({ ordering }: { ordering: Ordering }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<OrderSetList>('/order-sets'), staleTime: 60_000 });
  // Chosen first, ordered by the button: the arrows of a closed list choose at every step.
  const [chosen, setChosen] = useState('');
  if (data === undefined || data.items.length === 0) return null;
  const order = () => {
    const services = data.items.find((set) => set.id === chosen)?.services.filter(({ price }) => price !== null) ?? [];
    setChosen('');
    if (services.length > 0) void ordering.order(services.map(({ code }) => code));
  };
  return (
    <div>
      <NativeSelect
        label={w('order.set')}
        value={chosen}
        data={[
          { value: '', label: w('order.chooseSet') },
          ...data.items.map(({ id, name, services }) => ({ value: id, label: `${name} (${services.length})` })),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      {chosen !== '' && (
        <ActionButton variant="default" onPress={order}>
          {w('order.orderSet')}
        </ActionButton>
      )}
    </div>
  );
}
