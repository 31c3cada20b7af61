import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentSaved, DocumentView } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { isDeskKind } from '../../../domain/stock/document-kinds.ts';
import { moneyForPeople, numberForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';

interface DocumentSheetProps {
  id: string;
  onEdit: (document: DocumentView) => void;
  onChanged: () => void;
  onReversed: (saved: DocumentSaved) => void;
  onOpen: (id: string) => void;
}

/** One document as it stands; an open one can be gone on with, approved or refused. */
export function DocumentSheet({ id, onEdit, onChanged, onReversed, onOpen }: DocumentSheetProps) {
  const w = useWords();
  const failureText = useFailure();
  const { data, error, refetch } = useQuery(reading<DocumentView>(`/stock/documents/${id}`));
  if (error !== null) return <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading label={w('state.loading')} lines={6} />;
  const open = data.state === 'draft' || data.state === 'submitted';
  return (
    <section className="sheet" aria-label={w(`stock.kind.${data.kind}`)}>
      <h2>
        {w(`stock.kind.${data.kind}`)} {data.number ?? ''}
      </h2>
      <p>
        {[data.partner, data.invoiceNumber, data.reason].filter((part) => part !== null).join(' · ')}
        <small>
          {w('stock.madeBy', { name: data.createdByName, at: momentForPeople(data.createdAt) })}
          {data.postedAt !== null && ` · ${w('stock.postedBy', { name: data.postedByName ?? '', at: momentForPeople(data.postedAt) })}`}
        </small>
      </p>
      {data.cancelReason !== null && <Note meaning="care">{w('stock.cancelledBecause', { reason: data.cancelReason })}</Note>}
      <Counterpart document={data} onOpen={onOpen} />
      {open && <SheetActions document={data} onEdit={onEdit} onChanged={onChanged} />}
      {mayReverse(data) && <Reverse document={data} onReversed={onReversed} />}
      <SheetLines document={data} />
    </section>
  );
}

const mayReverse = ({ state, kind, reversedById }: DocumentView): boolean =>
  state === 'posted' && isDeskKind(kind) && reversedById === null && can('stock.post');

function SheetLines({ document }: { document: DocumentView }) {
  const w = useWords();
  const counts = document.kind === 'stock-take';
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w('stock.lines')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w('stock.item')}</th>
            <th scope="col">{w('stock.lot')}</th>
            {counts && (
              <th scope="col" className="right">
                {w('stock.counted')}
              </th>
            )}
            <th scope="col" className="right">
              {w(counts ? 'stock.difference' : 'stock.quantity')}
            </th>
            <th scope="col" className="right">
              {w('stock.price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {document.lines.map((line) => (
            <tr key={line.id}>
              <td>{line.drugName}</td>
              <td>
                {line.lotNumber ?? w('stock.firstExpired')} {line.expiresOn === null ? '' : dayForPeople(line.expiresOn)}
              </td>
              {counts && <td className="right">{line.counted === null ? '' : numberForPeople(line.counted)}</td>}
              <td className="right">{counts && document.state !== 'posted' ? '' : `${numberForPeople(line.quantity)} ${line.unit}`}</td>
              <td className="right">{line.unitPrice === null ? '' : moneyForPeople(line.unitPrice)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SheetActions({ document, onEdit, onChanged }: { document: DocumentView } & Pick<DocumentSheetProps, 'onEdit' | 'onChanged'>) {
  const w = useWords();
  const [asking, setAsking] = useState<'posting' | 'cancellation' | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const failureText = useFailure();
  const [key] = useState(newId);
  const { version } = document;
  const send = async (what: 'posting' | 'cancellation', fields: object) => {
    await change('POST', `/stock/documents/${document.id}/${what}`, { version, ...fields }, `${key}-${what}`);
    setAsking(undefined);
    onChanged();
  };
  const kind = w(`stock.kind.${document.kind}`);
  const refuses = document.state === 'submitted' && can('stock.post');
  return (
    <div className="stock-actions">
      <ActionButton variant="default" onPress={() => onEdit(document)}>
        {w('stock.edit')}
      </ActionButton>
      {can('stock.post') && (
        <ActionButton onPress={() => setAsking('posting')}>
          {w(document.state === 'submitted' ? 'stock.approve' : 'stock.post')}
        </ActionButton>
      )}
      <ActionButton variant="default" onPress={() => setAsking('cancellation')}>
        {w(refuses ? 'stock.refuse' : 'stock.cancel')}
      </ActionButton>
      {asking === 'posting' && (
        <ConfirmDialog
          opened
          title={w('stock.postTitle', { kind, n: document.lines.length })}
          confirmText={w('stock.post')}
          cancelText={w('state.back')}
          onConfirm={() => void send('posting', {}).catch((cause: unknown) => setFailure(failureText(cause)))}
          onCancel={() => setAsking(undefined)}
        >
          {failure !== '' && (
            <Note meaning="stop" live>
              {failure}
            </Note>
          )}
        </ConfirmDialog>
      )}
      {asking === 'cancellation' && (
        <ReasonDialog
          title={w('stock.cancelTitle', { kind })}
          confirmText={w(refuses ? 'stock.refuse' : 'stock.cancel')}
          onReason={(reason) => send('cancellation', { reason })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}

/** A booked document is never changed: another one moves back what it moved. */
function Reverse({ document, onReversed }: { document: DocumentView; onReversed: (saved: DocumentSaved) => void }) {
  const w = useWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [id] = useState(newId);
  const kind = w(`stock.kind.${document.kind}`);
  return (
    <div className="stock-actions">
      <ActionButton variant="default" onPress={() => setAsking(true)}>
        {w('stock.reverse')}
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={w('stock.reverseTitle', { kind, number: document.number ?? '' })}
          confirmText={w('stock.reverse')}
          onReason={async (reason) => {
            // A new key a try: after a refusal the shelf may have been filled. The id keeps it from being booked twice.
            const saved = await change<DocumentSaved>('POST', `/stock/documents/${document.id}/reversal`, { id, reason }, newId());
            setAsking(false);
            onReversed(saved);
            // What stands elsewhere is read anew beside it; the answer does not wait for that.
            void queries.invalidateQueries();
          }}
          onClose={() => setAsking(false)}
        >
          <p>{w('stock.reverseHint')}</p>
        </ReasonDialog>
      )}
    </div>
  );
}

/** The document that this one puts right, or that puts this one right: one press away. */
function Counterpart({ document, onOpen }: { document: DocumentView; onOpen: (id: string) => void }) {
  const w = useWords();
  const { reversesId, reversesNumber, reversedById, reversedByNumber } = document;
  return (
    <>
      {reversesId !== null && (
        <ActionButton variant="subtle" onPress={() => onOpen(reversesId)}>
          {w('stock.reverses', { number: reversesNumber ?? '' })}
        </ActionButton>
      )}
      {reversedById !== null && (
        <ActionButton variant="subtle" onPress={() => onOpen(reversedById)}>
          {w('stock.reversedBy', { number: reversedByNumber ?? '' })}
        </ActionButton>
      )}
    </>
  );
}
