/** A health check on its way: who sends it to whom, its content and the signature of the facility. Source: docs/legal/health-checks.md#envelope */
export interface HubEnvelope {
  header: {
    version: string;
    /** GLN of the facility, 13 digits. */
    sender_id: string;
    receiver_id: string;
    txn_type: string;
    /** The same in every try, so that a repeat is known as one. */
    msg_id: string;
    msg_type: string;
    send_datetime: string;
  };
  /** The file in base64. */
  data: string;
  /** Of `data`, in base64. */
  signature: string;
}

/** What was said of an envelope; `silent` leaves open whether it arrived. */
export type HubAnswer =
  | { kind: 'answered'; status: number; code: string; retryAfterSeconds?: number }
  | { kind: 'silent'; status?: number; retryAfterSeconds?: number }
  | { kind: 'log-in-refused' };

/** The hub of the ministry, or its simulation: both answer, neither throws. */
export interface Hub {
  source: 'hub' | 'simulator';
  push(envelope: HubEnvelope, timeoutMs: number): Promise<HubAnswer>;
}

/** A file may be large and its line weak. */
export const PUSH_TIMEOUT_MS = 60_000;
