import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { LastPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { get } from '../../lib/http.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { DrugSearch } from './drug-search.tsx';
import { DrugSetDialog } from './drug-set-dialog.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { isOpen } from './is-open.ts';
import { dosageWords, rowsOfLines } from './prescription-lines.ts';
import { PrescriptionGrid } from './prescription-grid.tsx';
import { SignedPrescriptions } from './signed-prescriptions.tsx';
import { PrintedSheet } from './papers/printed-sheet.tsx';
import { useSheets, type Sheets } from './papers/use-sheets.ts';
import { usePrescription, type PrescriptionDraft } from './use-prescription.ts';

/** What was signed, and the one being written: grid, findings, signature. */
export function PrescriptionTab({ encounter }: { encounter: EncounterView }) {
  const w = useWords();
  const mayWrite = isOpen(encounter) && can('prescription.write');
  const sheets = useSheets();
  return (
    <section aria-label={w('tab.prescription')} className="prescription">
      <SignedPrescriptions encounter={encounter} sheets={sheets} />
      {sheets.current !== undefined && <PrintedSheet sheet={sheets.current} onPrinted={sheets.printed} />}
      {mayWrite ? (
        <NewPrescription encounter={encounter} sheets={sheets} />
      ) : (
        <Note meaning="information">{isOpen(encounter) ? w('state.notAllowed') : w('encounter.closed')}</Note>
      )}
    </section>
  );
}

function NewPrescription({ encounter, sheets }: { encounter: EncounterView; sheets: Sheets }) {
  const w = useWords();
  const prescription = usePrescription(encounter, ({ documents }) => {
    if (sheets.afterSign) void sheets.print(documents.map(({ id }) => id));
  });
  const { rows, addRows } = prescription;
  const last = useLastPrescription(encounter);
  const [choosing, setChoosing] = useState(false);
  useKeys({ 'ctrl+d': () => addRows(last === undefined ? [] : rowsOfLines(last.lines)), f4: () => setChoosing(true) });
  return (
    <>
      {prescription.signedEarlier && (
        <Note meaning="done" live>
          {w('prescription.signedEarlier')}
        </Note>
      )}
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
        <div className="drug-search-row">
          <DrugSearch onPick={prescription.addDrug} empty={rows.length === 0} />
          <ActionButton variant="default" onPress={() => setChoosing(true)} keyHint="F4">
            {w('drugSet.open')}
          </ActionButton>
        </div>
        {rows.length === 0 && last !== undefined && last.lines.length > 0 && (
          <p className="field-hint">{w('prescription.repeatHint', { n: last.lines.length, day: momentForPeople(last.signedAt ?? '') })}</p>
        )}
      </form>
      {choosing && <DrugSetDialog rows={rows} onPick={addRows} onClose={() => setChoosing(false)} />}
      <FindingsPanel encounter={encounter} prescription={prescription} />
      <SignBar prescription={prescription} sheets={sheets} />
    </>
  );
}

/** The newest prescription: of this visit, else of the last one here. */
function useLastPrescription(encounter: EncounterView): LastPrescription | undefined {
  const here = encounter.prescriptions.filter(({ withdrawnAt }) => withdrawnAt === null).at(-1);
  const path = `/encounters/${encounter.id}/last-prescription`;
  const { data } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<LastPrescription>(path, signal),
    enabled: here === undefined,
  });
  return here === undefined ? data : { signedAt: here.signedAt, lines: here.lines };
}

function SignBar({ prescription, sheets }: { prescription: PrescriptionDraft; sheets: Sheets }) {
  const w = useWords();
  const { rows, blocked, busy, sign, cost } = prescription;
  const [asking, setAsking] = useState(false);
  const ask = () => {
    if (blocked === undefined && busy === undefined) setAsking(true);
    else document.querySelector<HTMLElement>('.findings [data-missing="true"]')?.focus();
  };
  useKeys({ 'ctrl+enter': ask, f9: ask });
  return (
    <div className="sign-bar">
      <span className="grow">{cost !== null && rows.length > 0 && <CostLine cost={cost} />}</span>
      <label className="print-after">
        <input type="checkbox" checked={sheets.afterSign} onChange={(event) => sheets.choose(event.target.checked)} />{' '}
        {w('sheet.afterSign')}
      </label>
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

/** Never out of sight: what the drugs cost and what the person will be asked for. */
function CostLine({ cost }: { cost: NonNullable<PrescriptionDraft['cost']> }) {
  const w = useWords();
  const { amount, patientAmount, visitPatientAmount } = cost;
  return (
    <>
      {w('prescription.cost', { amount: moneyForPeople(amount) })} ·{' '}
      {w('prescription.patientPays', { amount: moneyForPeople(patientAmount) })} ·{' '}
      {w('prescription.visitPays', { amount: moneyForPeople(visitPatientAmount) })}
    </>
  );
}
