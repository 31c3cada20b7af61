import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentView } from '../../../api/stock/stock-schemas.ts';
import { dayForPeople } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { momentForPeople, moneyForPeople, numberForPeople } from '../../lib/format.ts';
import { change } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { can } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';
import { Failed, Loading } from '../../ui/states.tsx';

interface DocumentSheetProps {
  id: string;
  onEdit: (document: DocumentView) => void;
  onChanged: () => void;
}

/** One document as it stands; an open one can be gone on with, approved or refused. */
export function DocumentSheet({ id, onEdit, onChanged }: DocumentSheetProps) {
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
      {open && <SheetActions document={data} onEdit={onEdit} onChanged={onChanged} />}
      <SheetLines document={data} />
    </section>
  );
}

function SheetLines({ document }: { document: DocumentView }) {
  const w = useWords();
  const counts = document.kind === 'stock-take';
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w('stock.lines')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{w('stock.drug')}</th>
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

function SheetActions({ document, onEdit, onChanged }: { document: DocumentView } & Omit<DocumentSheetProps, 'id'>) {
  const w = useWords();
  const failureText = useFailure();
  const [asking, setAsking] = useState<'posting' | 'cancellation' | undefined>(undefined);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  const [key] = useState(newId);
  const { version } = document;
  const send = async (what: 'posting' | 'cancellation') => {
    if (what === 'cancellation' && reason.trim() === '') return setFailure(w('stock.reasonMissing'));
    try {
      const body = what === 'posting' ? { version } : { version, reason: reason.trim() };
      await change('POST', `/stock/documents/${document.id}/${what}`, body, `${key}-${what}`);
      setAsking(undefined);
      onChanged();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  const kind = w(`stock.kind.${document.kind}`);
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
        {w(document.state === 'submitted' && can('stock.post') ? 'stock.refuse' : 'stock.cancel')}
      </ActionButton>
      {asking !== undefined && (
        <ConfirmDialog
          opened
          hasField={asking === 'cancellation'}
          title={asking === 'posting' ? w('stock.postTitle', { kind, n: document.lines.length }) : w('stock.cancelTitle', { kind })}
          confirmText={w(asking === 'posting' ? 'stock.post' : 'stock.cancel')}
          cancelText={w('state.back')}
          onConfirm={() => void send(asking)}
          onCancel={() => setAsking(undefined)}
        >
          {failure !== '' && (
            <Note meaning="stop" live>
              {failure}
            </Note>
          )}
          {asking === 'cancellation' && (
            <label className="dialog-field">
              {w('dispensing.reason')}
              <input data-autofocus value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
            </label>
          )}
        </ConfirmDialog>
      )}
    </div>
  );
}
