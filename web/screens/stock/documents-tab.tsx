import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepotView, DocumentList, DocumentSaved, DocumentView } from '../../../api/stock/stock-schemas.ts';
import { addDays, dayForPeople, type Day } from '../../../domain/dates.ts';
import { documentKinds } from '../../../domain/stock/document-kinds.ts';
import { dropDraft, findDraft } from '../../lib/drafts.ts';
import { get } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { today } from '../../lib/server-clock.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DayInput } from './day-input.tsx';
import { DocumentEditor } from './document-editor.tsx';
import { emptyForm, formOf, type DocumentForm } from './document-form.ts';
import { DocumentSheet } from './document-sheet.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { DRAFT } from './use-document.ts';

type Item = DocumentList['items'][number];
const DAYS_BACK = 30;

interface DocumentsTabProps {
  depots: DepotView[];
  /** A document that another section has filled. */
  proposal: DocumentForm | undefined;
}

/** The list of documents, what waits for somebody on top; F2 makes a new one, Enter opens one. */
export function DocumentsTab({ depots, proposal }: DocumentsTabProps) {
  const [editing, setEditing] = useState(proposal);
  const [unfinished, setUnfinished] = useState(() => findDraft<DocumentForm>(DRAFT));
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const [saved, setSaved] = useState<DocumentSaved | undefined>(undefined);
  const begin = () => setEditing(emptyForm(can('stock.post') ? 'receipt' : 'cabinet-top-up', depots[0]?.id ?? ''));
  useKeys(editing === undefined ? { f2: begin } : {});
  if (editing !== undefined) {
    return (
      <DocumentEditor
        key={editing.id}
        {...{ depots, initial: editing }}
        onClose={(typed) => {
          setEditing(undefined);
          setUnfinished(typed.lines.length > 0 ? typed : undefined);
        }}
        onSaved={(done) => {
          setSaved(done);
          setOpenId(done.id);
          setEditing(undefined);
          setUnfinished(undefined);
        }}
      />
    );
  }
  return (
    <>
      <SavedNote saved={saved} />
      {unfinished !== undefined && (
        <Unfinished
          form={unfinished}
          onGoOn={() => setEditing(unfinished)}
          onThrowAway={() => {
            dropDraft(DRAFT);
            setUnfinished(undefined);
          }}
        />
      )}
      <DocumentBrowser
        depots={depots}
        onReversed={(done) => {
          setSaved(done);
          setOpenId(done.id);
        }}
        openId={openId}
        onOpen={setOpenId}
        onNew={begin}
        onEdit={(document) => setEditing(formOf(document))}
      />
    </>
  );
}

/** What was being typed is never lost, and never forced on anybody. */
function Unfinished({ form, onGoOn, onThrowAway }: { form: DocumentForm; onGoOn: () => void; onThrowAway: () => void }) {
  const w = useWords();
  return (
    <div className="stock-actions">
      <Note meaning="care">{w('stock.unfinished', { kind: w(`stock.kind.${form.kind}`), n: form.lines.length })}</Note>
      <ActionButton onPress={onGoOn}>{w('stock.goOn')}</ActionButton>
      <ActionButton variant="default" onPress={onThrowAway}>
        {w('stock.throwAway')}
      </ActionButton>
    </div>
  );
}

function SavedNote({ saved }: { saved: DocumentSaved | undefined }) {
  const w = useWords();
  if (saved === undefined) return null;
  return (
    <Note meaning="done" live>
      {saved.number === null
        ? w(saved.state === 'submitted' ? 'stock.submitted' : 'stock.saved')
        : w('stock.posted', { number: saved.number })}
    </Note>
  );
}

interface BrowserProps {
  depots: DepotView[];
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
  onNew: () => void;
  onEdit: (document: DocumentView) => void;
  onReversed: (saved: DocumentSaved) => void;
}

function DocumentBrowser({ depots, openId, onOpen, onNew, onEdit, onReversed }: BrowserProps) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const columns = useColumns();
  const [from, setFrom] = useState<Day>(addDays(today(), -DAYS_BACK));
  const [to, setTo] = useState<Day>(today());
  const [kind, setKind] = useState('');
  const [importing, setImporting] = useState(false);
  const { data, error, refetch } = useQuery({
    ...reading<DocumentList>(`/stock/documents?from=${from}&to=${to}${kind === '' ? '' : `&kind=${kind}`}`),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="stock-bar">
        <DayInput label={w('stock.from')} day={from} onDay={setFrom} />
        <DayInput label={w('stock.to')} day={to} onDay={setTo} />
        <KindFilter kind={kind} onKind={setKind} />
        <ActionButton onPress={onNew} keyHint="F2">
          {w('stock.newDocument')}
        </ActionButton>
        {can('stock.post') && (
          <ActionButton variant="default" onPress={() => setImporting(true)}>
            {w('stock.import')}
          </ActionButton>
        )}
      </div>
      {error !== null && <Failed text={failureText(error)} retryText={w('state.retry')} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading label={w('state.loading')} lines={8} />}
      {data?.items.length === 0 && <Empty>{w('stock.noDocuments')}</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <div className="documents">
          <div className="scroll">
            <KeyTable
              label={w('stock.tab.documents')}
              columns={columns}
              rows={data.items}
              rowKey={({ id }) => id}
              current={openId}
              onOpen={({ id }) => onOpen(id)}
            />
            {data.more && <Note meaning="information">{w('stock.more')}</Note>}
          </div>
          {openId !== undefined && (
            <DocumentSheet
              key={openId}
              id={openId}
              onEdit={onEdit}
              onOpen={onOpen}
              onChanged={() => void queries.invalidateQueries()}
              onReversed={onReversed}
            />
          )}
        </div>
      )}
      {importing && (
        <ImportDialog
          depots={depots}
          onClose={() => setImporting(false)}
          onRead={async (id) => {
            setImporting(false);
            onEdit(await get<DocumentView>(`/stock/documents/${id}`));
          }}
        />
      )}
    </>
  );
}

function KindFilter({ kind, onKind }: { kind: string; onKind: (kind: string) => void }) {
  const w = useWords();
  return (
    <label>
      {w('stock.kindLabel')}
      <select value={kind} onChange={(event) => onKind(event.target.value)}>
        <option value="">{w('stock.deskKinds')}</option>
        {documentKinds.map((one) => (
          <option key={one} value={one}>
            {w(`stock.kind.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function useColumns(): Column<Item>[] {
  const w = useWords();
  return [
    { key: 'day', title: w('stock.day'), width: '90px', render: (one) => dayForPeople(one.day) },
    { key: 'number', title: w('stock.number'), width: '110px', render: (one) => one.number ?? '–' },
    { key: 'kind', title: w('stock.kindLabel'), render: (one) => w(`stock.kind.${one.kind}`) },
    {
      key: 'depot',
      title: w('stock.depot'),
      render: (one) => (one.toDepotName === null ? one.depotName : `${one.depotName} → ${one.toDepotName}`),
    },
    { key: 'lines', title: w('stock.lines'), align: 'right', width: '60px', render: (one) => one.lineCount },
    { key: 'by', title: w('stock.by'), render: (one) => one.postedByName ?? one.createdByName },
    {
      key: 'state',
      title: w('stock.state'),
      width: '110px',
      render: (one) => (
        <span className={one.state === 'submitted' ? 'line-care' : one.state === 'cancelled' ? 'cancelled' : ''}>
          {w(`stock.state.${one.reversedById === null ? one.state : 'reversed'}`)}
        </span>
      ),
    },
  ];
}
