import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CabinetIssued, IssueFromCabinet } from '../../../api/stock/cabinet-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { itemKindOf } from '../../../domain/stock/item-kind.ts';
import { needsReason } from '../../../domain/prescriptions/check-prescription.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { readDecimal } from '../../lib/format.ts';
import { Problem } from '../../lib/http.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';
import { refreshVisit } from './refresh-visit.ts';

type Payer = NonNullable<IssueFromCabinet['lines'][number]['payer']>;

interface Typed {
  depotId: string;
  drug: { code: string; name: string; unit: string } | undefined;
  quantity: string;
  usage: string;
  payer: Payer;
  doctorId: string;
  /** The order a supply is used with; empty = none. */
  orderId: string;
}

export interface Finding {
  code: string;
  path: string;
  text: string;
  answerable: boolean;
}

const EMPTY: Typed = { depotId: '', drug: undefined, quantity: '', usage: '', payer: 'insurance', doctorId: '', orderId: '' };

/** True of a supply, which needs no usage and may be used with an order. */
export const isSupply = ({ drug }: Pick<Typed, 'drug'>): boolean => drug !== undefined && itemKindOf(drug.code) === 'supply';

/** Who may pay for what is chosen; the price of a service may contain a supply. */
export const payersOf = (form: Pick<Typed, 'drug' | 'orderId'>): Payer[] => [
  ...(['insurance', 'self-pay', 'programme'] as const),
  ...(isSupply(form) && form.orderId !== '' ? (['included'] as const) : []),
];

/** A drug or a supply that is being taken: a refusal keeps every character and asks for what is missing. */
export function useCabinetIssue(
  encounterId: string,
  { orderId = '', onTaken }: { orderId?: string; onTaken?: (text: string) => void } = {},
) {
  const w = useWords();
  const sentence = useSentence();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [ids] = useState(() => ({ issue: newId(), line: newId() }));
  const [form, setForm] = useState({ ...EMPTY, orderId });
  const [said, setSaid] = useState('');
  const [findings, setFindings] = useState<Finding[]>([]);
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const write = useWrite<IssueFromCabinet, CabinetIssued>('POST', `/encounters/${encounterId}/cabinet-issues`);
  const set = (part: Partial<Typed>) => {
    setForm((before) => {
      const next = { ...before, ...part };
      return payersOf(next).includes(next.payer) ? next : { ...next, payer: 'insurance' };
    });
    setFindings([]);
    setReasons({});
    setSaid('');
  };
  const take = async (depotId: string) => {
    const quantity = readDecimal(form.quantity);
    const usage = form.usage.trim();
    if (form.drug === undefined || quantity === undefined || (usage === '' && !isSupply(form)))
      return setSaid(w('cabinetIssue.incomplete'));
    const acceptedWarnings = findings.flatMap(({ code, path }) => {
      const reason = (reasons[`${code}@${path}`] ?? '').trim();
      return reason === '' ? [] : [{ code, path, reason }];
    });
    setSaid('');
    try {
      const how = isSupply(form) ? (form.orderId === '' ? {} : { orderId: form.orderId }) : { usage };
      const line = { id: ids.line, drugCode: form.drug.code, quantity, payer: form.payer, ...how };
      const doctor = form.doctorId === '' ? {} : { orderedById: form.doctorId };
      await write.send({ id: ids.issue, depotId, lines: [line], acceptedWarnings, ...doctor });
      await refreshVisit(queries, encounterId);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/stock') });
      onTaken?.(w('supplyUse.taken', { name: form.drug.name, n: numberForPeople(quantity), unit: form.drug.unit }));
    } catch (cause) {
      const issues = cause instanceof Problem ? cause.issues : [];
      // What was answered and is told again still waits for its reason.
      setFindings(issues.map((issue) => ({ code: issue.code, path: issue.path, text: sentence(issue), answerable: needsReason(issue) })));
      if (issues.length === 0) setSaid(failureText(cause));
    }
  };
  const busy = write.state === 'sending' || write.state === 'waiting';
  const answer = (key: string, reason: string) => setReasons((before) => ({ ...before, [key]: reason }));
  return { form, set, said, findings, reasons, answer, take, busy };
}

export type CabinetIssueDraft = ReturnType<typeof useCabinetIssue>;
