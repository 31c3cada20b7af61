import { useState, type KeyboardEvent } from 'react';
import type { DepotView, DocumentSaved } from '../../../api/stock/stock-schemas.ts';
import { deskKinds, rulesOfKind, type DeskKind } from '../../../domain/stock/document-kinds.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { moveOnEnter } from '../../ui/move-on-enter.ts';
import { CountLoader } from './count-loader.tsx';
import { DepotSelect } from './depot-select.tsx';
import { emptyLine, type DocumentForm } from './document-form.ts';
import { DrugField } from './drug-field.tsx';
import { LineGrid } from './line-grid.tsx';
import { useDocument, type OpenDocument } from './use-document.ts';

interface DocumentEditorProps {
  depots: DepotView[];
  initial: DocumentForm;
  /** Left without saving: what was typed goes along. */
  onClose: (typed: DocumentForm) => void;
  onSaved: (saved: DocumentSaved) => void;
}

/** A stock document: head, one row a line, Enter goes along the row; saved with Ctrl+Enter, booked only after a question. */
export function DocumentEditor({ depots, initial, onClose, onSaved }: DocumentEditorProps) {
  const w = useWords();
  const document = useDocument(initial, onSaved);
  const [asking, setAsking] = useState(false);
  const { form, finish, busy, said } = document;
  const posts = can('stock.post');
  const empty = form.lines.length === 0 ? w('stock.noLines') : undefined;
  useKeys({ 'ctrl+enter': () => void finish('save'), f9: () => void finish('save'), esc: () => onClose(form) });
  return (
    <section className="document-editor" aria-label={w(`stock.kind.${form.kind}`)}>
      {said.length > 0 && (
        <div className="error-summary" role="alert">
          <strong>{w('stock.refused')}</strong>
          <ul>
            {said.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <form
        autoComplete="off"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => moveOnEnter(event)}
      >
        <Head document={document} depots={depots} />
        <Adding document={document} />
        <LineGrid document={document} />
      </form>
      <div className="row-end">
        <ActionButton variant="subtle" onPress={() => onClose(form)} keyHint="Esc">
          {w('state.back')}
        </ActionButton>
        <ActionButton
          variant="default"
          busy={busy ? w('state.saving') : undefined}
          onPress={() => void finish('save')}
          keyHint="Ctrl+Enter"
        >
          {w('stock.saveDraft')}
        </ActionButton>
        {posts ? (
          <ActionButton blocked={empty} onPress={() => setAsking(true)}>
            {w('stock.post')}
          </ActionButton>
        ) : (
          <ActionButton blocked={empty} onPress={() => void finish('submission')}>
            {w('stock.submit')}
          </ActionButton>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        title={w('stock.postTitle', { kind: w(`stock.kind.${form.kind}`), n: form.lines.length })}
        confirmText={w('stock.post')}
        cancelText={w('state.back')}
        onConfirm={() => {
          setAsking(false);
          void finish('posting');
        }}
        onCancel={() => setAsking(false)}
      >
        <p>{w('stock.postHint')}</p>
      </ConfirmDialog>
    </section>
  );
}

function Head({ document: { form, set }, depots }: { document: OpenDocument; depots: DepotView[] }) {
  const w = useWords();
  const { moves, onRequest, needsReason } = rulesOfKind[form.kind];
  const kinds = deskKinds.filter((kind) => can('stock.post') || rulesOfKind[kind].onRequest);
  const text = (label: string, name: 'day' | 'partner' | 'invoiceNumber' | 'reason', max: number) => (
    <label>
      {label}
      <input value={form[name]} maxLength={max} onChange={(event) => set({ [name]: event.target.value })} />
    </label>
  );
  const cabinets = depots.filter(({ kind }) => kind === 'cabinet');
  const from = form.kind === 'cabinet-return' ? cabinets : depots;
  const to = form.kind === 'cabinet-top-up' ? cabinets : depots;
  return (
    <div className="document-head">
      <label>
        {w('stock.kindLabel')}
        <select
          autoFocus
          value={form.kind}
          disabled={form.lines.length > 0}
          onChange={(event) => {
            const kind = event.target.value as DeskKind;
            set({ kind, depotId: (kind === 'cabinet-return' ? cabinets[0]?.id : form.depotId) ?? '' });
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {w(`stock.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <DepotSelect
        label={w(moves === 'in' ? 'stock.intoDepot' : moves === 'count' ? 'stock.depot' : 'stock.fromDepot')}
        depots={from}
        value={form.depotId}
        onChange={(depotId) => set({ depotId })}
      />
      {moves === 'between' && (
        <label>
          {w('stock.toDepot')}
          <select value={form.toDepotId} onChange={(event) => set({ toDepotId: event.target.value })}>
            <option value="">–</option>
            {to
              .filter(({ id }) => id !== form.depotId)
              .map((depot) => (
                <option key={depot.id} value={depot.id}>
                  {depot.code} – {depot.name}
                </option>
              ))}
          </select>
        </label>
      )}
      {text(w('stock.day'), 'day', 10)}
      {form.kind === 'receipt' || form.kind === 'supplier-return' ? text(w('stock.partner'), 'partner', 200) : null}
      {form.kind === 'receipt' && text(w('stock.invoice'), 'invoiceNumber', 50)}
      {(needsReason || onRequest || moves === 'count') && text(w(needsReason ? 'stock.reasonNeeded' : 'stock.note'), 'reason', 300)}
    </div>
  );
}

/** The next drug, or for a stock-take every lot that the books have in the depot. */
function Adding({ document }: { document: OpenDocument }) {
  const w = useWords();
  if (rulesOfKind[document.form.kind].moves === 'count') return <CountLoader document={document} />;
  return (
    <div className="drug-box">
      <DrugField
        label={w('stock.addDrug')}
        drug={undefined}
        afterPick="stay"
        onDrug={(drug) => {
          if (drug !== undefined) document.addLine(emptyLine(drug));
        }}
      />
    </div>
  );
}
