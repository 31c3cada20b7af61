import { useState, type KeyboardEvent } from 'react';
import type { CabinetListSaved, CabinetView, NewCabinetList } from '../../../api/stock/cabinet-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { Note } from '../../ui/note.tsx';
import { DrugField } from './drug-field.tsx';

interface CabinetListFormProps {
  cabinet: CabinetView;
  onClose: () => void;
  onSent: () => void;
}

interface Row {
  code: string;
  name: string;
  unit: string;
  quantity: string;
}

/** The base list as it should be: quantities typed over, a drug added, one emptied to take it off; sent with the reason. */
export function CabinetListForm({ cabinet, onClose, onSent }: CabinetListFormProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [rows, setRows] = useState((): Row[] =>
    (cabinet.inForce?.lines ?? []).map((line) => ({
      ...{ code: line.drugCode, name: line.drugName, unit: line.unit, quantity: line.quantity.replace('.', ',') },
    })),
  );
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const write = useWrite<NewCabinetList, CabinetListSaved>('POST', `/cabinets/${cabinet.id}/lists`);
  const send = async () => {
    const kept = rows.filter(({ quantity }) => quantity.trim() !== '');
    const wrong = kept.find(({ quantity }) => readDecimal(quantity) === undefined);
    if (wrong !== undefined) return setFailure(w('cabinet.unreadable', { drug: wrong.name }));
    if (reason.trim() === '') return setFailure(w('reason.missing'));
    const lines = kept.map(({ code, quantity }) => ({ drugCode: code, quantity: readDecimal(quantity) ?? '0' }));
    try {
      await write.send({ id, reason: reason.trim(), lines });
      onSent();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  useKeys({ 'ctrl+enter': () => void send(), f9: () => void send(), esc: onClose });
  return (
    <form
      className="cabinet-form"
      aria-label={w('cabinet.change')}
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <div className="drug-box">
        <DrugField
          isFirst
          name="cabinetDrug"
          label={w('stock.addDrug')}
          drug={undefined}
          onDrug={(drug) => {
            if (drug !== undefined && !rows.some(({ code }) => code === drug.code)) setRows([{ ...drug, quantity: '' }, ...rows]);
          }}
        />
      </div>
      <Rows rows={rows} onRows={setRows} />
      <p className="hint">{w('cabinet.formHint')}</p>
      <label className="cabinet-row">
        <span>{w('reason.label')}</span>
        <input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="row-end">
        <ActionButton variant="subtle" onPress={onClose} keyHint="Esc">
          {w('state.back')}
        </ActionButton>
        <ActionButton busy={write.state === 'sending' ? w('state.saving') : undefined} onPress={() => void send()} keyHint="Ctrl+Enter">
          {w('cabinet.send')}
        </ActionButton>
      </div>
    </form>
  );
}

function Rows({ rows, onRows }: { rows: Row[]; onRows: (rows: Row[]) => void }) {
  const w = useWords();
  return rows.map((row) => (
    <label key={row.code} className="cabinet-row">
      <span>
        {row.name} ({row.unit})
      </span>
      <input
        aria-label={w('cabinet.baseOf', { drug: row.name })}
        inputMode="decimal"
        maxLength={10}
        value={row.quantity}
        onChange={(event) => onRows(rows.map((one) => (one.code === row.code ? { ...one, quantity: event.target.value } : one)))}
      />
    </label>
  ));
}
