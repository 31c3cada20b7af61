import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DispensingView, TakeBack, Waive } from '../../../api/dispensing/dispensing-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { add, compare, isZero } from '../../../domain/money.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { SubstituteDialog } from './substitute-dialog.tsx';

type Action = 'substitute' | 'waive' | 'return';

/** What goes another way than it was prescribed: a substitute, a remainder that is not given, drugs that come back. */
export function LineActions({ view }: { view: DispensingView }) {
  const w = useWords();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Action | undefined>(undefined);
  const closed = view.encounter.open ? undefined : w('dispensing.visitClosed');
  const owed = view.lines.filter((line) => line.ordered && !isZero(line.remaining));
  const kept = keptBoxes(view);
  const done = () => {
    setOpen(undefined);
    void queries.invalidateQueries({ queryKey: [`/dispensings/${view.id}`] });
    void queries.invalidateQueries({ queryKey: ['dispensings'] });
  };
  const button = (action: Action, possible: boolean) =>
    possible && (
      <ActionButton variant="default" onPress={() => setOpen(action)}>
        {w(`dispensing.${action}`)}
      </ActionButton>
    );
  if (owed.length === 0 && kept.length === 0) return null;
  if (closed !== undefined) return <p className="hint">{closed}</p>;
  return (
    <div className="line-actions" role="group" aria-label={w('dispensing.otherwise')}>
      {button(
        'substitute',
        owed.some((line) => isZero(line.given) && isZero(line.waived)),
      )}
      {button('waive', owed.length > 0)}
      {button('return', kept.length > 0)}
      {open === 'substitute' && <SubstituteDialog view={view} onClose={() => setOpen(undefined)} onDone={done} />}
      {open === 'waive' && <WaiveDialog view={view} onClose={() => setOpen(undefined)} onDone={done} />}
      {open === 'return' && <ReturnDialog view={view} onClose={() => setOpen(undefined)} onDone={done} />}
    </div>
  );
}

interface DialogProps {
  view: DispensingView;
  onClose: () => void;
  onDone: () => void;
}

function WaiveDialog({ view, onClose, onDone }: DialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const owed = view.lines.filter((line) => line.ordered && !isZero(line.remaining));
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const write = useWrite<Waive, unknown>('POST', `/dispensings/${view.id}/waivers`);
  const save = async () => {
    if (chosen.length === 0 || reason.trim() === '') return setFailure(w('dispensing.chooseAndReason'));
    try {
      await write.send({ lineIds: chosen, reason: reason.trim() });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('dispensing.waiveTitle', { name: view.patient.fullName })}
      confirmText={w('dispensing.waive')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {owed.map((line, i) => (
        <label key={line.id} className="dialog-check">
          <input
            type="checkbox"
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            checked={chosen.includes(line.id)}
            onChange={(event) =>
              setChosen((before) => (event.target.checked ? [...before, line.id] : before.filter((id) => id !== line.id)))
            }
          />
          {line.substitute?.drugName ?? line.drugName}: {numberForPeople(line.remaining)} {line.substitute?.unit ?? line.unit}
        </label>
      ))}
      <label className="dialog-field">
        {w('dispensing.reason')}
        <input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </label>
      <p className="hint">{w('dispensing.waiveHint')}</p>
    </ConfirmDialog>
  );
}

interface KeptBox {
  key: string;
  lineId: string;
  lotId: string;
  lotNumber: string;
  drugName: string;
  kept: string;
}

/** What the patient has of which lot, after what came back. */
function keptBoxes(view: DispensingView): KeptBox[] {
  const boxes = new Map<string, KeptBox>();
  for (const line of view.lines) {
    for (const one of line.handedOver) {
      const key = `${line.id}|${one.lotId}`;
      const before = boxes.get(key)?.kept ?? '0';
      const { lotId, lotNumber, drugName } = one;
      boxes.set(key, { key, lineId: line.id, lotId, lotNumber, drugName, kept: add(before, one.quantity) });
    }
  }
  return [...boxes.values()].filter(({ kept }) => compare(kept, '0') > 0);
}

function ReturnDialog({ view, onClose, onDone }: DialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const boxes = keptBoxes(view);
  const [id] = useState(newId);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const write = useWrite<TakeBack, unknown>('POST', `/dispensings/${view.id}/returns`);
  const save = async () => {
    const lines = boxes.flatMap(({ key, lineId, lotId }) => {
      const quantity = readDecimal(typed[key] ?? '');
      return quantity === undefined || isZero(quantity) ? [] : [{ lineId, lotId, quantity }];
    });
    if (lines.length === 0 || reason.trim() === '') return setFailure(w('dispensing.quantityAndReason'));
    try {
      await write.send({ id, depotId: view.depotId ?? '', reason: reason.trim(), lines });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('dispensing.returnTitle', { name: view.patient.fullName })}
      confirmText={w('dispensing.return')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      {boxes.map((box, i) => (
        <label key={box.key} className="dialog-field">
          {w('dispensing.returnOf', { drug: box.drugName, lot: box.lotNumber, n: numberForPeople(box.kept) })}
          <input
            inputMode="decimal"
            {...(i === 0 ? { 'data-autofocus': true } : {})}
            value={typed[box.key] ?? ''}
            maxLength={13}
            onChange={(event) => setTyped((before) => ({ ...before, [box.key]: event.target.value }))}
          />
        </label>
      ))}
      <label className="dialog-field">
        {w('dispensing.reason')}
        <input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </label>
    </ConfirmDialog>
  );
}
