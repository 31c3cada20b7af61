/**
 * Where a claim stands on its way to the insurer. `approved` waits for its signature, `signed` for the line; `replaced` was accepted and a later one of the
 * same visit as well; `withdrawn` was taken back, before it left or by a withdrawal that the insurer accepted.
 */
export const submissionStates = ['approved', 'signed', 'sending', 'accepted', 'rejected', 'replaced', 'withdrawn'] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** Where an insured visit stands at the officer's desk; `changed` was closed again after its last claim was answered. */
export const claimStages = ['to-approve', 'changed', 'waiting', 'accepted', 'rejected', 'withdrawn'] as const;
export type ClaimStage = (typeof claimStages)[number];

/** A claim, or the withdrawal of one (category 8). */
export const submissionKinds = ['claim', 'withdrawal'] as const;
export type SubmissionKind = (typeof submissionKinds)[number];

/** How one try ended: the portal's answers, the line, and what keeps a file from leaving. */
export const submissionClasses = [
  ...['accepted', 'rejected', 'throttled', 'server-error', 'unreadable', 'login-refused'],
  ...['unreachable', 'timeout', 'interrupted'],
  ...['key-missing', 'key-is-demo', 'key-not-in-force', 'signature-invalid'],
] as const;
export type SubmissionClass = (typeof submissionClasses)[number];

/** `later`: by itself after a pause; `person`: when somebody has mended what is wrong; `none`: it is decided. */
export interface NextStep {
  state: SubmissionState;
  retry: 'none' | 'later' | 'person';
}

const WAITS_FOR_A_PERSON: readonly SubmissionClass[] = [
  'login-refused',
  'key-missing',
  'key-is-demo',
  'key-not-in-force',
  'signature-invalid',
];
const BEFORE_SIGNING: readonly SubmissionClass[] = ['key-missing', 'key-is-demo', 'key-not-in-force', 'signature-invalid'];

/**
 * What the portal's code says of a file: 200 accepted; 401 and 403 are about the account or its address; 429 and 5xx about the moment; anything else is a
 * refusal of this very file, with a sentence. Source: docs/legal/insurance.md#sending (200, 401, 403 sure, the others likely)
 */
export function classOfAnswer(resultCode: string): SubmissionClass {
  if (resultCode === '200') return 'accepted';
  if (resultCode === '401' || resultCode === '403') return 'login-refused';
  if (resultCode === '429') return 'throttled';
  return /^5\d\d$/.test(resultCode) ? 'server-error' : 'rejected';
}

/**
 * What becomes of a submission after one try. Whoever hears nothing asks again with the very same bytes: the same MA_LK replaces, so a file that did
 * arrive is never a second claim. Source: docs/legal/insurance.md#sending
 */
export function afterSubmission(kind: SubmissionClass): NextStep {
  if (kind === 'accepted' || kind === 'rejected') return { state: kind, retry: 'none' };
  const state = BEFORE_SIGNING.includes(kind) ? 'approved' : 'signed';
  return { state, retry: WAITS_FOR_A_PERSON.includes(kind) ? 'person' : 'later' };
}

/** Whether the officer may put it in line again: it was refused, or it waits for something that may be mended by now. */
export const mayResendClaim = (state: SubmissionState): boolean => ['approved', 'signed', 'rejected'].includes(state);

/** Whether it can be taken back here: it never left, or it was refused. What may have arrived is withdrawn by a withdrawal. */
export const mayTakeBack = ({ state, attempts }: { state: SubmissionState; attempts: number }): boolean =>
  state === 'rejected' || (attempts === 0 && (state === 'approved' || state === 'signed'));
