import { expect } from 'chai';
import type { Bundle } from '@medplum/fhirtypes';
import { sendBundle } from '../../api/interop/send-bundle.ts';
import { defaultFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { aVisit } from '../support/a-visit.ts';
import { startFhirServer, type Misbehaviour, type TestFhirServer } from '../support/fhir-server.ts';

const bundle: Bundle = visitToBundle(aVisit(), defaultFamily);
const count = bundle.entry?.length ?? 0;

const outcome = (code: string, diagnostics = 'on purpose') => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});
const status = (number: number, body?: ReturnType<typeof outcome>): Misbehaviour => ({
  kind: 'status',
  status: number,
  ...(body === undefined ? {} : { outcome: body }),
});
const text = (body: string, number = 200): Misbehaviour => ({ kind: 'text', status: number, body });
const answers = (...statuses: string[]): string =>
  JSON.stringify({ resourceType: 'Bundle', type: 'transaction-response', entry: statuses.map((one) => ({ response: { status: one } })) });
const all = (one: string): string[] => bundle.entry?.map(() => one) ?? [];

/** The table of docs/decisions/0015-fhir-sending.md, a row a line: what the server does, and what it means. */
const table: [string, Misbehaviour, string][] = [
  ['closes the line after it has stored everything', { kind: 'drop-after-commit' }, 'transport'],
  ['says nothing', { kind: 'slow', ms: 1_000 }, 'transport'],
  ...[408, 425, 500, 502, 503, 504, 507, 520].map((one): [string, Misbehaviour, string] => [`says ${one}`, status(one), 'transport']),
  ['is a page of the network with 200', { kind: 'html' }, 'transport'],
  ['is a page of the network with 502', text('<html>Bad gateway</html>', 502), 'transport'],
  ['says nothing with 200', text(''), 'transport'],
  ['says null with 200', text('null'), 'transport'],
  ['breaks off in the middle', { kind: 'half' }, 'transport'],
  ['ends in the middle of a word', text('{"resourceType":"Bundle","entry":[{"resp'), 'transport'],
  ['answers fewer entries than were sent', text(answers('200 OK')), 'transport'],
  ['answers an entry without a status', text(answers(...all('200 OK').slice(1), 'done')), 'partial'],
  ['redirects with a body that looks like an answer', { kind: 'redirect', to: 'http://127.0.0.1:1/' }, 'transport'],
  ['never stops talking', { kind: 'flood' }, 'transport'],
  ['says 429', status(429), 'throttle'],
  ['says 429 in every entry and 200 outside', { kind: 'entry-status', status: '429' }, 'throttle'],
  ['says 401', status(401), 'auth'],
  ['says 403', status(403), 'forbidden'],
  ['says 409', status(409), 'conflict'],
  ['says 412', status(412), 'conflict'],
  ['says 400 where 409 was meant', status(400, outcome('invalid', 'Resource ID did not match resolved ID')), 'conflict'],
  ['says 404', status(404), 'stale'],
  ['says 410', status(410), 'stale'],
  ['says 405', status(405), 'configuration'],
  ['says 501', status(501), 'configuration'],
  ...['structure', 'required', 'value', 'invariant'].flatMap((code): [string, Misbehaviour, string][] => [
    [`says 400 ${code}`, status(400, outcome(code)), 'data'],
    [`says 422 ${code}`, status(422, outcome(code)), 'data'],
    [`says 408 ${code}, as some do of a bad record`, status(408, outcome(code)), 'data'],
  ]),
  ['says 200 and an error', text(JSON.stringify(outcome('invariant'))), 'data'],
  ['says 413', status(413), 'size'],
  ['says 400 too many entries', status(400, outcome('invalid', 'Transaction requires strict isolation but has too many entries')), 'size'],
  ['says 400 more updates', status(400, outcome('invalid', 'Transaction contains more update operations than allowed')), 'size'],
  ['takes all but one that is bad', text(answers(...all('200 OK').slice(1), '422 Unprocessable')), 'data'],
  ['takes all but one for the moment', text(answers(...all('200 OK').slice(1), '503 Busy')), 'partial'],
];

describe('the table of answers', () => {
  let server: TestFhirServer;
  before(async () => (server = await startFhirServer()));
  after(async () => await server.close());

  for (const [what, misbehave, expected] of table) {
    it(`a server that ${what}: ${expected}`, async () => {
      server.misbehave = misbehave;
      const result = await sendBundle({ baseUrl: server.baseUrl }, bundle, misbehave.kind === 'slow' ? 200 : 5_000);
      expect(result.class).to.equal(expected);
      expect(result.issues.map(({ code }) => code)).to.not.be.empty;
      // Nothing that the server said of the record is kept, and no address.
      expect(JSON.stringify(result)).to.not.match(/on purpose|resolved|127\.0\.0\.1/);
    });
  }

  it('keeps what went well of a half-taken transaction', async () => {
    server.misbehave = text(answers(...all('200 OK').slice(1), '503 Busy'));
    const { entries } = await sendBundle({ baseUrl: server.baseUrl }, bundle);
    expect(entries?.filter((one) => one.class === 'delivered')).to.have.length(count - 1);
    expect(entries?.at(-1)?.class).to.equal('transport');
  });
});
