import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { DoctorList } from '../../../api/dispensing/dispensing-schemas.ts';
import type { EncounterView, OrderView } from '../../../api/encounters/encounter-schemas.ts';
import type { DepotView, StockList, StockRow } from '../../../api/stock/stock-schemas.ts';
import { add } from '../../../domain/money.ts';
import { itemKindOf } from '../../../domain/stock/item-kind.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { reading, useRested } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { isSupply, payersOf, useCabinetIssue, type CabinetIssueDraft } from './use-cabinet-issue.ts';

interface CabinetIssueFormProps {
  encounter: EncounterView;
  /** Supplies for this order only. */
  order?: OrderView;
  onTaken?: (text: string) => void;
}

/** One thing at a time: what, how much, how a drug is given or what a supply is used with, by whose order; Ctrl+Enter takes it. */
export function CabinetIssueForm({ encounter, order, onTaken }: CabinetIssueFormProps) {
  const w = useWords();
  const depots = useQuery(reading<{ items: DepotView[] }>('/depots')).data?.items;
  const cabinets = depots?.filter(({ kind }) => kind === 'cabinet') ?? [];
  const draft = useCabinetIssue(encounter.id, { orderId: order?.id ?? '', ...(onTaken === undefined ? {} : { onTaken }) });
  const { form, set } = draft;
  const depotId = form.depotId === '' ? (cabinets[0]?.id ?? '') : form.depotId;
  const take = () => void draft.take(depotId);
  useKeys({ 'ctrl+enter': take, f9: take });
  if (depots !== undefined && cabinets.length === 0) return <Note meaning="information">{w('cabinetIssue.noCabinet')}</Note>;
  return (
    <form
      className="cabinet-issue"
      aria-label={w('cabinetIssue.form')}
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
    >
      <div className="field-grid">
        <ItemInCabinet depotId={depotId} draft={draft} suppliesOnly={order !== undefined} />
        <TextInput
          label={w('cabinetIssue.quantity', { unit: form.drug?.unit ?? '' })}
          value={form.quantity}
          maxLength={10}
          inputMode="decimal"
          onChange={(event) => set({ quantity: event.currentTarget.value })}
        />
        {order === undefined && <HowUsed encounter={encounter} draft={draft} />}
        <Choices draft={draft} cabinets={cabinets} depotId={depotId} />
      </div>
      <Findings draft={draft} />
      <ActionButton busy={draft.busy ? w('state.saving') : undefined} onPress={take} keyHint="Ctrl+Enter">
        {w(isSupply(form) || order !== undefined ? 'supplyUse.take' : 'cabinetIssue.take')}
      </ActionButton>
    </form>
  );
}

/** How a drug is given; of a supply the service it is used with. */
function HowUsed({ encounter, draft: { form, set } }: { encounter: EncounterView; draft: CabinetIssueDraft }) {
  const w = useWords();
  if (!isSupply(form))
    return (
      <TextInput
        label={w('cabinetIssue.usage')}
        value={form.usage}
        maxLength={200}
        onChange={(event) => set({ usage: event.currentTarget.value })}
      />
    );
  return (
    <label className="dialog-field">
      {w('supplyUse.order')}
      <select value={form.orderId} onChange={(event) => set({ orderId: event.target.value })}>
        <option value="">{w('supplyUse.noOrder')}</option>
        {encounter.orders
          .filter(({ state }) => state !== 'cancelled')
          .map(({ id, serviceName }) => (
            <option key={id} value={id}>
              {serviceName}
            </option>
          ))}
      </select>
    </label>
  );
}

