import { useState } from 'react';
import type { AccountView, NewReceipt, TakenReceipt } from '../../../api/cashier/cashier-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { compare, subtract } from '../../../domain/money.ts';
import { checkReceipt } from '../../../domain/payments/check-receipt.ts';
import { proposeReceipt, type PayMethod, type ReceiptKind } from '../../../domain/payments/receipt.ts';
import { numberForPeople } from '../../lib/format-money.ts';
import { useFailure, useSentence, useWords } from '../../lib/i18n/i18n.tsx';
import { useWrite } from '../../lib/use-write.ts';

/** What a person types for whole dong, `1.234.500` or `1234500`; undefined when it is none. */
export function readDong(typed: string): string | undefined {
  const text = typed.trim();
  if (!/^(\d{1,12}|\d{1,3}([. ]\d{3})+)$/.test(text)) return undefined;
  return text.replace(/[. ]/g, '').replace(/^0+(?=\d)/, '');
}

/** Acts that are possible now; the first is what the desk proposes. */
export function actsOf(view: AccountView): ReceiptKind[] {
  const proposed = proposeReceipt(view)?.kind;
  const possible: ReceiptKind[] = view.final ? [] : ['advance'];
  if (compare(view.due, '0') > 0) possible.push('collection');
  if (compare(view.due, '0') < 0 && compare(view.collected, '0') > 0) possible.push('refund');
  if (compare(view.due, '0') < 0 && compare(view.advances, '0') > 0) possible.push('advance-return');
  return view.final && proposed !== undefined ? [proposed, ...possible.filter((kind) => kind !== proposed)] : possible;
}

interface MoneyProps {
  view: AccountView;
  onTaken: (receipt: TakenReceipt, amount: string) => void;
  onRefused: (text: string) => void;
}

/** The money being taken or given back: what, how much, how, what the person hands over, and what still stands in the way. */
export function useMoney({ view, onTaken, onRefused }: MoneyProps) {
  const w = useWords();
  const sentence = useSentence();
  const failureText = useFailure();
  const acts = actsOf(view);
  const [kind, setKind] = useState<ReceiptKind>(acts[0] ?? 'collection');
  const [typed, setTyped] = useState(() => proposedText(view, acts[0]));
  const [given, setGiven] = useState('');
  const [method, setMethod] = useState<PayMethod>('cash');
  const [payerName, setPayerName] = useState('');
  const write = useWrite<NewReceipt, TakenReceipt>('POST', `/encounters/${view.encounterId}/receipts`);
  const busy = write.state === 'sending' ? w('state.saving') : write.state === 'waiting' ? w('state.waiting') : undefined;
  const amount = readDong(typed);
  const incoming = kind === 'advance' || kind === 'collection';
  const handed = method === 'cash' && incoming ? readDong(given) : undefined;
  const change = amount === undefined || handed === undefined ? undefined : subtract(handed, amount);
  const blocked = blockedBy();
  const send = async () => {
    if (blocked !== undefined || busy !== undefined || amount === undefined) return;
    const seen = { sequence: view.sequence, due: view.due };
    const named = payerName.trim() === '' ? {} : { payerName: payerName.trim() };
    try {
      onTaken(await write.send({ id: newId(), kind, amount, method, seen, ...named }), amount);
    } catch (cause) {
      onRefused(failureText(cause));
    }
  };
  const choose = (next: ReceiptKind) => {
    setKind(next);
    setTyped(proposedText(view, next));
  };
  return {
    acts,
    kind,
    choose,
    typed,
    setTyped,
    amount,
    method,
    setMethod,
    given,
    setGiven,
    change,
    incoming,
    payerName,
    setPayerName,
    blocked,
    busy,
    send,
  };

  function blockedBy(): string | undefined {
    if (acts.length === 0) return w('cash.nothingDue');
    if (amount === undefined) return w('cash.amountMissing');
    const [issue] = checkReceipt({ kind, amount }, view, { open: !view.final });
    if (issue !== undefined) return sentence(issue);
    if (given.trim() !== '' && method === 'cash' && incoming) {
      if (handed === undefined) return w('cash.givenWrong');
      if (change !== undefined && compare(change, '0') < 0) return w('cash.givenShort');
    }
    return undefined;
  }
}

export type Money = ReturnType<typeof useMoney>;

function proposedText(view: AccountView, kind: ReceiptKind | undefined): string {
  if (kind === undefined || kind === 'advance') return '';
  const proposed = proposeReceipt(view);
  if (proposed?.kind === kind) return numberForPeople(proposed.amount);
  const back = view.due.replace('-', '');
  const held = kind === 'refund' ? view.collected : view.advances;
  return numberForPeople(compare(back, held) <= 0 ? back : held);
}
