import type { PortalAnswer, TypedCard } from '../../../domain/insurance/portal-answer.ts';

/** What is asked of the insurer. */
export interface CardQuestion {
  number: string;
  fullName: string;
  /** `dd/MM/yyyy`, or the year alone: as the portal takes it. */
  birthDate: string;
  /** What the form holds besides; the portal is not told. */
  typed: TypedCard;
}

/** Why nobody answered; a class for the log, nothing of the person or the account. */
export type Silence = 'timeout' | 'unreachable' | 'http-status' | 'redirect' | 'too-large' | 'not-json' | 'misshapen' | 'login-refused';

export type LookUp = { kind: 'answered'; answer: PortalAnswer; raw: unknown } | { kind: 'unavailable'; silence: Silence };

/** A signed file on its way: a check-in, the claim of one visit, or what the health book gets of one. */
export interface PortalDocument {
  kind: 'check-in' | 'claim' | 'health-book';
  facilityCode: string;
  provinceCode: string;
  content: Buffer;
  /** Tries before this one; the insurer is not told. */
  attempts: number;
}

/** What was said of a file; `unavailable` leaves open whether it arrived. */
export type Submitted =
  | { kind: 'answered'; resultCode: string; transactionCode: string | null; receivedAt: string | null; message: string | null }
  | { kind: 'unavailable'; silence: Silence | 'throttled'; retryAfterSeconds?: number };

/** The insurer, or its simulation: both answer, neither throws. */
export interface Portal {
  source: 'portal' | 'simulator';
  lookUp(question: CardQuestion, timeoutMs: number): Promise<LookUp>;
  submit(document: PortalDocument, timeoutMs: number): Promise<Submitted>;
}

/** Nobody at the desk waits longer; a job may. */
export const DESK_TIMEOUT_MS = 4_000;
export const JOB_TIMEOUT_MS = 20_000;
/** A claim is large and its line may be weak. */
export const SUBMIT_TIMEOUT_MS = 60_000;
