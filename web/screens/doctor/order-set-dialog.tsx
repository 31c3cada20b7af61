import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { OrderView } from '../../../api/encounters/encounter-schemas.ts';
import type { OrderSetList, SaveOrderSet } from '../../../api/orders/order-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useCatalogue } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

const PATH = '/order-sets';

interface Draft {
  id: string;
  /** Undefined for a new set. */
  version: number | undefined;
  name: string;
  services: { code: string; name: string }[];
}

const newDraft = (): Draft => ({ id: newId(), version: undefined, name: '', services: [] });

/** Makes, changes and ends the order sets of the facility; a new one can begin with the orders of this visit. */
export function OrderSetDialog({ orders, onClose }: { orders: OrderView[]; onClose: () => void }) {
  const w = useWords();
  const { data } = useQuery({ ...reading<OrderSetList>(PATH), staleTime: 0 });
  const [draft, setDraft] = useState(newDraft);
  const { save, failure, isSending } = useSetSave(draft, onClose);
  const choose = (id: string) => {
    const found = data?.items.find((one) => one.id === id);
    setDraft(found === undefined ? newDraft() : { ...found, services: found.services.map(({ code, name }) => ({ code, name })) });
  };
  const ordered = orders
    .filter(({ state }) => state !== 'cancelled')
    .map(({ serviceCode, serviceName }) => ({ code: serviceCode, name: serviceName }));
  const addServices = (added: Draft['services']) => {
    const fresh = added.filter((one, i) => added.findIndex(({ code }) => code === one.code) === i);
    setDraft({ ...draft, services: [...draft.services, ...fresh.filter(({ code }) => draft.services.every((one) => one.code !== code))] });
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('orderSet.title')}
      confirmText={isSending ? w('state.saving') : w('orderSet.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save(false)}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <NativeSelect
        label={w('orderSet.which')}
        value={draft.version === undefined ? '' : draft.id}
        data={[{ value: '', label: w('orderSet.new') }, ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <TextInput
        data-autofocus
        label={w('orderSet.name')}
        value={draft.name}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <ServiceAdder onAdd={(service) => addServices([service])} />
      <ServiceList
        services={draft.services}
        onRemove={(code) => setDraft({ ...draft, services: draft.services.filter((one) => one.code !== code) })}
      />
      <div className="action-row">
        {ordered.length > 0 && (
          <ActionButton variant="default" onPress={() => addServices(ordered)}>
            {w('orderSet.fromVisit')}
          </ActionButton>
        )}
        {draft.version !== undefined && (
          <ActionButton variant="subtle" onPress={() => void save(true)}>
            {w('orderSet.end')}
          </ActionButton>
        )}
      </div>
    </ConfirmDialog>
  );
}

function useSetSave(draft: Draft, onDone: () => void) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [failure, setFailure] = useState('');
  const write = useWrite<SaveOrderSet, unknown>('PUT', `${PATH}/${draft.id}`);
  const save = async (closed: boolean) => {
    const name = draft.name.trim();
    if (name === '' || draft.services.length === 0) return setFailure(w('orderSet.incomplete'));
    const seen = draft.version === undefined ? {} : { version: draft.version };
    try {
      await write.send({ ...seen, name, serviceCodes: draft.services.map(({ code }) => code), closed });
      await queries.invalidateQueries({ queryKey: [PATH] });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return { save, failure, isSending: write.state === 'sending' || write.state === 'waiting' };
}

function ServiceAdder({ onAdd }: { onAdd: (service: { code: string; name: string }) => void }) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const { items, settled } = useCatalogue<ServiceEntry>('services', typed);
  return (
    <ComboBox
      name="setService"
      label={w('orderSet.add')}
      query={typed}
      onQuery={setTyped}
      items={items.map((item) => ({ value: item.code, label: item.name, detail: `${item.code} · ${item.group}` }))}
      settled={settled}
      emptyText={w('state.noMatch')}
      afterPick="stay"
      onPick={({ value, label }) => {
        setTyped('');
        onAdd({ code: value, name: label });
      }}
    />
  );
}

function ServiceList({ services, onRemove }: { services: Draft['services']; onRemove: (code: string) => void }) {
  const w = useWords();
  if (services.length === 0) return <p className="field-hint">{w('orderSet.none')}</p>;
  return (
    <ul className="templates" aria-label={w('orderSet.services')}>
      {services.map(({ code, name }) => (
        <li key={code}>
          <span className="grow">
            {name} <small>{code}</small>
          </span>
          <button type="button" className="text-button" aria-label={w('orderSet.remove', { name })} onClick={() => onRemove(code)}>
            {w('attachment.remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}
