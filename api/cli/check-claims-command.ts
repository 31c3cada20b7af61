import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { checkClaimFile } from '../../domain/claims/checks/check-claim.ts';
import type { ClaimContext, ClaimFinding, ClaimSeverity } from '../../domain/claims/checks/claim-check.ts';
import { describeFinding } from '../../domain/claims/checks/rule-catalogue.ts';
import { localMinute } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { messagesEn } from '../../domain/messages-en.ts';
import { messagesVi } from '../../domain/messages-vi.ts';
import { renderMessage } from '../../domain/render-message.ts';
import { readClaimFile } from '../claims/read-claim-file.ts';
import { referenceContext } from './reference-context.ts';

type Counts = Record<ClaimSeverity, number>;
interface ToldFinding extends ClaimFinding {
  message: string;
  messageEn: string;
}
interface CheckedFile {
  file: string;
  readable: boolean;
  facilityCode?: string;
  preparedOn?: string;
  counts: Counts;
  /** Why it could not be read. */
  issues: (Issue & { message: string; messageEn: string })[];
  /** Of the envelope. */
  findings: ToldFinding[];
  encounters: { key: string; counts: Counts; findings: ToldFinding[] }[];
}

const FAILED = 1;
const UNREADABLE = 2;

/** `check-claims FILE…`: the claim check on files of any product. Needs no database. See docs/how-to/giam-dinh.md. */
export function checkClaimsCommand(program: Command): void {
  program
    .command('check-claims')
    .description('check claim files (QĐ 130 family, of any product); exit code 0 = fine, 1 = findings that hold a claim, 2 = not readable')
    .argument('<file...>', 'XML files')
    .option('--now <minute>', 'yyyymmddHHMM that counts as now; default: the clock', minute)
    .option('--language <language>', 'vi or en, for the text', 'vi')
    .action((files: string[], options: { now?: string; language: string }, command: Command) => {
      const context = referenceContext(options.now ?? localMinute(new Date()));
      const checked = files.map((file) => checkFile(file, context));
      const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
      const text = isJson
        ? `${JSON.stringify({ now: context.now, files: checked }, null, 2)}\n`
        : checked.map((one) => textOf(one, options.language === 'en')).join('');
      process.stdout.write(text);
      process.exitCode = exitCode(checked);
    });
}

function minute(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('yyyymmddHHMM');
  return text;
}

function exitCode(checked: CheckedFile[]): number {
  if (checked.some(({ readable }) => !readable)) return UNREADABLE;
  return checked.some(({ counts }) => counts.block + counts.error > 0) ? FAILED : 0;
}

function checkFile(file: string, context: ClaimContext): CheckedFile {
  const reading = readFile(file);
  if ('issues' in reading) {
    const issues = reading.issues.map((issue) => ({
      ...issue,
      message: renderMessage(messagesVi, issue),
      messageEn: renderMessage(messagesEn, issue),
    }));
    return { file, readable: false, counts: countsOf([]), issues, findings: [], encounters: [] };
  }
  const { facilityCode, preparedOn } = reading.file;
  const found = checkClaimFile(reading.file, () => context);
  const encounters = found.encounters.map(({ key, findings }) => ({ key, counts: countsOf(findings), findings: findings.map(told) }));
  const counts = countsOf([...found.findings, ...encounters.flatMap(({ findings }) => findings)]);
  return { file, readable: true, facilityCode, preparedOn, counts, issues: [], findings: found.findings.map(told), encounters };
}

function readFile(file: string): ReturnType<typeof readClaimFile> {
  try {
    return readClaimFile(readFileSync(file));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    return { issues: [error('claim_file_not_opened', file, { reason })] };
  }
}

const told = (finding: ClaimFinding): ToldFinding => ({
  ...finding,
  message: describeFinding(finding, 'vi'),
  messageEn: describeFinding(finding, 'en'),
});

function countsOf(findings: readonly ClaimFinding[]): Counts {
  const counts: Counts = { block: 0, error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function textOf(checked: CheckedFile, english: boolean): string {
  const summary = Object.entries(checked.counts).map(([severity, count]) => `${severity} ${count}`);
  const head = checked.readable ? `${checked.file}: ${summary.join(', ')}` : `${checked.file}: not readable`;
  const lines = [
    ...checked.issues.map((issue) => `  ${issue.path}: ${english ? issue.messageEn : issue.message}`),
    ...checked.findings.map((finding) => `  ${lineOf(finding, english)}`),
    ...checked.encounters.flatMap(({ key, findings }) => [`  ${key}`, ...findings.map((finding) => `    ${lineOf(finding, english)}`)]),
  ];
  return [head, ...lines].map((line) => `${line}\n`).join('');
}

function lineOf({ severity, rule, table, row, number, fields, message, messageEn }: ToldFinding, english: boolean): string {
  const place = [table, row === 0 ? '' : `row ${row}`, number === '' ? '' : `STT ${number}`, fields.join(', ')].filter(Boolean).join(' ');
  return `${severity.padEnd(7)} ${rule} [${place}] ${english ? messageEn : message}`;
}
