import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { createApp } from '../../../api/app.ts';
import { backUp, carryLogAway, placeOf, proveBackup } from '../../../api/backup/back-up.ts';
import { backupHealth, readBackupState, writeBackupState } from '../../../api/backup/backup-state.ts';
import { readConfig } from '../../../api/config.ts';
import { openRuntime, type Runtime } from '../../../api/runtime.ts';
import { keyFileOf } from '../../../db/backup/backup-place.ts';
import { listBases, sealedBase } from '../../../db/backup/base-backup.ts';
import { openPool } from '../../../db/knex.ts';
import { aFacility } from '../../support/api.ts';

const HOUR = 3_600_000;

describe('the backups of a night', function () {
  this.timeout(180_000);
  let root: string;
  let runtime: Runtime;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'his-night-'));
    const settings = { HIS_DATA_DIR: join(root, 'data'), HIS_BACKUP_DIR: join(root, 'backups'), HIS_DEMO: 'off', HIS_LOG_LEVEL: 'silent' };
    runtime = await openRuntime(readConfig(settings), { owner: true });
  });
  after(async () => {
    await runtime.close();
    rmSync(root, { recursive: true });
  });

  const place = () => {
    const found = placeOf(runtime.services);
    if (found === undefined) throw new Error('backups are on in this test');
    return found;
  };
  const health = () => backupHealth(runtime.services.config, runtime.services.now());
  const failureOf = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => 'went well',
      (cause: Error) => cause.message,
    );

  it('are proved by bringing them back beside the database, and leave nothing beside it', async () => {
    const proved = await backUp(runtime.services);
    expect(proved?.restored.records).to.have.property('patients');
    expect(readBackupState(place().folder)).to.deep.include({ name: proved?.base.name, failure: null });
    expect(health()).to.equal('fresh');
    expect(() => readFileSync(join(root, 'data', 'backup-check'))).to.throw('ENOENT');
  });

  it('are found out when rows are missing after the return', async () => {
    const { base } = (await backUp(runtime.services)) ?? {};
    const missing = proveBackup(runtime.services, place(), { base: base?.name ?? '', atLeast: { auditEvents: 1_000_000 } });
    expect(await failureOf(missing)).to.equal('the restored database holds fewer rows: auditEvents');
  });

  it('are found out when a line of the audit trail was changed', async () => {
    const { facility } = await aFacility(runtime, { communeCode: null });
    const owner = openPool(runtime.ownerUrl, { max: 1 });
    const change = async (text: string): Promise<void> =>
      void (await owner.raw(`
        ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only;
        UPDATE audit_events SET payload = ${text} WHERE facility_id = '${facility.id}' AND seq = 1;
        ALTER TABLE audit_events ENABLE TRIGGER audit_events_append_only`));
    await change(`replace(payload, 'facility.create', 'facility.created')`);
    expect(await failureOf(backUp(runtime.services))).to.equal(`the audit trail of ${facility.id} is broken at entry 1`);
    expect(health()).to.equal('failed');
    const answer = await request(createApp(runtime.services)).get('/health/ready').expect(200);
    expect(answer.body).to.include({ status: 'ready', backup: 'failed' });
    await change(`replace(payload, 'facility.created', 'facility.create')`);
    await owner.destroy();
    expect(await backUp(runtime.services)).to.have.property('base');
    expect(health()).to.equal('fresh');
  });

  it('are late after 26 hours without one that was proved, and not in the first night', async () => {
    const { folder } = place();
    const { config, now } = runtime.services;
    const state = readBackupState(folder);
    const later = (hours: number): Date => new Date(now().getTime() + hours * HOUR);
    expect([backupHealth(config, later(25)), backupHealth(config, later(27))]).to.deep.equal(['fresh', 'late']);
    await writeBackupState(folder, { name: null, checkedAt: null, failure: null });
    const made = new Date(now().getTime() - 20 * HOUR);
    utimesSync(keyFileOf(config.dataDir), made, made);
    expect([backupHealth(config, now()), backupHealth(config, later(7))]).to.deep.equal(['fresh', 'late']);
    await writeBackupState(folder, state);
    expect(backupHealth({ ...config, backupDir: undefined }, later(1000))).to.equal('off');
  });

  it('say in the state what went wrong, and keep the name of the last good one', async () => {
    const { folder } = place();
    const { name } = readBackupState(folder);
    const [newest] = await listBases(place());
    const file = sealedBase(place(), newest?.name ?? '');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(1));
    expect(await failureOf(proveBackup(runtime.services, place(), {}))).to.include('is damaged');
    writeFileSync(file, bytes);
    expect(readBackupState(folder).name).to.equal(name);
    await carryLogAway(runtime.services);
  });

  it('are refused as a setting beside a database server of one’s own', () => {
    const settings = { HIS_BACKUP_DIR: root, DATABASE_URL: 'postgresql://owner@db.example/his' };
    expect(() => readConfig(settings)).to.throw('HIS_BACKUP_DIR: not with DATABASE_URL');
  });
});
