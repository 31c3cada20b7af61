import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  EncounterResults,
  MachineList,
  ResultAnswer,
  TemplateList,
  WorkDetail,
  WorkList,
} from '../../../api/results/result-schemas.ts';
import { addDays, localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { aFacility, aUser, testApi, type Client, type TestApi } from '../../support/api.ts';
import { openVisit } from '../encounters/open-visit.ts';
import { findings, refusedWithoutTrace } from '../at-work.ts';
import { itIsGuarded } from '../guards.ts';
import { anOrder, aReportingPlace, BLOOD, XRAY, type ReportingPlace } from './a-desk.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const report = { values: [], description: 'Hai phổi sáng đều', conclusion: 'Tim phổi bình thường' };

describe('imaging and functional tests', function () {
  this.timeout(90_000);
  let api: TestApi;
  let place: ReportingPlace;
  let stranger: Client;

  before(async () => {
    api = await testApi();
    place = await aReportingPlace(api);
    stranger = await aUser(api, (await aFacility(api)).facility, ['imaging', 'imaging-doctor', 'doctor']);
  });

  async function anXray(): Promise<{ orderId: string; path: string; visit: Awaited<ReturnType<typeof openVisit>> }> {
    const visit = await openVisit(place);
    const orderId = await anOrder(place, visit, XRAY, { urgent: true, reason: 'Viêm phổi?' });
    return { orderId, visit, path: `/imaging/orders/${orderId}` };
  }

  it('lists what was asked, the urgent first, with the question, and nothing of the laboratory', async () => {
    const here = await aReportingPlace(api);
    const visit = await openVisit(here);
    const plain = await anOrder(here, visit, XRAY);
    await anOrder(here, visit, BLOOD);
    const urgent = await anOrder(here, await openVisit(here), XRAY, { urgent: true, reason: 'Viêm phổi?' });
    const list = (await here.imaging.get(`/imaging/work?day=${localDay(new Date())}`).expect(200)).body as WorkList;
    expect(list.items.map(({ orderId, state, reason }) => [orderId, state, reason])).to.deep.equal([
      [urgent, 'received', 'Viêm phổi?'],
      [plain, 'received', null],
    ]);
    await here.laboratory.get(`/imaging/work?day=${localDay(new Date())}`).expect(403);
  });

  it('reports in words, by machine and two people, and the reader approves', async () => {
    const { path, visit } = await anXray();
    const entered = await place.imaging.put(`${path}/result`, { id: newId(), ...report, machineCode: 'XQ.1.14901.01' }).expect(200);
    const { version } = entered.body as ResultAnswer;
    await refusedWithoutTrace(api, () => place.imaging.post(`${path}/approval`, { version }), 403);
    await place.reader.post(`${path}/approval`, { version }).expect(200);
    const { items } = (await place.doctor.get(`${visit.path}/results`).expect(200)).body as EncounterResults;
    expect(items[0]?.issues[0]).to.include({
      ...report,
      values: items[0]?.issues[0]?.values,
      machineCode: 'XQ.1.14901.01',
      performedById: place.imaging.userId,
    });
    expect((await visit.bill()).lines.filter(({ kind }) => kind === 'service')).to.have.length(1);
  });

  it('wants a conclusion, and knows no indicators', async () => {
    const { path } = await anXray();
    const entered = await place.imaging.put(`${path}/result`, { id: newId(), values: [], description: 'Mờ đáy phổi' }).expect(200);
    const refused = await refusedWithoutTrace(
      api,
      () => place.reader.post(`${path}/approval`, { version: (entered.body as ResultAnswer).version }),
      422,
    );
    expect(findings(refused)).to.deep.equal(['conclusion_missing@conclusion']);
    const numbers = { id: newId(), values: [{ code: 'K', typed: '4' }] };
    expect(findings(await refusedWithoutTrace(api, () => place.imaging.put(`${path}/result`, numbers), 422))).to.deep.equal([
      'indicator_unknown@values.0.code',
    ]);
  });

  it('keeps wordings to begin with, against the version that was seen', async () => {
    const id = newId();
    const template = { name: 'Ngực thẳng bình thường', serviceCode: XRAY, description: report.description, conclusion: report.conclusion };
    await place.reader.put(`/report-templates/${id}`, template).expect(200);
    await place.reader.put(`/report-templates/${id}`, { ...template, version: 1, name: 'Ngực thẳng' }).expect(200);
    await refusedWithoutTrace(api, () => place.reader.put(`/report-templates/${id}`, { ...template, version: 1 }), 409);
    const { items } = (await place.imaging.get('/report-templates').expect(200)).body as TemplateList;
    expect(items.map(({ name, version }) => [name, version])).to.deep.equal([['Ngực thẳng', 2]]);
  });

  it('knows its machines, and no longer offers a retired one', async () => {
    const id = newId();
    const machine = { code: 'XQ.1.14901.02', name: 'X-quang số 2' };
    await place.reader.put(`/imaging/machines/${id}`, machine).expect(200);
    const codes = async () =>
      ((await place.imaging.get('/imaging/machines').expect(200)).body as { items: { code: string }[] }).items.map(({ code }) => code);
    expect(await codes()).to.deep.equal(['XQ.1.14901.02']);
    await place.reader.put(`/imaging/machines/${id}`, { ...machine, version: 1, retired: true }).expect(200);
    expect(await codes()).to.deep.equal([]);
    await refusedWithoutTrace(api, () => place.imaging.put(`/imaging/machines/${newId()}`, machine), 403);
  });

  it('offers a machine on the days it works here, and keeps it on the list of its head', async () => {
    const here = await aReportingPlace(api);
    const today = localDay(new Date());
    const save = async (code: string, fields: object) => {
      await here.reader.put(`/imaging/machines/${newId()}`, { code, name: code, serial: 'S-1', ...fields }).expect(200);
    };
    await save('SA.1', { usedFrom: today, usedTo: today });
    await save('SA.2', { usedFrom: addDays(today, 1) });
    await save('SA.3', { usedTo: addDays(today, -1) });
    const codes = async (query = '') =>
      ((await here.imaging.get(`/imaging/machines${query}`).expect(200)).body as MachineList).items.map(({ code }) => code);
    expect(await codes()).to.deep.equal(['SA.1']);
    expect(await codes('?show=all')).to.deep.equal(['SA.1', 'SA.2', 'SA.3']);
    const reversed = { code: 'SA.4', name: 'SA.4', usedFrom: today, usedTo: addDays(today, -1) };
    const refused = await refusedWithoutTrace(api, () => here.reader.put(`/imaging/machines/${newId()}`, reversed), 422);
    expect(findings(refused)).to.deep.equal(['period_reversed@usedTo']);
    // The wordings that reports begin with are the reader's too.
    const words = { name: 'Mẫu', description: 'Mô tả', conclusion: 'Kết luận' };
    await refusedWithoutTrace(api, () => here.imaging.put(`/report-templates/${newId()}`, words), 403);
  });

  describe('hangs a file on an order', () => {
    itIsGuarded(
      () => api,
      async () => {
        const { path, orderId } = await anXray();
        return {
          method: 'post',
          path: `${path}/attachments`,
          body: { id: newId(), name: 'phim.png', content: PNG.toString('base64') },
          status: 201,
          may: place.imaging,
          mayNot: place.doctor,
          elsewhere: {
            client: stranger,
            unknownPath: `/imaging/orders/${orderId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}/attachments`,
          },
          malformed: [[{ content: 'không phải base64' }, 'malformed@content']],
        };
      },
    );

    it('sealed outside the database, with its digest in it, and gives it back to who may see the visit', async () => {
      const { path, orderId } = await anXray();
      const id = newId();
      await place.imaging.post(`${path}/attachments`, { id, name: 'phim.png', content: PNG.toString('base64') }).expect(201);
      const row = (await api.database.owner('orderAttachments').where({ id }).first()) as {
        digest: Buffer;
        mediaType: string;
        sizeBytes: number;
      };
      expect(row).to.include({ mediaType: 'image/png', sizeBytes: PNG.length });
      expect(row.digest.equals(createHash('sha256').update(PNG).digest())).to.equal(true);
      const folder = join(api.services.config.dataDir, 'files', place.facility.id, id.slice(-2));
      const file = join(folder, readdirSync(folder).find((name) => name === id) ?? '');
      expect(statSync(file).mode & 0o077).to.equal(0);
      expect(readFileSync(file).includes(PNG.subarray(0, 8))).to.equal(false);
      const shown = await place.doctor.get(`/orders/${orderId}/attachments/${id}`).expect(200);
      expect((shown.body as Buffer).equals(PNG)).to.equal(true);
      expect(shown.headers).to.include({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
      await refusedWithoutTrace(api, () => stranger.get(`/orders/${orderId}/attachments/${id}`), 404);
      await refusedWithoutTrace(api, () => place.cashier.get(`/orders/${orderId}/attachments/${id}`), 403);
    });

    it('by what is in it and not by its name, up to eight megabytes', async () => {
      const { path } = await anXray();
      const send = (content: Buffer, name = 'phim.png') =>
        place.imaging.post(`${path}/attachments`, { id: newId(), name, content: content.toString('base64') });
      await send(PDF, 'phiếu.txt').expect(201);
      for (const content of [Buffer.from('<script>alert(1)</script>'), Buffer.from('MZ\x90\x00'), Buffer.from('')])
        expect(findings(await refusedWithoutTrace(api, () => send(content), 422))).to.deep.equal(['attachment_type_unknown@content']);
      const largest = 8 * 1024 * 1024;
      await send(Buffer.concat([PDF, Buffer.alloc(largest - PDF.length)])).expect(201);
      expect(
        findings(await refusedWithoutTrace(api, () => send(Buffer.concat([PDF, Buffer.alloc(largest - PDF.length + 1)])), 422)),
      ).to.deep.equal(['attachment_too_large@content']);
      await refusedWithoutTrace(api, () => send(Buffer.alloc(13 * 1024 * 1024)), 413);
    });

    it('and never writes over the file of another, nor leaves one without a row', async () => {
      const one = await anXray();
      const other = await anXray();
      const id = newId();
      const body = { id, name: 'phim.png', content: PNG.toString('base64') };
      await place.imaging.post(`${one.path}/attachments`, body).expect(201);
      await refusedWithoutTrace(
        api,
        () => place.imaging.post(`${other.path}/attachments`, { ...body, content: PDF.toString('base64') }),
        409,
      );
      expect(((await place.doctor.get(`/orders/${one.orderId}/attachments/${id}`).expect(200)).body as Buffer).equals(PNG)).to.equal(true);
      const lost = newId();
      await refusedWithoutTrace(api, () => place.imaging.post(`/imaging/orders/${newId()}/attachments`, { ...body, id: lost }), 404);
      const folder = join(api.services.config.dataDir, 'files', place.facility.id, lost.slice(-2));
      expect(readdirSync(folder).filter((name) => name.startsWith(lost))).to.deep.equal([]);
    });

    it('and takes it back with a reason', async () => {
      const { path, orderId } = await anXray();
      const id = newId();
      await place.imaging.post(`${path}/attachments`, { id, name: 'nhầm.png', content: PNG.toString('base64') }).expect(201);
      await place.imaging.post(`${path}/attachments/${id}/retraction`, { reason: 'Nhầm người' }).expect(200);
      expect(((await place.imaging.get(path).expect(200)).body as WorkDetail).attachments).to.deep.equal([]);
      await refusedWithoutTrace(api, () => place.doctor.get(`/orders/${orderId}/attachments/${id}`), 404);
      await refusedWithoutTrace(api, () => place.imaging.post(`${path}/attachments/${id}/retraction`, { reason: 'Lại' }), 404);
    });
  });
});
