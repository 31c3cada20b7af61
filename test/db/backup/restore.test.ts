import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { archiveSettings, baseFolder, openBackupPlace, walFolder, type BackupPlace } from '../../../db/backup/backup-place.ts';
import { listBases, makeBaseBackup, pruneBackups, sealedBase } from '../../../db/backup/base-backup.ts';
import { restoreBackup } from '../../../db/backup/restore.ts';
import { shipFiles } from '../../../db/backup/ship-files.ts';
import { shipWal, sealedWal, listWal } from '../../../db/backup/ship-wal.ts';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../../db/embedded.ts';

const CANARY = 'Lò Thị Chim Yến';

describe('backups of an installation with a database of its own', function () {
  this.timeout(120_000);
  let root: string;
  let place: BackupPlace;
  let server: EmbeddedServer;
  let client: pg.Client;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'his-backup-'));
    const dataDir = join(root, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'secrets.json'), '{"made":"up"}\n');
    server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), owner: true, settings: archiveSettings(dataDir) });
    place = openBackupPlace(dataDir, join(root, 'backups'));
    client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query('CREATE TABLE visits (id int PRIMARY KEY, who text NOT NULL)');
  });
  after(async () => {
    await client.end();
    await server.stop();
    rmSync(root, { recursive: true });
  });

  const add = async (id: number): Promise<void> => void (await client.query('INSERT INTO visits VALUES ($1, $2)', [id, CANARY]));
  /** Everything written until now is carried away. */
  const carryAway = async (): Promise<void> => {
    // Nothing written, nothing to switch.
    await client.query(`SELECT pg_logical_emit_message(false, 'test', 'on')`);
    const { rows } = await client.query<{ wal: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS wal');
    const wal = rows[0]?.wal ?? '';
    for (let waited = 0; !(await listWal(place)).includes(wal); waited += 50) {
      if (waited > 20_000) throw new Error('the log was not laid down');
      await shipWal(place);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const now = async (): Promise<string> => {
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    await new Promise((done) => setTimeout(done, 20));
    return rows[0]?.now.toISOString() ?? '';
  };
  let count = 0;
  /** The rows of a restored installation, which is gone afterwards. */
  const restored = async (options: { until?: string; base?: string; key?: Buffer } = {}): Promise<number[]> => {
    const into = join(root, `restored-${(count += 1)}`);
    const { key = place.key, ...rest } = options;
    const again = await restoreBackup({ folder: place.folder, key }, { into, ...rest });
    const reader = new pg.Client({ connectionString: again.server.url('postgres') });
    await reader.connect();
    try {
      expect(readFileSync(join(into, 'secrets.json'), 'utf8')).to.equal('{"made":"up"}\n');
      expect(readFileSync(join(into, 'files', 'f', '0a', 'image'), 'utf8'), 'the image beside the database').to.equal(CANARY);
      return (await reader.query<{ id: number }>('SELECT id FROM visits ORDER BY id')).rows.map(({ id }) => id);
    } finally {
      await reader.end();
      await again.server.stop();
      rmSync(into, { recursive: true });
    }
  };
  const refused = async (options: Parameters<typeof restored>[0]): Promise<string> =>
    await restored(options).then(
      () => 'was restored',
      (cause: Error) => cause.message,
    );

  it('bring back the newest moment, and any moment between, with what was written until then and nothing after', async () => {
    await add(1);
    mkdirSync(join(root, 'data', 'files', 'f', '0a'), { recursive: true });
    writeFileSync(join(root, 'data', 'files', 'f', '0a', 'image'), CANARY);
    expect([await shipFiles(place), await shipFiles(place)]).to.deep.equal([1, 0]);
    await makeBaseBackup(place, server.url('postgres'));
    await add(2);
    const between = await now();
    await add(3);
    await carryAway();
    expect(await restored()).to.deep.equal([1, 2, 3]);
    expect(await restored({ until: between })).to.deep.equal([1, 2]);
  });

  it('hold what was committed while the copy was made', async () => {
    const writer = async (): Promise<void> => {
      for (let id = 100; id < 140; id += 1) await add(id);
    };
    const [base] = await Promise.all([makeBaseBackup(place, server.url('postgres')), writer()]);
    await carryAway();
    expect((await restored({ base: base.name })).filter((id) => id >= 100)).to.have.length(40);
  });

  it('can be read by nobody without the key, and hold no name in clear', async () => {
    for (const folder of [baseFolder(place), walFolder(place)])
      for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(CANARY), name).to.equal(false);
    expect(await refused({ key: randomBytes(32) })).to.include('the key is another one');
  });

  it('are refused when one byte is another, and the older one still works', async () => {
    const [newest, older] = await listBases(place);
    const file = sealedBase(place, newest?.name ?? '');
    const bytes = readFileSync(file);
    const spoilt = Buffer.from(bytes);
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, spoilt);
    expect(await refused({})).to.include('is damaged');
    expect(await restored({ base: older?.name ?? '' })).to.include.members([1, 2, 3, 139]);
    writeFileSync(file, bytes);
  });

  it('tell a damaged piece of the log instead of ending before it in silence', async () => {
    const [newest] = await listBases(place);
    const wal = sealedWal(place, newest?.startWal ?? '');
    const bytes = readFileSync(wal);
    writeFileSync(wal, bytes.subarray(0, bytes.length - 7));
    expect(await refused({})).to.include('cut');
    writeFileSync(wal, bytes);
  });

  it('say so when the log does not reach the moment that was asked for', async () => {
    expect(await refused({ until: new Date(Date.now() + 3_600_000).toISOString() })).to.include('the log ends before');
  });

  it('never overwrite what is there', async () => {
    const into = join(root, 'data');
    const failure = await restoreBackup(place, { into }).then(
      () => 'was restored',
      (cause: Error) => cause.message,
    );
    expect(failure).to.include('is not empty');
    expect(existsSync(join(into, 'postgres', 'PG_VERSION'))).to.equal(true);
  });

  it('are kept for their days, at least two of them, with the log they need', async () => {
    await makeBaseBackup(place, server.url('postgres'));
    const [newest, second] = await listBases(place);
    expect(await pruneBackups(place, new Date(Date.now() + 1000).toISOString())).to.equal(1);
    expect((await listBases(place)).map(({ name }) => name)).to.deep.equal([newest?.name, second?.name]);
    await carryAway();
    expect(await restored({ base: second?.name ?? '' })).to.include.members([1, 139]);
    expect((await listWal(place))[0]?.slice(8, 24)).to.equal(second?.startWal.slice(8, 24));
  });
});
