import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addDestination } from '../../api/interop/add-destination.ts';
import { writeHandOver } from '../../api/interop/hand-over.ts';
import { type Manifest, readNdjson } from '../../api/interop/ndjson-files.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { write } from '../../db/doors.ts';
import { aVisit } from '../support/a-visit.ts';
import { testDatabase } from '../support/database.ts';
import { servicesOn } from '../support/services.ts';
import { insertClosedVisit, insertPeople } from './closed-visit.ts';

describe('a hand-over in files', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'his-hand-over-'));
  const out = join(folder, 'files');
  let manifest: Manifest;
  let withheld: string;
  let unsound: string;
  let leftOut: { encounterId: string; codes: string[] }[];

  before(async () => {
    const database = await testDatabase();
    const services = servicesOn(database.app);
    const ctx = () => systemCtx(services, aVisit().facility.id);
    await insertPeople(ctx());
    await addDestination(ctx(), services.secrets, { name: 'archive', baseUrl: 'https://fhir.example.vn/r4' });
    await insertClosedVisit(ctx());
    await insertClosedVisit(ctx());
    withheld = await insertClosedVisit(ctx(), { icdCode: 'F32.1' });
    unsound = await insertClosedVisit(ctx());
    await write(ctx(), 'test.spoil', async (tx) => await tx('encounters').where({ id: unsound }).update({ reason: 'Sốt\u0007' }));
    // What closed in this very moment is not yet before it.
    await new Promise((done) => setTimeout(done, 5));
    ({ manifest, leftOut } = await writeHandOver(ctx(), { destination: 'archive', folder: out }));
  });
  after(() => rmSync(folder, { recursive: true }));

  const counts = (): Record<string, number> => Object.fromEntries(manifest.output.map(({ type, count }) => [type, count]));
  const codesAfter = async (path: string, change: (path: string) => void): Promise<string[]> => {
    const kept = readFileSync(join(out, path));
    change(join(out, path));
    const { issues } = await readNdjson(out);
    writeFileSync(join(out, path), kept);
    return issues.map(({ code }) => code);
  };

  it('holds every visit once, what they share once, and leaves out what may not leave or is not sound', () => {
    // The facility and its department.
    expect(counts()).to.include({ Encounter: 2, Patient: 1, Organization: 2 });
    expect(leftOut).to.have.deep.members([
      { encounterId: withheld, codes: ['special_category_withheld'] },
      { encounterId: unsound, codes: ['fhir_form_wrong'] },
    ]);
    expect(existsSync(`${out}.partial`)).to.equal(false);
  });

  it('reads back as it was written, under our ids, each reference inside', async () => {
    const { resources, issues } = await readNdjson(out);
    expect(issues).to.deep.equal([]);
    expect(resources).to.have.length(manifest.output.reduce((sum, { count }) => sum + count, 0));
    expect(JSON.stringify(resources)).to.not.include('urn:uuid:');
  });

  it('is found out when anything was changed on its way', async () => {
    expect(await codesAfter('Encounter.ndjson', (path) => appendFileSync(path, '\n'))).to.include('ndjson_hash_differs');
    expect(await codesAfter('Patient.ndjson', (path) => rmSync(path))).to.include.members([
      'ndjson_file_missing',
      'ndjson_reference_unresolved',
    ]);
    expect(await codesAfter('manifest.json', (path) => rmSync(path))).to.deep.equal(['ndjson_manifest_invalid']);
    const lie = (change: (output: Manifest['output'][number]) => object) => (path: string) => {
      const output = manifest.output.map((one) => (one.type === 'Patient' ? { ...one, ...change(one) } : one));
      writeFileSync(path, JSON.stringify({ ...manifest, output }));
    };
    expect(
      await codesAfter(
        'manifest.json',
        lie(() => ({ count: 2 })),
      ),
    ).to.deep.equal(['ndjson_count_differs']);
    expect(
      await codesAfter(
        'manifest.json',
        lie(() => ({ url: '../Patient.ndjson' })),
      ),
    ).to.deep.equal(['ndjson_manifest_invalid']);
    expect(
      await codesAfter(
        'manifest.json',
        lie(() => ({ type: 'Person' })),
      ),
    ).to.include('ndjson_line_invalid');
    expect((await readNdjson(out)).issues).to.deep.equal([]);
  });
});
