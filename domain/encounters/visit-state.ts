import type { Instant } from '../dates.ts';

/** Where a visit stands for the doctor of one room, in the order of the chips of the work list. */
export const visitStates = ['waiting', 'examining', 'awaiting-results', 'to-conclude', 'moved', 'done'] as const;

export type VisitState = (typeof visitStates)[number];

export type TicketState = 'waiting' | 'called' | 'in-examination' | 'done' | 'missed' | 'transferred' | 'cancelled';

/** What is known of a person's number in a room and of the visit behind it. */
export interface VisitFacts {
  ticket: TicketState;
  /** False once the visit is closed. A number that is done in a visit that runs again was reopened. */
  isOpen: boolean;
  /** The room in which the visit is concluded. */
  isMainRoom: boolean;
  /** Orders of the laboratory, imaging and functional tests that have no result yet. */
  resultsWaiting: number;
  /** Other rooms that this one asked and that have not concluded. */
  roomsWaiting: number;
  /** When the newest result or conclusion came; null when nothing was asked for or nothing came. */
  answeredAt: Instant | null;
  /** How the visit was closed, when it is. */
  disposition: Disposition | null;
}

/** Where a person goes after the visit. */
export const dispositions = ['home', 'follow-up', 'admission', 'referral'] as const;
export type Disposition = (typeof dispositions)[number];

/**
 * The state of a visit in the work list of a room. "To conclude" means that every result and every asked room is back; "moved" holds who went on to
 * another room, was admitted or was referred. A number that was taken back stands in no list: undefined.
 * Source: docs/how-to/ban-kham.md
 */
export function visitStateOf(facts: VisitFacts): VisitState | undefined {
  const { ticket } = facts;
  if (ticket === 'cancelled') return undefined;
  if (ticket === 'waiting' || ticket === 'missed' || ticket === 'called') return 'waiting';
  if (ticket === 'transferred') return 'moved';
  const runs = facts.isOpen && (ticket === 'in-examination' || facts.isMainRoom);
  if (!runs) return facts.disposition === 'admission' || facts.disposition === 'referral' ? 'moved' : 'done';
  if (facts.resultsWaiting + facts.roomsWaiting > 0) return 'awaiting-results';
  return facts.answeredAt === null ? 'examining' : 'to-conclude';
}

/** How many stand in each state; every state is there, with nought when nobody does. */
export function countStates(states: readonly VisitState[]): Record<VisitState, number> {
  const counts = Object.fromEntries(visitStates.map((state) => [state, 0])) as Record<VisitState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}

/**
 * Where a closed visit led, from what the closing says when nobody chose: discharge types 2 and 5 are referrals.
 * Source: MA_LOAI_RV, QĐ 130/QĐ-BYT (sure)
 */
export function dispositionOf(closing: { dischargeType: string; followUpOn?: string | undefined }): Disposition {
  if (isReferral(closing.dischargeType)) return 'referral';
  return closing.followUpOn === undefined ? 'home' : 'follow-up';
}

export const isReferral = (dischargeType: string): boolean => dischargeType === '2' || dischargeType === '5';
