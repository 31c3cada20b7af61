import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { EncounterView } from '../../../api/encounters/encounter-schemas.ts';
import type { PrescriptionIssues, SignedPrescription, SignPrescription } from '../../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import type { Issue } from '../../../domain/issue.ts';
import { dropDraft, findDraft, useDraft } from '../../lib/drafts.ts';
import { ask, Problem } from '../../lib/http.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useRested } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { emptyRow, linesOf, type PrescriptionRow } from './prescription-lines.ts';

const CHECK_RESTS_MS = 300;
const USUAL_DAYS = '5';

/** A finding with the row it speaks of, so that it stays with its drug when other rows come and go. */
export interface Finding extends Issue {
  key: string;
  rowId: string | undefined;
  /** A written reason answers it. */
  needsReason: boolean;
  /** What the list says of an interaction. */
  knowledge: PrescriptionIssues['knowledge'][number] | undefined;
}

interface Kept {
  id: string;
  rows: PrescriptionRow[];
  reasons: Record<string, string>;
}

const rank = { error: 0, warning: 1, information: 2 };
const fresh = (): Kept => ({ id: newId(), rows: [], reasons: {} });

/** The prescription being written: rows as typed, live findings, reasons, and what still keeps it from being signed. */
export function usePrescription(encounter: EncounterView, onSigned: (signed: SignedPrescription) => void) {
  const w = useWords();
  const path = `/encounters/${encounter.id}`;
  const draftName = `prescription:${encounter.id}`;
  const queries = useQueryClient();
  const [start] = useState(() => startOf(encounter, findDraft<Kept>(draftName)));
  const [kept, setKept] = useState<Kept>(start.kept);
  const [refused, setRefused] = useState<Issue[]>([]);
  const [signedEarlier, setSignedEarlier] = useState(start.signedEarlier);
  const [addedId, setAddedId] = useState('');
  const { rows, reasons } = kept;
  useDraft(draftName, () => (rows.length > 0 ? kept : undefined));
  const check = useCheck(path, rows);
  const write = useWrite<SignPrescription, SignedPrescription>('POST', `${path}/prescriptions`);
  const needsReason = (code: string, severity: Issue['severity']) => severity === 'warning' || check.needReason.includes(code);
  const findings = findingsOf(
    [...refused, ...check.issues.filter((one) => refused.every((other) => keyOf(other) !== keyOf(one)))],
    rows,
  ).map((one) => ({
    ...one,
    needsReason: needsReason(one.code, one.severity),
    knowledge: check.knowledge.find(({ id }) => id === one.params?.['interaction']),
  }));
  const setRows = (next: (rows: PrescriptionRow[]) => PrescriptionRow[]) => {
    setRefused([]);
    setKept((before) => ({ ...before, rows: next(before.rows) }));
  };
  const sign = async () => {
    const acceptedWarnings = findings.flatMap(({ code, path: at, key }) =>
      reasons[key]?.trim() ? [{ code, path: at, reason: reasons[key].trim() }] : [],
    );
    try {
      const signed = await write.send({ id: kept.id, lines: linesOf(rows), acceptedWarnings });
      dropDraft(draftName);
      setKept(fresh());
      onSigned(signed);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      if (isSignedAlready(cause)) {
        // The answer was lost and the page began anew: what stands in the draft is signed.
        dropDraft(draftName);
        setKept(fresh());
        setSignedEarlier(true);
      } else setRefused(cause.issues.length > 0 ? cause.issues : [{ code: cause.code, path: '', severity: 'error' }]);
    }
    await queries.invalidateQueries({ queryKey: [path] });
  };
  return {
    ...{ rows, addedId, reasons, findings, sign, signedEarlier, checkFailed: check.failed, cost: check.settled ? check.cost : null },
    busy: write.state === 'sending' ? w('state.saving') : write.state === 'waiting' ? w('state.waiting') : undefined,
    blocked: useBlocked(rows, findings, reasons, check.settled),
    addRows: (added: PrescriptionRow[]) => setRows((before) => [...before, ...added]),
    addDrug: (drug: DrugEntry) => {
      const row = emptyRow(drug, rows.at(-1)?.days ?? USUAL_DAYS);
      setAddedId(row.id);
      setRows((before) => [...before, row]);
    },
    changeRow: (id: string, part: Partial<PrescriptionRow>) =>
      setRows((before) => before.map((row) => (row.id === id ? { ...row, ...part } : row))),
    removeRow: (id: string) => setRows((before) => before.filter((row) => row.id !== id)),
    giveReason: (key: string, reason: string) => setKept((before) => ({ ...before, reasons: { ...before.reasons, [key]: reason } })),
  };
}

/** A draft whose prescription stands in the record was signed while its answer was lost and the page began anew. */
function startOf({ prescriptions }: EncounterView, draft: Kept | undefined): { kept: Kept; signedEarlier: boolean } {
  const signedEarlier = draft !== undefined && prescriptions.some(({ signingId }) => signingId === draft.id);
  return { kept: draft === undefined || signedEarlier ? fresh() : draft, signedEarlier };
}

/** The very prescription of this draft stands in the record, seen only by the refusal. */
const isSignedAlready = ({ status, issues }: Problem): boolean =>
  status === 409 && issues.some(({ code, path }) => code === 'already_exists' && (path === 'id' || path === 'lines'));

export type PrescriptionDraft = ReturnType<typeof usePrescription>;

const NOTHING: PrescriptionIssues = { issues: [], needReason: [], knowledge: [], quantities: [], cost: null };

function useCheck(path: string, rows: PrescriptionRow[]) {
  const failureText = useFailure();
  const body = JSON.stringify({ lines: linesOf(rows) });
  const rested = useRested(body, CHECK_RESTS_MS);
  const enabled = rows.length > 0 && rested === body;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [`${path}/prescription-checks`, rested],
    queryFn: ({ signal }) => ask<PrescriptionIssues>(`${path}/prescription-checks`, JSON.parse(rested), signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const settled = enabled && data !== undefined && !isPlaceholderData;
  const { issues, needReason, knowledge, cost } = rows.length === 0 || data === undefined ? NOTHING : data;
  return { issues, needReason, knowledge, cost, settled, failed: error === null ? undefined : failureText(error) };
}

const keyOf = (issue: Issue): string => `${issue.code}|${issue.path}|${JSON.stringify(issue.params ?? {})}`;

/** Hard ones first. */
function findingsOf(issues: Issue[], rows: PrescriptionRow[]): Omit<Finding, 'needsReason' | 'knowledge'>[] {
  return issues
    .map((issue) => {
      const row = rows[Number(/^lines\.(\d+)/.exec(issue.path)?.[1] ?? -1)];
      return { ...issue, rowId: row?.id, key: `${issue.code}|${row?.id ?? ''}|${JSON.stringify(issue.params ?? {})}` };
    })
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function useBlocked(rows: PrescriptionRow[], findings: Finding[], reasons: Record<string, string>, settled: boolean): string | undefined {
  const w = useWords();
  const errors = findings.filter((one) => one.severity === 'error' && !one.needsReason).length;
  const unanswered = findings.filter((one) => one.needsReason && !reasons[one.key]?.trim()).length;
  if (rows.length === 0) return w('prescription.empty');
  if (errors > 0) return w('prescription.errors', { n: errors });
  if (unanswered > 0) return w('prescription.unanswered', { n: unanswered });
  return settled ? undefined : w('prescription.checking');
}
