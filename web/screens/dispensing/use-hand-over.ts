import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DispensingView, HandedOver, HandOver } from '../../../api/dispensing/dispensing-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { matchBox } from '../../../domain/stock/match-box.ts';
import { readDecimal } from '../../lib/format.ts';
import { Problem } from '../../lib/http.ts';
import { useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';

type Line = DispensingView['lines'][number];

/** A box in the hand: so much of a lot for a line. */
export interface BoxRow {
  key: string;
  line: Line;
  drugCode: string;
  lotId: string;
  lotNumber: string;
  quantity: string;
  taken: boolean;
}

const drugOf = (line: Line): string => line.substitute?.drugCode ?? line.drugCode;

function rowsOf(view: DispensingView): BoxRow[] {
  return view.lines.flatMap((line) =>
    line.proposals.map(({ lotId, lotNumber, quantity }, i) => ({
      ...{ key: `${line.id}-${i}`, line, drugCode: drugOf(line), lotId, lotNumber, quantity: quantity.replace('.', ','), taken: false },
    })),
  );
}

/** The hand-over being made: boxes with lot and quantity, what was confirmed, who collects, and what still stands in the way. */
export function useHandOver(view: DispensingView, onDone: () => void) {
  const w = useWords();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [rows, setRows] = useState(() => rowsOf(view));
  const [collectedBy, setCollectedBy] = useState(view.patient.guardianName ?? view.patient.fullName);
  const [collectorNumber, setCollectorNumber] = useState('');
  const [lateReason, setLateReason] = useState('');
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const [refused, setRefused] = useState<Issue[]>([]);
  const [handed, setHanded] = useState<HandedOver | undefined>(undefined);
  const write = useWrite<HandOver, HandedOver>('POST', `/dispensings/${view.id}/hand-overs`);
  const change = (key: string, part: Partial<BoxRow>) => {
    setRefused([]);
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...part } : row)));
  };
  const going = rows.filter((row) => readDecimal(row.quantity) !== undefined && Number(row.quantity.replace(',', '.')) > 0);
  const save = async () => {
    const body = {
      ...{ id, depotId: view.depotId ?? '', collectedBy: collectedBy.trim() },
      ...(collectorNumber.trim() === '' ? {} : { collectorNumber: collectorNumber.trim() }),
      ...(lateReason.trim() === '' ? {} : { lateReason: lateReason.trim() }),
      acceptedWarnings: warningsOf(view).flatMap((issue) => {
        const reason = reasons[issueKey(issue)]?.trim() ?? '';
        return reason === '' ? [] : [{ code: issue.code, path: issue.path, reason }];
      }),
      lines: going.map((row) => ({ lineId: row.line.id, lotId: row.lotId, quantity: readDecimal(row.quantity) ?? '0' })),
    };
    try {
      setHanded(await write.send(body));
      // The record stays as it was handed over until it is opened again; the list moves on at once.
      await queries.invalidateQueries({ queryKey: [`/dispensings/${view.id}`], refetchType: 'none' });
      await queries.invalidateQueries({ queryKey: ['dispensings'] });
      onDone();
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      setRefused(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
    }
  };
  return {
    ...{ rows, going, change, collectedBy, setCollectedBy, collectorNumber, setCollectorNumber, lateReason, setLateReason },
    ...{ reasons, refused, handed, save },
    giveReason: (issue: Issue, reason: string) => setReasons((before) => ({ ...before, [issueKey(issue)]: reason })),
    /** Marks the box a scan means; false when it means none of them. */
    confirm: (scanned: string): boolean => {
      const found = matchBox(
        scanned,
        rows.filter((row) => !row.taken),
      );
      if (found !== undefined) change(found.key, { taken: true });
      return found !== undefined;
    },
    busy: write.state === 'sending' ? w('state.saving') : write.state === 'waiting' ? w('state.waiting') : undefined,
    blocked: useBlocked(view, { going, reasons, collectedBy, collectorNumber, lateReason }),
  };
}

export type HandOverDraft = ReturnType<typeof useHandOver>;

export const issueKey = (issue: Issue): string => `${issue.code}|${issue.path}`;

const warningsOf = (view: DispensingView): Issue[] => view.issues.filter(({ severity }) => severity === 'warning');

interface Filled {
  going: BoxRow[];
  reasons: Record<string, string>;
  collectedBy: string;
  collectorNumber: string;
  lateReason: string;
}

function useBlocked(view: DispensingView, filled: Filled): string | undefined {
  const w = useWords();
  if (view.depotId === null) return w('dispensing.noCounter');
  if (filled.going.length === 0) return w('dispensing.nothing');
  const open = filled.going.filter((row) => !row.taken).length;
  if (open > 0) return w('dispensing.unconfirmed', { n: open });
  if (filled.collectedBy.trim() === '') return w('dispensing.nobodyCollects');
  if (view.needsCollectorNumber && filled.collectorNumber.trim() === '') return w('dispensing.numberMissing');
  if (view.late && filled.lateReason.trim() === '') return w('dispensing.lateMissing');
  const going = new Set(filled.going.map(({ line }) => line.id));
  const concerns = (issue: Issue) => {
    const at = /^lines\.(\d+)/.exec(issue.path)?.[1];
    return at === undefined || going.has(view.lines[Number(at)]?.id ?? '');
  };
  if (view.issues.some((issue) => issue.severity === 'error' && concerns(issue))) return w('dispensing.errors');
  const unanswered = warningsOf(view).filter((issue) => concerns(issue) && (filled.reasons[issueKey(issue)] ?? '').trim() === '').length;
  return unanswered > 0 ? w('dispensing.unanswered', { n: unanswered }) : undefined;
}
