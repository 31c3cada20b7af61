import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import type { Issue } from '../../../domain/issue.ts';
import { messagesEn } from '../../../domain/messages-en.ts';
import { renderMessage } from '../../../domain/render-message.ts';
import type { Refusal } from '../../http/errors.ts';

/** What HL7 calls it, by status. Source: HL7 FHIR R4 valueset-issue-type */
const kinds: Record<number, OperationOutcomeIssue['code']> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  413: 'too-long',
  422: 'processing',
  429: 'throttled',
  503: 'transient',
};

/** A refusal as FHIR says it: our code, an English sentence for who builds the other system, and the place. Nothing of a person. */
export function operationOutcome({ status, code, issues }: Pick<Refusal, 'status' | 'code' | 'issues'>): OperationOutcome {
  const kind = kinds[status] ?? 'exception';
  const told: Pick<Issue, 'code' | 'path' | 'params'>[] = issues.length > 0 ? issues : [{ code, path: '' }];
  return {
    resourceType: 'OperationOutcome',
    issue: told.map((issue) => ({
      severity: 'error',
      code: kind,
      details: { coding: [{ system: 'urn:hoa-ban:issue', code: issue.code }], text: renderMessage(messagesEn, issue) },
      ...(issue.path === '' ? {} : { diagnostics: issue.path }),
    })),
  };
}
