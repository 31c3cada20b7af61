import type { SendClass } from '../../domain/prescriptions/national-state.ts';
import type { Issue } from '../../domain/issue.ts';

/** What came of a try; nothing of the person or the account is in it. `accepted` of a log-in means that it was let in. */
export interface SendOutcome {
  class: SendClass;
  httpStatus?: number;
  checksum?: string;
  issues: Issue[];
  retryAfterSeconds?: number;
}

/** The accounts of a facility and a doctor, their secrets in clear for the moment of sending: never logged, never answered. */
export interface NationalAccounts {
  baseUrl: string;
  /** ma_lien_thong_co_so, five characters; not the code of the insurance. */
  facilityLinkCode: string;
  facilityPassword: string;
  doctor?: { linkCode: string; password: string };
}

/** The national system, or its simulation: both answer, neither throws. */
export interface NationalSystem {
  source: 'system' | 'simulator';
  /** Sends a message as its doctor. `attempts` are those before this one. */
  send(body: string, attempts: number): Promise<SendOutcome>;
  /** Logs in as the doctor where there is one, else as the facility; sends nothing. */
  tryLogIn(): Promise<SendOutcome>;
}
