import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClaimExportView, NewClaimExport } from '../../../api/claims/claim-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople, timeForPeople } from '../../lib/format.ts';
import { download } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { reading } from '../../lib/reading.ts';
import { saveFile } from '../../lib/save-file.ts';
import { can } from '../../lib/session.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Note } from '../../ui/note.tsx';

const POLL_MS = 1_000;

const isUnderWay = ({ state }: ClaimExportView): boolean => state === 'queued' || state === 'running';

/** The files of the day. An export runs on the server: this desk may be left and found again. */
export function ClaimExports({ day, insured }: { day: string; insured: number }) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const path = `/claim-exports?day=${day}`;
  const { data, error } = useQuery({
    ...reading<{ items: ClaimExportView[] }>(path),
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? POLL_MS : false),
  });
  const create = useWrite<NewClaimExport, ClaimExportView>('POST', '/claim-exports');
  const [failure, setFailure] = useState('');
  const underWay = data?.items.some(isUnderWay) === true;
  const blocked = !can('claim.export')
    ? w('state.notAllowed')
    : insured === 0
      ? w('export.nothing')
      : underWay
        ? w('export.underWay')
        : undefined;
  const start = async () => {
    if (blocked !== undefined || create.state === 'sending' || create.state === 'waiting') return;
    setFailure('');
    try {
      await create.send({ id: newId(), day });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [path] });
  };
  useKeys({ f9: () => void start(), 'ctrl+enter': () => void start() });
  return (
    <section className="exports" aria-label={w('export.title')}>
      <div className="row-end">
        <h2 className="grow">{w('export.title')}</h2>
        <ActionButton
          onPress={() => void start()}
          blocked={blocked}
          busy={create.state === 'sending' ? w('state.sendingNow') : create.state === 'waiting' ? w('state.waiting') : undefined}
          keyHint="F9"
        >
          {w('export.start', { n: insured })}
        </ActionButton>
      </div>
      {(failure !== '' || error !== null) && (
        <Note meaning="stop" live>
          {failure !== '' ? failure : failureText(error)}
        </Note>
      )}
      <ul>
        {data?.items.map((one) => (
          <ExportLine key={one.id} one={one} onFailure={setFailure} />
        ))}
      </ul>
    </section>
  );
}

function ExportLine({ one, onFailure }: { one: ClaimExportView; onFailure: (text: string) => void }) {
  const w = useWords();
  const failureText = useFailure();
  const save = async () => {
    try {
      saveFile(await download(`/claim-exports/${one.id}/file`), one.fileName ?? `${one.day}.zip`);
    } catch (cause) {
      onFailure(failureText(cause));
    }
  };
  const meaning = one.state === 'ready' ? 'done' : one.state === 'failed' ? 'stop' : 'information';
  return (
    <li>
      <Note meaning={meaning} live>
        {w(`export.${one.state}`)} · {timeForPeople(one.finishedAt ?? one.createdAt)} ·{' '}
        {w('export.counts', { included: one.included, total: one.total, leftOut: one.leftOut })} · {moneyForPeople(one.fundAmount)}
      </Note>
      {isUnderWay(one) && (
        <progress
          aria-label={w('export.running')}
          {...(one.total > 0 && one.included > 0 ? { max: one.total, value: one.included + one.leftOut } : {})}
        />
      )}
      {one.state === 'ready' && (
        <ActionButton variant="default" onPress={() => void save()}>
          {w('export.download', { name: one.fileName ?? '' })}
        </ActionButton>
      )}
      {one.sha256 !== null && <small className="digest">SHA-256 {one.sha256.slice(0, 16)}…</small>}
    </li>
  );
}