/** The cabinet, who pays and, unless a doctor takes it, the doctor who ordered. */
function Choices({ draft: { form, set }, cabinets, depotId }: { draft: CabinetIssueDraft; cabinets: DepotView[]; depotId: string }) {
  const w = useWords();
  const { data: doctors } = useQuery({ ...reading<DoctorList>('/doctors'), enabled: !can('prescription.write') });
  return (
    <>
      {cabinets.length > 1 && (
        <label className="dialog-field">
          {w('cabinetIssue.cabinet')}
          <select value={depotId} onChange={(event) => set({ depotId: event.target.value, drug: undefined })}>
            {cabinets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="dialog-field">
        {w('cabinetIssue.payer')}
        <select value={form.payer} onChange={(event) => set({ payer: event.target.value as typeof form.payer })}>
          {payersOf(form).map((payer) => (
            <option key={payer} value={payer}>
              {w(payer === 'insurance' ? 'payer.unset' : `payer.${payer}`)}
            </option>
          ))}
        </select>
      </label>
      {!can('prescription.write') && (
        <label className="dialog-field">
          {w('cabinetIssue.doctor')}
          <select value={form.doctorId} onChange={(event) => set({ doctorId: event.target.value })}>
            <option value="">–</option>
            {(doctors?.items ?? []).map(({ id, fullName }) => (
              <option key={id} value={id}>
                {fullName}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

interface ItemInCabinetProps {
  depotId: string;
  draft: CabinetIssueDraft;
  suppliesOnly: boolean;
}

/** Only what lies in the cabinet can be taken: lots of one thing stand in one row with what is left of them. */
function ItemInCabinet({ depotId, draft: { form, set }, suppliesOnly }: ItemInCabinetProps) {
  const w = useWords();
  const [typed, setTyped] = useState('');
  const query = useRested(typed.trim());
  const { data } = useQuery({
    ...reading<StockList>(`/stock?depotId=${depotId}${query === '' ? '' : `&q=${encodeURIComponent(query)}`}`),
    enabled: depotId !== '',
  });
  const items = byDrug((data?.items ?? []).filter(({ drugCode }) => !suppliesOnly || itemKindOf(drugCode) === 'supply'));
  return (
    <ComboBox
      name="cabinetDrug"
      isFirst
      label={w(suppliesOnly ? 'supplyUse.item' : 'cabinetIssue.drug')}
      query={form.drug?.name ?? typed}
      onQuery={(text) => {
        set({ drug: undefined });
        setTyped(text);
      }}
      items={items.map(({ drugCode, drugName, unit, left }) => ({
        ...{ value: drugCode, label: drugName, aside: w('cabinetIssue.left', { n: numberForPeople(left), unit }) },
      }))}
      settled={query === typed.trim() && data !== undefined}
      emptyText={w(suppliesOnly ? 'supplyUse.notThere' : 'cabinetIssue.notThere')}
      onPick={({ value }) => {
        const found = items.find(({ drugCode }) => drugCode === value);
        if (found !== undefined) set({ drug: { code: found.drugCode, name: found.drugName, unit: found.unit } });
      }}
    />
  );
}

function byDrug(rows: StockRow[]): (StockRow & { left: string })[] {
  const codes = [...new Set(rows.map(({ drugCode }) => drugCode))];
  return codes.flatMap((code) => {
    const own = rows.filter(({ drugCode }) => drugCode === code);
    const [first] = own;
    return first === undefined ? [] : [{ ...first, left: add('0', ...own.map(({ available }) => available)) }];
  });
}

/** What speaks against it; what a reason answers asks for one. */
function Findings({ draft }: { draft: CabinetIssueDraft }) {
  const w = useWords();
  return (
    <>
      {draft.said !== '' && (
        <Note meaning="stop" live>
          {draft.said}
        </Note>
      )}
      {draft.findings.map((finding) => (
        <div key={`${finding.code}${finding.path}`} className="cabinet-finding">
          <Note meaning={finding.answerable ? 'care' : 'stop'} live>
            {finding.text}
          </Note>
          {finding.answerable && (
            <TextInput
              label={w('cabinetIssue.reasonFor')}
              value={draft.reasons[`${finding.code}@${finding.path}`] ?? ''}
              maxLength={300}
              onChange={(event) => draft.answer(`${finding.code}@${finding.path}`, event.currentTarget.value)}
            />
          )}
        </div>
      ))}
    </>
  );
}
