import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { newId } from '../../../domain/ids.ts';
import { testApi, type TestApi } from '../../support/api.ts';
import { runJobs } from '../../support/jobs.ts';
import { aHospital, aWorkplace, type Workplace } from '../at-work.ts';
import { openVisit } from '../encounters/open-visit.ts';

describe('health checks from the command line', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'his-health-check-'));
  let api: TestApi;
  let place: Workplace;

  before(async () => {
    api = await testApi();
    place = await aWorkplace(api, { ...aHospital, gln: '8936000000024' });
  });
  after(() => rmSync(folder, { recursive: true }));

  const his = async (...args: string[]): Promise<{ status: number | null; text: string }> => {
    const { ownerUrl, appUrl } = api.database;
    const child = spawn(process.execPath, ['api/cli/his.mjs', '--json', ...args], {
      env: { ...process.env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, HIS_DATA_DIR: folder },
    });
    child.stdin.end('');
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => out.push(chunk));
    const status = await new Promise<number | null>((ended) => child.on('close', ended));
    return { status, text: Buffer.concat(out).toString('utf8') };
  };
  const fileOf = (content: string): string => {
    const file = join(folder, 'records.json');
    writeFileSync(file, content);
    return file;
  };

  it('are put in line once, and a broken file is refused without a word of it', async () => {
    const { patientId } = await openVisit(place);
    const numbers = api.database.owner<{ number: string }>('facilityPatients').where({ patientId } as never);
    const patientNumber = (await numbers.first('number'))?.number ?? '';
    const concludedAt = new Date(api.services.now().getTime() - 60_000).toISOString();
    const record = { id: newId(), patientNumber, concludedAt, tables: [{ code: 'XML1', rows: [{ KET_LUAN: 'Loại I' }] }] };
    const send = async (content: string) => await his('health-check', 'send', fileOf(content), '--facility', place.facility.code);

    expect((await his('destination', 'add-health-check-hub', '--name', 'hub')).status).to.equal(0);
    const first = await send(JSON.stringify([record]));
    expect(JSON.parse(first.text)).to.deep.equal({ queued: 1, known: 0, warnings: [] });
    expect(JSON.parse((await send(JSON.stringify([record]))).text)).to.deep.equal({ queued: 0, known: 1, warnings: [] });
    const broken = await send('[{"KET_LUAN": "Loại IV, suy tim"');
    expect(broken.status).to.equal(1);
    expect(broken.text).to.include('health_check_file_unreadable').and.not.include('suy tim');
    const wrong = await send(JSON.stringify([{ ...record, tables: [{ code: 'XML1', rows: [{ KET_LUAN: 'suy tim\u0001' }] }] }]));
    expect(wrong.status).to.equal(1);
    expect(wrong.text).to.include('health_check_character_forbidden').and.not.include('suy tim');
    await runJobs(api);
    const sent = await api.database.owner('outbox').where({ patientId }).select('state');
    expect(sent).to.deep.equal([{ state: 'delivered' }]);
    expect((await his('destination', 'remove', '--name', 'hub')).status).to.equal(0);
  });
});
