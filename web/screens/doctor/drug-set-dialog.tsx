import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DrugSetList, SavedDrugSet, SaveDrugSet } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { foldName } from '../../../domain/patients/fold-name.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { linesOf, rowsOfLines, type PrescriptionRow } from './prescription-lines.ts';

type DrugSet = DrugSetList['items'][number];

const PATH = '/drug-sets';
/** More would push the buttons out of sight; another letter finds the rest. */
const SHOWN = 8;

interface DrugSetDialogProps {
  /** What is being written: it can be kept as a set. */
  rows: PrescriptionRow[];
  onPick: (rows: PrescriptionRow[]) => void;
  onClose: () => void;
}

/** Finds a set of drugs by its words; Enter takes the first into the prescription, to be reviewed line by line. */
export function DrugSetDialog({ rows, onPick, onClose }: DrugSetDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error } = useQuery({ ...reading<DrugSetList>(PATH), staleTime: 60_000 });
  const [typed, setTyped] = useState('');
  const [saving, setSaving] = useState(false);
  const sets = data?.items ?? [];
  const found = matching(sets, typed);
  const [first] = found;
  const pick = (set: DrugSet) => {
    onPick(rowsOfSet(set));
    onClose();
  };
  if (saving) return <SaveSet rows={rows} sets={sets} onDone={() => setSaving(false)} />;
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('drugSet.title')}
      confirmText={first === undefined ? w('drugSet.noMatch') : w('drugSet.take', { name: first.name })}
      cancelText={w('state.back')}
      onConfirm={() => (first === undefined ? undefined : pick(first))}
      onCancel={onClose}
    >
      {error !== null && <Note meaning="stop">{failureText(error)}</Note>}
      <TextInput
        data-autofocus
        label={w('drugSet.search')}
        value={typed}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {data !== undefined && sets.length === 0 && <p className="field-hint">{w('drugSet.empty')}</p>}
      <ul className="templates">
        {found.slice(0, SHOWN).map((set) => (
          <SetRow key={set.id} set={set} onPick={() => pick(set)} />
        ))}
      </ul>
      {found.length > SHOWN && <p className="field-hint">{w('drugSet.more', { n: found.length - SHOWN })}</p>}
      {rows.length > 0 && (
        <button type="button" className="text-button" onClick={() => setSaving(true)}>
          {w('drugSet.make', { n: rows.length })}
        </button>
      )}
    </ConfirmDialog>
  );
}

function SetRow({ set, onPick }: { set: DrugSet; onPick: () => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const write = useWrite<SaveDrugSet, SavedDrugSet>('PUT', `${PATH}/${set.id}`);
  const gone = set.lines.filter(({ inForce }) => !inForce).length;
  const remove = async () => {
    const lines = set.lines.map(({ drugCode, dosage, payer }) => ({ drugCode, dosage, ...(payer === null ? {} : { payer }) }));
    await write.send({ version: set.version, name: set.name, lines, shared: set.shared, closed: true });
    await queries.invalidateQueries({ queryKey: [PATH] });
  };
  return (
    <li>
      <button type="button" className="text-button grow" onClick={onPick}>
        <b>{set.name}</b> {set.lines.map(({ drugName, strength }) => `${drugName} ${strength}`.trim()).join(', ')}{' '}
        <small>{w(set.shared ? 'template.shared' : 'template.own')}</small>
        {gone > 0 && <small> {w('drugSet.gone', { n: gone })}</small>}
      </button>
      {(!set.shared || can('text-template.share')) && (
        <button
          type="button"
          className="text-button"
          aria-label={w('drugSet.removeOne', { name: set.name })}
          onClick={() => void remove().catch(() => queries.invalidateQueries({ queryKey: [PATH] }))}
        >
          {w('drugSet.remove')}
        </button>
      )}
    </li>
  );
}

/** Keeps what is being written under a name; the name of an own set writes over it. */
function SaveSet({ rows, sets, onDone }: { rows: PrescriptionRow[]; sets: DrugSet[]; onDone: () => void }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [failure, setFailure] = useState('');
  const [id] = useState(newId);
  const before = sets.find((set) => set.shared === shared && foldName(set.name) === foldName(name));
  const write = useWrite<SaveDrugSet, SavedDrugSet>('PUT', `${PATH}/${before?.id ?? id}`);
  const save = async () => {
    if (name.trim() === '') return setFailure(w('drugSet.nameMissing'));
    // Quantities follow from the dosage of the day; a set holds none.
    const lines = linesOf(rows).map(({ id: _, quantity: _computed, ...line }) => line);
    try {
      await write.send({ ...(before === undefined ? {} : { version: before.version }), name: name.trim(), lines, shared });
      await queries.invalidateQueries({ queryKey: [PATH] });
      onDone();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('drugSet.make', { n: rows.length })}
      confirmText={before === undefined ? w('drugSet.save') : w('drugSet.replace', { name: before.name })}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onDone}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <TextInput
        data-autofocus
        label={w('drugSet.name')}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {can('text-template.share') && (
        <label className="check-line">
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} /> {w('template.isShared')}
        </label>
      )}
    </ConfirmDialog>
  );
}

/** What the list no longer has is left out: the doctor was told so beside the name. */
const rowsOfSet = (set: DrugSet): PrescriptionRow[] =>
  rowsOfLines(set.lines.filter(({ inForce }) => inForce).map(({ payer, ...line }) => ({ ...line, payer: payer ?? 'insurance' })));

/** Those with all typed words in the name or in the name of a drug, without marks. */
function matching(sets: DrugSet[], typed: string): DrugSet[] {
  const words = foldName(typed)
    .split(' ')
    .filter((word) => word !== '');
  return sets.filter((set) => {
    const text = foldName(`${set.name} ${set.lines.map(({ drugName }) => drugName).join(' ')}`);
    return words.every((word) => text.includes(word));
  });
}
