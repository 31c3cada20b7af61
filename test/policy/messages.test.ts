import { expect } from 'chai';
import { constraintErrors } from '../../db/constraint-errors.ts';
import { messagesEn } from '../../domain/messages-en.ts';
import { messagesVi } from '../../domain/messages-vi.ts';
import { findIssueCodes } from './issue-codes.ts';
import { readSources } from './source-files.ts';

/** The issue types of FHIR R4 that another server may answer with (https://hl7.org/fhir/R4/valueset-issue-type.html). */
const fhirIssueTypes = [
  ...['invalid', 'structure', 'required', 'value', 'invariant', 'security', 'login', 'unknown', 'expired', 'forbidden', 'suppressed'],
  ...['processing', 'not-supported', 'duplicate', 'multiple-matches', 'not-found', 'deleted', 'too-long', 'code-invalid', 'extension'],
  ...['too-costly', 'business-rule', 'conflict', 'transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete', 'throttled'],
  'informational',
];

/** Places where the code of an issue is not written at the call, and the codes that can come out there. */
const elsewhere: Record<string, string[]> = {
  'api/http/errors.ts: broken.code': Object.values(constraintErrors).map(({ code }) => code),
  'api/http/mount-routes.ts: shapeCode(issue)': ['malformed', 'unknown_field', 'day_impossible'],
  "api/interop/classify-answer.ts: issueCode(field(issue, 'code'))": fhirIssueTypes.map((type) => `fhir_${type.replaceAll('-', '_')}`),
};

describe('messages of issue codes', () => {
  const found = findIssueCodes(['domain', 'fhir-mappings', 'api', 'db'].flatMap(readSources));

  it('exist in both languages for every code that the rules and the server give', () => {
    const needed = [...found.codes, ...Object.entries(elsewhere).flatMap(([path, codes]) => codes.map((code) => [code, path] as const))];
    const silent = needed
      .filter(([code]) => messagesVi[code] === undefined || messagesEn[code] === undefined)
      .map(([code, path]) => `${code} (${path})`)
      .sort();
    expect(silent).to.deep.equal([]);
  });

  it('are asked for by codes that can be read off the source, or that are listed here', () => {
    expect([...new Set(found.unknown)].sort()).to.deep.equal(Object.keys(elsewhere).sort());
  });

  it('are found for codes that pass through another function, in either branch and by default', () => {
    const { codes, unknown } = findIssueCodes([
      {
        path: 'a.ts',
        text: `const conflict = (code: string) => new Refusal(409, code);
               function expectSum(row: Row, code = 'sum_wrong') { return error(code, 'x'); }
               if (a) throw conflict(b ? 'was_done' : 'was_undone');
               expectSum(row, 'other_sum');
               const action = { make: warning, code: 'taken_together' };
               error(table[key], '');
               log.error('not_an_issue');`,
      },
    ]);
    expect([...codes.keys()].sort()).to.deep.equal(['other_sum', 'sum_wrong', 'taken_together', 'was_done', 'was_undone']);
    expect(unknown).to.deep.equal(['a.ts: table[key]']);
  });
});
