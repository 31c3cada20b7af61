import { createHash } from 'node:crypto';
import type { NationalPrescription } from '../../domain/prescriptions/build-national-prescription.ts';
import { error } from '../../domain/issue.ts';
import type { NationalSystem, SendOutcome } from './national-system.ts';

/**
 * Answers in place of the national system while a facility has no account; every answer is marked as simulated. Patients' phone numbers that end in `900`
 * and three digits call up each kind of answer: docs/how-to/national-prescriptions.md. The same message at the same try always gets the same answer.
 */
export function nationalSimulator(): NationalSystem {
  return {
    source: 'simulator',
    send: async (body, attempts) => await Promise.resolve(simulate(body, attempts)),
    tryLogIn: async () => await Promise.resolve({ class: 'accepted', issues: [] } satisfies SendOutcome),
  };
}

function simulate(body: string, attempts: number): SendOutcome {
  const message = JSON.parse(body) as NationalPrescription;
  const special = /900(\d{3})$/.exec(message.so_dien_thoai_nguoi_kham_benh ?? '')?.[1] ?? '';
  return (specialAnswers[special] ?? accepted)(attempts, body);
}

const accepted = (_attempts: number, body: string): SendOutcome => ({
  class: 'accepted',
  httpStatus: 200,
  checksum: `MP${createHash('sha256').update(body, 'utf8').digest('hex').slice(0, 16).toUpperCase()}`,
  issues: [],
});

const used: SendOutcome = { class: 'already-used', httpStatus: 422, issues: [error('national_code_used', 'ma_don_thuoc')] };

/** After the first try everything that passes by itself has passed. */
const once =
  (outcome: SendOutcome, then: (attempts: number, body: string) => SendOutcome = accepted) =>
  (attempts: number, body: string): SendOutcome =>
    attempts === 0 ? outcome : then(attempts, body);

const specialAnswers: Record<string, (attempts: number, body: string) => SendOutcome> = {
  '422': () => ({
    ...{ class: 'field-errors', httpStatus: 422 },
    issues: [error('national_field_refused', 'dia_chi', { field: 'dia_chi' })],
  }),
  '409': () => used,
  // It arrived, only its answer was lost: the second try hears "already used".
  '408': once({ class: 'timeout', issues: [] }, () => used),
  '429': once({ class: 'throttled', httpStatus: 429, issues: [] }),
  '500': once({ class: 'server-error', httpStatus: 500, issues: [] }),
  '200': once({ class: 'unreadable', httpStatus: 200, issues: [] }),
  '000': () => ({ class: 'unreachable', issues: [] }),
};
