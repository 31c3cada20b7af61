import { useState } from 'react';
import type {
  ApproveResult,
  CorrectResult,
  ResultAnswer,
  ResultView,
  SaveResult,
  TellCritical,
  WorkDetail,
} from '../../../api/results/result-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { ResultDesk } from '../../../domain/results/result-desks.ts';
import { dropDraft, findDraft, useDraft } from '../../lib/drafts.ts';
import { Problem } from '../../lib/http.ts';
import { useWrite } from '../../lib/use-write.ts';

/** As typed: what is sent is the same text, read by the server. */
export interface Entry {
  values: Record<string, string>;
  description: string;
  conclusion: string;
  machineCode: string;
}

/** The machine this service was done on last time, at this computer. */
const machineKey = (serviceCode: string): string => `machine:${serviceCode}`;

const entryOf = (result: ResultView | undefined, serviceCode: string): Entry => ({
  values: Object.fromEntries((result?.values ?? []).map(({ indicatorCode, shown }) => [indicatorCode, shown])),
  description: result?.description ?? '',
  conclusion: result?.conclusion ?? '',
  machineCode: result?.machineCode ?? localStorage.getItem(machineKey(serviceCode)) ?? '',
});

interface EntryPlace {
  desk: ResultDesk;
  detail: WorkDetail;
  correcting: boolean;
  onSaved: () => void;
}

/** Typing, saving, approving and correcting one result. */
export function useResultEntry({ desk, detail, correcting, onSaved }: EntryPlace) {
  const { orderId, serviceCode } = detail.item;
  const base = `/${desk}/orders/${orderId}`;
  const draftName = `result:${orderId}`;
  const last = detail.results[0];
  const stored = last?.kind === 'withdrawal' ? undefined : last;
  const saved = stored !== undefined && stored.approvedAt === null ? stored : undefined;
  const [entry, setEntry] = useState<Entry>(() =>
    correcting ? entryOf(stored, serviceCode) : (findDraft<Entry>(draftName) ?? entryOf(saved, serviceCode)),
  );
  const [isDirty, setDirty] = useState(() => !correcting && findDraft<Entry>(draftName) !== undefined);
  const [issues, setIssues] = useState<Issue[]>([]);
  const save = useWrite<SaveResult, ResultAnswer>('PUT', `${base}/result`);
  const approve = useWrite<ApproveResult, ResultAnswer>('POST', `${base}/approval`);
  const correct = useWrite<CorrectResult, ResultAnswer>('POST', `${base}/corrections`);
  const tell = useWrite<TellCritical, { id: string }>('POST', `${base}/critical-notices`);
  useDraft(draftName, () => (isDirty && !correcting ? entry : undefined));
  const busy = [save, approve, correct, tell].some(({ state }) => state === 'sending' || state === 'waiting');

  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setIssues([]);
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setIssues(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
      return false;
    }
    onSaved();
    return true;
  };
  const values = detail.indicators.map(({ code }) => ({ code, typed: entry.values[code]?.trim() ?? '' }));
  const { description, conclusion, machineCode } = entry;
  const body = { values, description: description.trim(), conclusion: conclusion.trim(), machineCode };
  return {
    ...{ entry, isDirty, issues, busy, saved },
    set: (part: Partial<Entry>) => {
      setEntry((before) => ({ ...before, ...part }));
      setDirty(true);
    },
    save: () =>
      run(async () => {
        await save.send({ id: newId(), ...(saved === undefined ? {} : { version: saved.version }), ...body });
        if (machineCode !== '') localStorage.setItem(machineKey(serviceCode), machineCode);
        setDirty(false);
        dropDraft(draftName);
      }),
    approve: (told?: { toldTo: string; readBack: boolean }) =>
      run(async () => {
        if (saved === undefined) return;
        if (told !== undefined) await tell.send({ id: newId(), ...told });
        await approve.send({ version: saved.version });
      }),
    correct: (reason: string, critical?: { toldTo: string; readBack: boolean }) =>
      run(() => correct.send({ id: newId(), number: last?.number ?? 1, reason, ...body, ...(critical === undefined ? {} : { critical }) })),
  };
}

export type ResultEntry = ReturnType<typeof useResultEntry>;
