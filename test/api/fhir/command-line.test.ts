import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { peerJwks } from '../../support/a-peer.ts';
import { aFacility, type TestApi, testApi } from '../../support/api.ts';

describe('systems at the command line', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'his-read-'));
  const jwksFile = join(dataDir, 'keys.json');
  let api: TestApi;
  let code: string;
  before(async () => {
    api = await testApi();
    code = (await aFacility(api)).facility.code;
    writeFileSync(jwksFile, JSON.stringify(peerJwks));
  });
  after(() => rmSync(dataDir, { recursive: true }));

  const his = async (...args: string[]): Promise<{ status: number | null; data: unknown }> => {
    const { ownerUrl, appUrl } = api.database;
    const child = spawn(process.execPath, ['api/cli/his.mjs', '--json', 'fhir-client', ...args, '--facility', code], {
      env: {
        ...process.env,
        DATABASE_URL: ownerUrl,
        DATABASE_APP_URL: appUrl,
        HIS_DATA_DIR: dataDir,
        HIS_FHIR_URL: 'https://his.example.vn/fhir/',
      },
    });
    const out: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => out.push(chunk));
    const status = await new Promise<number | null>((ended) => child.on('close', ended));
    return { status, data: JSON.parse(Buffer.concat(out).toString('utf8')) as unknown };
  };

  it('are registered with what they may do, listed without a secret, and end', async () => {
    const kept = [
      '--name',
      'Kho',
      '--jwks-file',
      jwksFile,
      '--scope',
      'system/Patient.rs',
      'system/Encounter.r',
      '--permit',
      'genetic',
      '--consent-required',
    ];
    const added = await his('add', ...kept);
    expect(added.status).to.equal(0);
    const { id, tokenUrl } = added.data as { id: string; tokenUrl: string };
    expect(tokenUrl).to.equal('https://his.example.vn/fhir/token');
    const again = await his('add', ...kept);
    expect([again.status, again.data]).to.deep.equal([
      1,
      {
        error: {
          code: 'fhir_client_name_taken',
          detail: 'fhir_client_name_taken (name)',
          issues: [{ code: 'fhir_client_name_taken', path: 'name', severity: 'error' }],
        },
      },
    ]);
    const [listed] = (await his('list')).data as Record<string, unknown>[];
    expect(listed).to.deep.include({
      id,
      name: 'Kho',
      scopes: ['system/Patient.rs', 'system/Encounter.r'],
      permitted: ['genetic'],
      consentRequired: true,
    });
    expect((await his('remove', '--name', 'Kho')).status).to.equal(0);
    expect((await his('list')).data).to.deep.equal([]);
    expect((await his('remove', '--name', 'Kho')).status).to.equal(1);
  });

  it('say what is wrong with a file of keys', async () => {
    writeFileSync(jwksFile, 'no keys');
    const refused = await his('add', '--name', 'Kho', '--jwks-file', jwksFile, '--scope', 'system/*.rs');
    expect([refused.status, (refused.data as { error: { code: string } }).error.code]).to.deep.equal([1, 'fhir_client_keys_invalid']);
  });
});
