import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { DepotView, StockList } from '../../api/stock/stock-schemas.ts';
import { localDay } from '../../domain/dates.ts';
import { newId } from '../../domain/ids.ts';
import type { Workplace } from '../api/at-work.ts';
import { SUPPLY_HEADS, supplyRow } from '../api/stock/a-supply-list.ts';
import { expectAccessible } from '../support/accessible.ts';
import { typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, field } from '../support/desk-steps.ts';
import { aWorkbook } from '../support/workbook.ts';
import { demoHospital } from './demo-hospital.ts';

const GAUZE = 'N02.03.999.0001';

describe('medical supplies, from the list to the bill, by keyboard', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let place: Workplace;
  let cabinetId: string;

  before(async () => {
    desks = await startDeskServer();
    place = await demoHospital(desks.api);
    const { items } = (await place.pharmacist.get('/depots').expect(200)).body as { items: DepotView[] };
    cabinetId = items.find(({ kind }) => kind === 'cabinet')?.id ?? '';
  });
  after(async () => await desks.close());

  const workbook = async (...rows: Parameters<typeof supplyRow>[0][]): Promise<string> => {
    const path = join(tmpdir(), `vat-tu-${newId()}.xlsx`);
    await writeFile(path, await aWorkbook([SUPPLY_HEADS, ...rows.map((row) => supplyRow({ 0: GAUZE, 1: 'Gạc thử 10 x 10', ...row }))]));
    return path;
  };
  const load = async (page: Page, file: string): Promise<void> => {
    await page.getByLabel('Tệp Excel').setInputFiles(file);
    await page.getByRole('dialog').getByRole('button', { name: 'Nạp danh mục', exact: true }).press('Enter');
  };

  it('are loaded by the pharmacist from a workbook, once every cell is right', async () => {
    const pharmacist = await desks.logIn('duocsi.muongban');
    await pharmacist.getByRole('navigation').getByRole('link', { name: 'Kho dược', exact: true }).press('Enter');
    await pharmacist.getByRole('tab', { name: /Tồn kho/ }).waitFor();
    await pharmacist.keyboard.press('Alt+8');
    await pharmacist.getByRole('tab', { name: /Vật tư/, selected: true }).waitFor();
    await pharmacist.keyboard.press('F2');
    await load(pharmacist, await workbook({ 0: 'T001' }));
    await pharmacist.getByText(/Mã vật tư phải theo danh mục BHYT/).waitFor();
    await expectAccessible(pharmacist);
    await load(pharmacist, await workbook({ 8: null }));
    await pharmacist.getByText(/^Đã nạp: 1 vật tư mới/).waitFor();
    await pharmacist.getByText(/Vật tư chưa có thông tin thầu/).waitFor();
    await expectAccessible(pharmacist);
    await pharmacist.getByRole('dialog').getByRole('button', { name: 'Đóng' }).press('Enter');
    await typeInto(pharmacist, pharmacist.getByLabel('Tìm vật tư (tên, mã)'), 'gac thu');
    await pharmacist.getByRole('row', { name: new RegExp(GAUZE) }).waitFor();
    await expectAccessible(pharmacist);
    await pharmacist.close();
  });

  it('are used by the doctor with a service, and stand on the bill beside it', async () => {
    const line = { id: newId(), drugCode: GAUZE, quantity: '20', lotNumber: 'G1', expiresOn: '2029-12-31', unitPrice: '1250' };
    const receipt = { id: newId(), kind: 'receipt', day: localDay(new Date()), depotId: cabinetId, lines: [line] };
    await place.pharmacist.post('/stock/documents', receipt).expect(201);
    await place.pharmacist.post(`/stock/documents/${receipt.id}/posting`, { version: 1 }).expect(200);
    const reception = await desks.logIn('tieptan.muongban');
    await reception.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
    await typeInto(reception, choice(reception, 'Quét thẻ / tìm'), '?40');
    await reception.keyboard.press('Enter');
    await reception.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
    const doctor = await desks.logIn('bacsi.muongban');
    await doctor.getByRole('button', { name: /^Người tiếp theo \(1 chờ/ }).waitFor();
    await doctor.keyboard.press('F10');
    await field(doctor, 'Mạch').waitFor();
    await doctor.keyboard.press('Alt+2');
    await typeInto(doctor, choice(doctor, 'Thêm chỉ định'), 'khau vet thuong phan mem');
    await doctor
      .getByRole('option', { name: /Khâu vết thương/ })
      .first()
      .waitFor();
    await doctor.keyboard.press('Enter');
    await doctor.getByRole('button', { name: 'Dùng vật tư' }).press('Enter');
    await choice(doctor, 'Vật tư trong tủ').fill('gac thu 10');
    await doctor.getByText('còn 20 Cái').waitFor();
    await doctor.keyboard.press('Enter');
    await field(doctor, 'Số lượng Cái').fill('4');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByText('Đã lấy Gạc thử 10 x 10: 4 Cái.').waitFor();
    await expectAccessible(doctor);
    const lying = (await place.pharmacist.get(`/stock?depotId=${cabinetId}`).expect(200)).body as StockList;
    expect(lying.items.find(({ drugCode }) => drugCode === GAUZE)?.onHand).to.equal('16');
    await doctor.keyboard.press('Alt+4');
    await doctor.getByRole('row', { name: /Gạc thử 10 x 10.*5\.000/ }).waitFor();
    await doctor.keyboard.press('Alt+8');
    await doctor.getByText(/Gạc thử 10 x 10: 4 Cái · cho Khâu vết thương/).waitFor();
    await doctor.getByRole('button', { name: /^Trả lại CT/ }).waitFor();
    await expectAccessible(doctor);
  });

  it('ask nobody outside', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
