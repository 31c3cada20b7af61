import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import { moneyForPeople } from '../../lib/format.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { DrugSearch } from './drug-search.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { isOpen } from './is-open.ts';
import { costOf, dosageWords, rowsOfPrescription } from './prescription-lines.ts';
import { PrescriptionGrid } from './prescription-grid.tsx';
import { SignedPrescriptions } from './signed-prescriptions.tsx';
import { usePrescription, type PrescriptionDraft } from './use-prescription.ts';

/** What was signed, and the one being written: grid, findings, signature. */
export function PrescriptionTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const mayWrite = isOpen(encounter) && can('prescription.write');
  return (
    <section aria-label={w('tab.prescription')} className="prescription">
      <SignedPrescriptions encounter={encounter} />
      {mayWrite ? (
        <NewPrescription encounter={encounter} />
      ) : (
        <Note meaning="information">{isOpen(encounter) ? w('state.notAllowed') : w('encounter.closed')}</Note>
      )}
    </section>
  );
}

function NewPrescription({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const prescription = usePrescription(encounter);
  const { rows, addRows } = prescription;
  const last = encounter.prescriptions.at(-1);
  useKeys({ 'ctrl+d': () => addRows(last === undefined ? [] : rowsOfPrescription(last)) });
  return (
    <>
      <form
        inert={prescription.busy !== undefined}
        aria-label={w('prescription.new')}
        onSubmit={(event) => event.preventDefault()}
        autoComplete="off"
      >
        <PrescriptionGrid
          rows={rows}
          findings={prescription.findings}
          addedId={prescription.addedId}
          onChange={prescription.changeRow}
          onRemove={prescription.removeRow}
        />
        <DrugSearch onPick={prescription.addDrug} empty={rows.length === 0} />
      </form>
      <FindingsPanel prescription={prescription} />
      <SignBar prescription={prescription} />
    </>
  );
}

function SignBar({ prescription }: { prescription: PrescriptionDraft }) {
  const w = useWords();
  const { rows, blocked, busy, sign } = prescription;
  const [asking, setAsking] = useState(false);
  const cost = costOf(rows);
  const ask = () => {
    if (blocked === undefined && busy === undefined) setAsking(true);
  };
  useKeys({ 'ctrl+enter': ask, f9: ask });
  return (
    <div className="sign-bar">
      <span className="grow">
        {rows.length > 0 && (cost === undefined ? w('prescription.costUnknown') : w('prescription.cost', { amount: moneyForPeople(cost) }))}
      </span>
      <ActionButton onPress={ask} blocked={blocked} busy={busy} keyHint="Ctrl+Enter">
        {rows.length === 0 ? w('prescription.signNone') : w('prescription.sign', { n: rows.length })}
      </ActionButton>
      <ConfirmDialog
        opened={asking}
        title={w('prescription.question', { n: rows.length })}
        confirmText={w('prescription.sign', { n: rows.length })}
        cancelText={w('state.back')}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void sign();
        }}
      >
        <ol>
          {rows.map((row) => (
            <li key={row.id}>
              <b>
                {row.drug.ingredient} {row.drug.strength}
              </b>
              : {dosageWords(row)}
            </li>
          ))}
        </ol>
      </ConfirmDialog>
    </div>
  );
}
