import { error, type Issue } from '../../domain/issue.ts';

/**
 * What an answer means for the message. `delivered` ends it well; `data` and `size` end it until somebody corrects the record;
 * all others are tried again.
 */
export type AnswerClass = 'delivered' | 'transport' | 'throttle' | 'auth' | 'configuration' | 'conflict' | 'data' | 'size' | 'partial';

export interface SendResult {
  class: AnswerClass;
  httpStatus?: number;
  issues: Issue[];
  retryAfterSeconds?: number;
}

/** Weak links and busy servers: nobody said no. 501 belongs to the configuration. */
const TRANSPORT = new Set([408, 425, 500, 502, 503, 504]);

/** The class of one HTTP status with what was said beside it, of the whole answer or of one entry. Source: docs/decisions/0005-fhir.md */
export function classifyStatus(status: number, outcome: unknown): AnswerClass {
  const issues = issuesOf(outcome);
  const codes = new Set(issues.map(({ code }) => code));
  if (status >= 200 && status < 300) return hasError(outcome) ? 'data' : 'delivered';
  // Some servers answer 408 or 500 to a record they do not understand; repeating that for ever would be a storm.
  if (TRANSPORT.has(status)) return DATA_CODES.some((code) => codes.has(code)) ? 'data' : 'transport';
  if (status === 429) return 'throttle';
  if (status === 401 || status === 403) return 'auth';
  if (status === 413 || saysTooMany(outcome)) return 'size';
  if (status === 409 || status === 412 || saysOtherId(outcome)) return 'conflict';
  return status === 400 || status === 422 ? 'data' : 'configuration';
}

const DATA_CODES = ['fhir_structure', 'fhir_required', 'fhir_value', 'fhir_invariant', 'fhir_invalid'];

/**
 * The answer to a transaction of `sent` entries that came with 2xx. The outer status is never trusted: a server may have run
 * the entries one by one, and each may have failed.
 */
export function classifyTransaction(httpStatus: number, body: unknown, sent: number): SendResult {
  if (resourceType(body) === 'OperationOutcome') return { class: classifyStatus(httpStatus, body), httpStatus, issues: issuesOf(body) };
  const entries = field(body, 'entry');
  // A portal's page, an empty body, or fewer answers than questions: not known what happened, so ask again.
  if (resourceType(body) !== 'Bundle' || !Array.isArray(entries) || entries.length !== sent) {
    return { class: 'transport', httpStatus, issues: [error('fhir_answer_incomplete', '')] };
  }
  const results = entries.map(classifyEntry);
  const failed = results.filter((one) => one.class !== 'delivered');
  if (failed.length === 0) return { class: 'delivered', httpStatus, issues: [] };
  const issues = failed.flatMap((one) => one.issues);
  const worst = SEVERITY.find((kind) => failed.some((one) => one.class === kind)) ?? 'transport';
  // Part of it arrived: sending all again is harmless, as every entry is a PUT by id; bad data stays bad.
  const isPartial = failed.length < results.length && worst !== 'data' && worst !== 'size';
  return { class: isPartial ? 'partial' : worst, httpStatus, issues };
}

/** The worst first: it decides for the whole message. */
const SEVERITY: AnswerClass[] = ['data', 'size', 'auth', 'configuration', 'conflict', 'throttle', 'transport'];

function classifyEntry(entry: unknown, i: number): { class: AnswerClass; issues: Issue[] } {
  const response = field(entry, 'response');
  const status = statusOf(field(response, 'status'));
  const outcome = field(response, 'outcome');
  const kind = Number.isNaN(status) ? 'transport' : classifyStatus(status, outcome);
  if (kind === 'delivered') return { class: kind, issues: [] };
  const found = issuesOf(outcome);
  const issues =
    found.length === 0 ? [error('fhir_entry_refused', `Bundle.entry[${i}]`, { status: Number.isNaN(status) ? 0 : status })] : found;
  return { class: kind, issues };
}

/** `201 Created` as a number; anything else is no status at all. */
const statusOf = (text: unknown): number => (typeof text === 'string' ? Number.parseInt(text, 10) : Number.NaN);

/**
 * The coded part of an OperationOutcome. Diagnostics and details are left behind: servers quote the record in them, and an
 * issue holds no personal data.
 */
export function issuesOf(outcome: unknown): Issue[] {
  const list = field(outcome, 'issue');
  if (resourceType(outcome) !== 'OperationOutcome' || !Array.isArray(list)) return [];
  return list
    .filter((issue) => isErrorIssue(issue))
    .slice(0, 20)
    .map((issue) => error(issueCode(field(issue, 'code')), issuePath(issue)));
}

const isErrorIssue = (issue: unknown): boolean => ['error', 'fatal'].some((severity) => field(issue, 'severity') === severity);

const hasError = (outcome: unknown): boolean => issuesOf(outcome).length > 0;

const issueCode = (code: unknown): string =>
  typeof code === 'string' && /^[a-z-]{1,30}$/.test(code) ? `fhir_${code.replaceAll('-', '_')}` : 'fhir_unknown';

function issuePath(issue: unknown): string {
  const expression = field(issue, 'expression') ?? field(issue, 'location');
  const path: unknown = Array.isArray(expression) ? expression[0] : undefined;
  return typeof path === 'string' && /^[A-Z][A-Za-z0-9_.[\]]{0,119}$/.test(path) ? path : '';
}

const saysTooMany = (outcome: unknown): boolean => /too many entries/i.test(diagnostics(outcome));
const saysOtherId = (outcome: unknown): boolean => /did not match resolved id/i.test(diagnostics(outcome));

/** Read for two known sentences, never kept. */
const diagnostics = (outcome: unknown): string => JSON.stringify(field(outcome, 'issue') ?? '');

const resourceType = (value: unknown): unknown => field(value, 'resourceType');

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
