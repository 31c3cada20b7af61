import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { anAuthority, type TlsKeys } from '../support/tls-keys.ts';

const script = fileURLToPath(new URL('../support/probed-over-tls.ts', import.meta.url));

describe('a destination over TLS', function () {
  this.timeout(60_000);
  const authority = anAuthority();
  const folder = mkdtempSync(join(tmpdir(), 'hoa-ban-his-tls-'));
  const trusted = join(folder, 'authority.pem');
  const servers: Server[] = [];
  let asked = 0;

  const serve = async (keys: TlsKeys): Promise<string> => {
    const server = createServer(keys, (_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      response.end('{"resourceType":"Bundle","type":"transaction-response","entry":[]}');
    });
    await new Promise<void>((done) => server.listen(0, 'localhost', done));
    servers.push(server);
    return `https://localhost:${(server.address() as AddressInfo).port}/fhir`;
  };
  const said = async (baseUrl: string, isTrusted: boolean): Promise<string> => {
    const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
    const env = isTrusted ? { ...rest, NODE_EXTRA_CA_CERTS: trusted } : rest;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, baseUrl], { env });
    return stdout.trim();
  };

  before(() => writeFileSync(trusted, authority.certificate));
  beforeEach(() => (asked = 0));
  after(() => {
    servers.forEach((server) => server.close());
    rmSync(folder, { recursive: true });
  });

  it('is sent to when its certificate is signed for this host by an authority that is trusted', async () => {
    expect(await said(await serve(authority.keysFor('localhost')), true)).to.equal('delivered');
    expect(asked).to.equal(1);
  });

  it('gets nothing when nobody trusts who signed its certificate', async () => {
    expect(await said(await serve(authority.keysFor('localhost')), false)).to.equal('configuration fhir_certificate_refused');
    expect(asked).to.equal(0);
  });

  it('gets nothing when its certificate is another host’s', async () => {
    expect(await said(await serve(authority.keysFor('fhir.example.vn')), true)).to.equal('configuration fhir_certificate_refused');
    expect(asked).to.equal(0);
  });
});
