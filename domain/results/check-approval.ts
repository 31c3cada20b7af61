import { error, type Issue } from '../issue.ts';

export interface ApprovalFacts {
  values: number;
  conclusion: string | null;
  /** True when the desk reports in words: description and conclusion. */
  isNarrative: boolean;
  isCritical: boolean;
  /** Somebody was told of the critical value. */
  isTold: boolean;
  approverLicensed: boolean;
  performerLicensed: boolean;
  bookClosed: boolean;
}

/**
 * Whether a result may leave the desk: it says something, whoever performed and whoever read it have a licence (table 3 and 4 of the
 * claims name both), a critical value was told to somebody, the book of the day is open.
 * Source: docs/legal/results.md#approval
 */
export function checkApproval(facts: ApprovalFacts): Issue[] {
  const isEmpty = facts.isNarrative ? (facts.conclusion ?? '').trim() === '' : facts.values === 0;
  return [
    ...(isEmpty ? [error(facts.isNarrative ? 'conclusion_missing' : 'result_empty', facts.isNarrative ? 'conclusion' : 'values')] : []),
    ...(facts.approverLicensed ? [] : [error('practitioner_licence_missing', '')]),
    ...(facts.performerLicensed ? [] : [error('performer_licence_missing', '')]),
    ...(facts.isCritical && !facts.isTold ? [error('critical_not_told', 'critical')] : []),
    ...(facts.bookClosed ? [error('result_book_closed', '')] : []),
  ];
}
