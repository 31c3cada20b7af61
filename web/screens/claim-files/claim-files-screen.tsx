import './claim-files.css';
import { useRef, useState } from 'react';
import { useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyTable, type Column } from '../../ui/key-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Empty } from '../../ui/states.tsx';
import { ReadTables } from './read-tables.tsx';
import { useClaimFiles, type ReadRecord } from './use-claim-files.ts';

/** Opens exported claim files, of this product or another one, to read what stands in them. Nothing is kept. */
export function ClaimFilesScreen() {
  const w = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { records, unread, busy, open } = useClaimFiles();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const shown = records.find(({ id }) => id === openId) ?? records[0];
  const columns = useColumns();
  useKeys({ f2: () => input.current?.click() });
  return (
    <div className="claim-files">
      <div className="day-bar">
        <input
          ref={input}
          hidden
          type="file"
          multiple
          accept=".xml,text/xml,application/xml"
          aria-label={w('claimFile.choose')}
          onChange={(event) => void open([...(event.target.files ?? [])])}
        />
        <ActionButton variant="default" keyHint="F2" busy={busy === '' ? undefined : busy} onPress={() => input.current?.click()}>
          {w('claimFile.choose')}
        </ActionButton>
        <span role="status">{records.length > 0 && w('claimFile.count', { n: records.length, bad: records.filter(hasFault).length })}</span>
      </div>
      {unread.map((file) => (
        <Unread key={file.fileName} {...file} />
      ))}
      {records.length === 0 && unread.length === 0 && busy === '' && <Empty>{w('claimFile.empty')}</Empty>}
      {shown !== undefined && (
        <div className="claim-file-panes">
          <div className="scroll">
            <KeyTable
              label={w('claimFile.records')}
              columns={columns}
              rows={records}
              rowKey={({ id }) => id}
              current={shown.id}
              onOpen={({ id }) => setOpenId(id)}
            />
          </div>
          <ReadTables key={shown.id} record={shown} />
        </div>
      )}
    </div>
  );
}

const hasFault = ({ findings }: ReadRecord): boolean => findings.some(({ severity }) => severity === 'block' || severity === 'error');

function Unread({
  fileName,
  issues,
  failure,
}: {
  fileName: string;
  issues: Parameters<ReturnType<typeof useSentence>>[0][];
  failure: string;
}) {
  const sentence = useSentence();
  const said = issues.length === 0 ? [failure] : issues.map((issue) => `${sentence(issue)} (${issue.path})`);
  return (
    <Note meaning="stop" live>
      <strong>{fileName}</strong>: {said.join(' ')}
    </Note>
  );
}

function useColumns(): Column<ReadRecord>[] {
  const w = useWords();
  const nameOf = ({ tables }: ReadRecord) => tables.find(({ code }) => code === 'XML1')?.rows[0]?.['HO_TEN'] ?? '';
  return [
    { key: 'key', title: 'MA_LK', render: ({ key }) => key },
    { key: 'name', title: w('claims.person'), render: nameOf },
    { key: 'tables', title: w('claimFile.tables'), render: ({ tables }) => tables.map(({ code }) => code.replace('XML', '')).join(' ') },
    { key: 'signed', title: w('claimFile.signed'), render: ({ isSigned }) => w(isSigned ? 'claimFile.yes' : 'claimFile.no') },
    { key: 'state', title: w('claims.findings'), align: 'right', render: ({ findings }) => findings.length || w('claims.clean') },
  ];
}
