import { error, type Issue } from '../../domain/issue.ts';

/**
 * What an answer means for the message. `delivered` ends it well; `data` and `size` end it until somebody corrects the record;
 * `forbidden` stops the whole destination; all others are tried again.
 */
export type AnswerClass =
  'delivered' | 'transport' | 'throttle' | 'auth' | 'forbidden' | 'configuration' | 'conflict' | 'stale' | 'data' | 'size' | 'partial';

export interface SendResult {
  class: AnswerClass;
  httpStatus?: number;
  issues: Issue[];
  retryAfterSeconds?: number;
  /** What became of each entry, in their order; absent when the answer was not about entries. */
  entries?: EntryAnswer[];
}

export interface EntryAnswer {
  class: AnswerClass;
  /** Where the resource is now. */
  serverId?: string;
  versionId?: string;
}

/** Weak links and busy servers: nobody said no. 501 belongs to the configuration. */
const isTransport = (status: number): boolean => status === 408 || status === 425 || (status >= 500 && status !== 501);

/** The class of one HTTP status with what was said beside it, of the whole answer or of one entry. Source: docs/decisions/0005-fhir.md */
export function classifyStatus(status: number, outcome: unknown): AnswerClass {
  const issues = issuesOf(outcome);
  const codes = new Set(issues.map(({ code }) => code));
  if (status >= 200 && status < 300) return hasError(outcome) ? 'data' : 'delivered';
  // Some servers answer 408 or 500 to a record they do not understand; repeating that for ever would be a storm.
  if (isTransport(status)) return DATA_CODES.some((code) => codes.has(code)) ? 'data' : 'transport';
  return BY_STATUS[status] ?? classifyWords(status, outcome);
}

const BY_STATUS: Readonly<Record<number, AnswerClass>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'stale',
  409: 'conflict',
  410: 'stale',
  412: 'conflict',
  413: 'size',
  429: 'throttle',
};

/** Statuses that mean several things: the words tell which. */
function classifyWords(status: number, outcome: unknown): AnswerClass {
  if (saysTooMany(outcome)) return 'size';
  if (saysOtherId(outcome)) return 'conflict';
  return status === 400 || status === 422 ? 'data' : 'configuration';
}

/**
 * True when an answer that is tried again speaks of the record rather than of the moment: a server that gives it three times over will give it for ever.
 * Source: HL7 FHIR R4 issue-type (transient and what stands below it)
 */
export const maySpeakOfRecord = ({ class: kind, httpStatus, issues }: { class: string; httpStatus?: number; issues: Issue[] }): boolean =>
  kind === 'transport' &&
  httpStatus !== undefined &&
  isTransport(httpStatus) &&
  issues.some(({ code }) => code !== 'fhir_http_status' && (httpStatus === 408 || !PASSING.has(code)));

const PASSING = new Set(
  ['transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete', 'throttled'].map(
    (type) => `fhir_${type.replace('-', '_')}`,
  ),
);

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
  const answered = results.map(({ issues: _, ...entry }) => entry);
  const failed = results.filter((one) => one.class !== 'delivered');
  if (failed.length === 0) return { class: 'delivered', httpStatus, issues: [], entries: answered };
  const issues = failed.flatMap((one) => one.issues).slice(0, 20);
  const worst = SEVERITY.find((kind) => failed.some((one) => one.class === kind)) ?? 'transport';
  // Part of it arrived and is not sent again; what failed decides only when it cannot be mended by trying.
  const isPartial = failed.length < results.length && MENDABLE.has(worst);
  return { class: isPartial ? 'partial' : worst, httpStatus, issues, entries: answered };
}

/** The worst first: it decides for the whole message. */
const SEVERITY: AnswerClass[] = ['data', 'size', 'forbidden', 'auth', 'configuration', 'conflict', 'stale', 'throttle', 'transport'];
const MENDABLE = new Set<AnswerClass>(['auth', 'configuration', 'conflict', 'stale', 'throttle', 'transport']);

function classifyEntry(entry: unknown, i: number): EntryAnswer & { issues: Issue[] } {
  const response = field(entry, 'response');
  const status = statusOf(field(response, 'status'));
  const outcome = field(response, 'outcome');
  const kind = Number.isNaN(status) ? 'transport' : classifyStatus(status, outcome);
  if (kind === 'delivered') return { class: kind, issues: [], ...placeOf(entry, response) };
  const found = issuesOf(outcome);
  const issues =
    found.length === 0 ? [error('fhir_entry_refused', `Bundle.entry[${i}]`, { status: Number.isNaN(status) ? 0 : status })] : found;
  return { class: kind, issues };
}

/** Id and version out of `[base/]Type/id[/_history/version]`, of the resource that came back, or of the etag. */
function placeOf(entry: unknown, response: unknown): { serverId?: string; versionId?: string } {
  const resource = field(entry, 'resource');
  const located = /[A-Z][A-Za-z]+\/([A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/.exec(textOf(field(response, 'location')));
  const serverId = located?.[1] ?? idOf(field(resource, 'id'));
  const tagged = /^(?:W\/)?"([A-Za-z0-9.-]{1,64})"$/.exec(textOf(field(response, 'etag')));
  const versionId = located?.[2] ?? tagged?.[1] ?? idOf(field(field(resource, 'meta'), 'versionId'));
  return { ...(serverId === undefined ? {} : { serverId }), ...(versionId === undefined ? {} : { versionId }) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const idOf = (value: unknown): string | undefined => (/^[A-Za-z0-9.-]{1,64}$/.test(textOf(value)) ? textOf(value) : undefined);

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
  return typeof path === 'string' && /^[A-Z][A-Za-z0-9_.()[\]]{0,119}$/.test(path) ? path : '';
}

/** Sentences of servers that take only so many at once. */
const saysTooMany = (outcome: unknown): boolean =>
  /too many (entries|resources|operations)|more (update operations|entries|resources) than|bundle (is )?too large/i.test(
    diagnostics(outcome),
  );
const saysOtherId = (outcome: unknown): boolean => /did not match resolved id/i.test(diagnostics(outcome));

/** Read for known sentences, never kept. */
const diagnostics = (outcome: unknown): string => JSON.stringify(field(outcome, 'issue') ?? '');

const resourceType = (value: unknown): unknown => field(value, 'resourceType');

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
