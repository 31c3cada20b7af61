import type { ChangeCard, ChangePayer, CoverageView } from '../../../../api/patients/coverage-schemas.ts';
import type { CardData } from '../../../../api/patients/patient-schemas.ts';
import { error, type Issue } from '../../../../domain/issue.ts';
import { cardFieldOfPath, cardOfValues, checkCardValues, emptyCardValues, type CardValues } from './card-values.ts';

/** What is done to the payer: another card, another category, no insurance any more, or insurance after all. */
export type PayerAct = 'card' | 'category' | 'none' | 'pay';

export interface PayerValues extends CardValues {
  payerAct: PayerAct;
  /** `new-card`, or the id of a card on file. */
  payerCard: string;
  /** `start`: from the beginning of the visit, or the first valid day when that is later. */
  payerFrom: 'start' | 'now';
  /** Empty: the category stays, or is proposed by the system. */
  payerCategory: string;
  payerReason: string;
}

const UNINSURED = '9';

/** The acts that make sense for a visit as it stands. */
export const actsOf = ({ arrivalCategory }: CoverageView): PayerAct[] =>
  arrivalCategory === UNINSURED ? ['pay'] : ['card', 'category', 'none'];

export function emptyPayerValues(view: CoverageView): PayerValues {
  const payerAct = actsOf(view)[0] ?? 'card';
  // Insurance after all: most often by the very card that was taken out of the visit before.
  const payerCard = payerAct === 'pay' ? (view.cards.at(-1)?.cardId ?? 'new-card') : 'new-card';
  return {
    ...emptyCardValues,
    ...{ payerAct, payerCard, payerFrom: 'start', payerCategory: '', payerReason: '' },
  };
}

const typesCard = ({ payerAct, payerCard }: PayerValues): boolean =>
  (payerAct === 'card' || payerAct === 'pay') && payerCard === 'new-card';

/** What can be seen wrong before sending; paths are the names of the fields. */
export function checkPayerValues(values: PayerValues): Issue[] {
  return [
    ...(typesCard(values) ? checkCardValues(values) : []),
    ...(values.payerAct === 'category' && values.payerCategory === '' ? [error('arrival_category_needed', 'payerCategory')] : []),
    ...(values.payerReason.trim() === '' ? [error('reason_of_change_missing', 'payerReason')] : []),
  ];
}

/** A change as it is sent. `newCard`: goes on file first, and the id it has there is the card of the change. */
export interface PayerRequest {
  to: 'coverages' | 'payer';
  body: ChangeCard | ChangePayer;
  newCard?: CardData;
}

interface Ids {
  changeId: string;
  cardId: string;
}

/** The change as the server takes it. `now` is the server's clock; both ids were made once, so a repeat is the same change. */
export function payerRequestOf(values: PayerValues, view: CoverageView, { changeId, cardId }: Ids, now: string): PayerRequest {
  const reason = values.payerReason.trim();
  const usedFrom = values.payerFrom === 'now' ? { usedFrom: now } : {};
  const category = values.payerCategory === '' ? {} : { arrivalCategory: values.payerCategory };
  const newCard = typesCard(values) ? { id: cardId, ...cardOfValues(values) } : undefined;
  if (values.payerAct === 'none') return { to: 'payer', body: { id: changeId, kind: 'none', reason } };
  if (values.payerAct === 'card') {
    const known = { kind: 'known-card' as const, cardId: values.payerCard };
    const card = newCard === undefined ? known : { kind: 'new-card' as const, card: newCard };
    return { to: 'coverages', body: { id: changeId, card, reason, ...usedFrom } };
  }
  const inUse = view.cards.at(-1)?.cardId ?? '';
  if (values.payerAct === 'category') return { to: 'payer', body: { id: changeId, kind: 'card', cardId: inUse, reason, ...category } };
  const chosen = newCard === undefined ? values.payerCard : cardId;
  const body: ChangePayer = { id: changeId, kind: 'card', cardId: chosen, reason, ...usedFrom, ...category };
  return { to: 'payer', body, ...(newCard === undefined ? {} : { newCard }) };
}

const fields: Record<string, keyof PayerValues> = {
  usedFrom: 'payerFrom',
  arrivalCategory: 'payerCategory',
  reason: 'payerReason',
  cardId: 'payerCard',
};

/** The field a sentence belongs to; empty when it is about the whole. */
export const payerFieldOfPath = (path: string): string => {
  const named = fields[path] ?? cardFieldOfPath(path);
  return named ?? (path.startsWith('payer') || path.startsWith('file') ? path : '');
};
