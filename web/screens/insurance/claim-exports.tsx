import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClaimExportView, NewClaimExport } from '../../../api/claims/claim-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { moneyForPeople } from '../../lib/format-money.ts';
import { momentForPeople } from '../../lib/format.ts';
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

interface Exported {
  /** Days of closing, both included. */
  from: string;
  until: string;
  title: string;
  /** What the button says. */
  start: string;
  /** Why there is nothing to export, where that is known. */
  nothing?: string | undefined;
}

/** The claim files of some days. An export runs on the server: this desk may be left and found again. */
export function ClaimExports({ from, until, title, start: startText, nothing }: Exported) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const path = `/claim-exports?from=${from}&until=${until}`;
  const { data, error } = useQuery({
    ...reading<{ items: ClaimExportView[] }>(path),
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? POLL_MS : false),
  });
  const create = useWrite<NewClaimExport, ClaimExportView>('POST', '/claim-exports');
  const [failure, setFailure] = useState('');
  const underWay = data?.items.some(isUnderWay) === true;
  const blocked = !can('claim.export') ? w('state.notAllowed') : (nothing ?? (underWay ? w('export.underWay') : undefined));
  const start = async () => {
    if (blocked !== undefined || create.state === 'sending' || create.state === 'waiting') return;
    setFailure('');
    try {
      await create.send({ id: newId(), from, until });
    } catch (cause) {
      setFailure(failureText(cause));
    }
    await queries.invalidateQueries({ queryKey: [path] });
  };
  useKeys({ f9: () => void start(), 'ctrl+enter': () => void start() });
  return (
    <section className="exports" aria-label={title}>
      <div className="row-end">
        <h2 className="grow">{title}</h2>
        <ActionButton
          onPress={() => void start()}
          blocked={blocked}
          busy={create.state === 'sending' ? w('state.sendingNow') : create.state === 'waiting' ? w('state.waiting') : undefined}
          keyHint="F9"
        >
          {startText}
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
      saveFile(await download(`/claim-exports/${one.id}/file`), one.fileName ?? `${one.from}.zip`);
    } catch (cause) {
      onFailure(failureText(cause));
    }
  };
  const progress = useProgress();
  const signed = ({ signer }: ClaimExportView): string =>
    signer === null ? w('export.unsigned') : w(signer.demo ? 'export.signedDemo' : 'export.signed', { subject: signer.subject });
  const meaning = one.state === 'ready' ? 'done' : one.state === 'failed' ? 'stop' : 'information';
  return (
    <li>
      <Note meaning={meaning} live>
        {w(`export.${one.state}`)} · {momentForPeople(one.finishedAt ?? one.createdAt)} ·{' '}
        {one.state === 'ready'
          ? `${w('export.counts', { included: one.included, total: one.total, leftOut: one.leftOut })} · ${moneyForPeople(one.fundAmount)} · ${signed(one)}`
          : progress(one)}
      </Note>
      {isUnderWay(one) && (
        <progress aria-label={w('export.running')} {...(one.total > 0 && one.done > 0 ? { max: one.total, value: one.done } : {})} />
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

/** How far an export is: in percent, in visits, and how long it still takes at its pace. */
function useProgress(): (one: ClaimExportView) => string {
  const w = useWords();
  return ({ total, done, secondsLeft }) => {
    if (total === 0) return w('export.counting');
    const far = w('export.progress', { percent: Math.floor((done * 100) / total), done, total });
    if (secondsLeft === null) return far;
    const minutes = Math.ceil(secondsLeft / 60);
    return `${far} · ${minutes <= 1 ? w('export.underMinute') : w('export.minutesLeft', { minutes })}`;
  };
}
