import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { DepotView, StockList } from '../../api/stock/stock-schemas.ts';
import { itemKindOf } from '../../domain/stock/item-kind.ts';
import type { Workplace } from '../api/at-work.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, field } from '../support/desk-steps.ts';
import { typeInto } from '../support/by-keyboard.ts';
import { demoHospital } from './demo-hospital.ts';

describe('the duty cabinet, from base stock to the patient, by keyboard', function () {
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

  const lying = async (): Promise<string[]> =>
    ((await place.pharmacist.get(`/stock?depotId=${cabinetId}`).expect(200)).body as StockList).items
      .filter(({ drugCode }) => itemKindOf(drugCode) === 'drug')
      .map(({ drugCode, onHand }) => `${drugCode} ${onHand}`);
  const openCabinet = async (page: Page, key: string): Promise<void> => {
    await page.getByRole('navigation').getByRole('link', { name: 'Kho dược', exact: true }).press('Enter');
    await page.getByRole('tab', { name: /Tồn kho/ }).waitFor();
    await page.keyboard.press(key);
    await page.getByRole('row', { name: /Tủ trực cấp cứu/ }).press('Enter');
    await page.getByRole('heading', { name: 'Cơ số Tủ trực cấp cứu' }).waitFor();
  };

  it('gets a base list that the nurse asks for', async () => {
    const nurse = await desks.logIn('dieuduong.muongban');
    await openCabinet(nurse, 'Alt+6');
    await nurse.getByRole('button', { name: 'Đề nghị cơ số' }).press('Enter');
    await choice(nurse, 'Thêm thuốc').fill('partamol');
    await nurse.keyboard.press('Enter');
    await nurse.getByLabel(/^Cơ số – Paracetamol/).fill('12');
    await nurse.keyboard.press('Control+Enter');
    await nurse.getByText('Ghi lý do.').waitFor();
    await nurse.getByLabel('Lý do').fill('theo số ca trực đêm');
    await expectAccessible(nurse);
    await nurse.keyboard.press('Control+Enter');
    await nurse.getByText(/^Chờ duyệt cơ số mới/).waitFor();
    await expectAccessible(nurse);
    await nurse.close();
  });

  it('is approved by the pharmacist and topped up to the list with one document', async () => {
    const pharmacist = await desks.logIn('duocsi.muongban');
    await openCabinet(pharmacist, 'Alt+7');
    await pharmacist.getByRole('button', { name: 'Duyệt cơ số' }).press('Enter');
    await pharmacist.getByRole('row', { name: /Paracetamol.*12.*12/ }).waitFor();
    await expectAccessible(pharmacist);
    await pharmacist.getByRole('button', { name: 'Lập phiếu bổ sung cho đủ cơ số' }).press('Enter');
    await pharmacist.getByRole('region', { name: 'Bổ sung tủ trực' }).waitFor();
    await pharmacist.getByRole('button', { name: 'Ghi sổ', exact: true }).press('Enter');
    await pharmacist.getByRole('dialog').getByRole('button', { name: 'Ghi sổ', exact: true }).press('Enter');
    await pharmacist.getByText(/^Đã ghi sổ: phiếu BS/).waitFor();
    expect(await lying()).to.deep.equal(['T001 12']);
    await pharmacist.close();
  });

  it('gives a drug for a visit, which stands on the bill, and takes it back with the reason', async () => {
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
    await doctor.getByRole('button', { name: 'Không dị ứng' }).press('Enter');
    await doctor.keyboard.press('Alt+8');
    await choice(doctor, 'Thuốc, vật tư trong tủ').fill('partamol');
    await doctor.getByText('còn 12 Viên').waitFor();
    await doctor.keyboard.press('Enter');
    await field(doctor, 'Số lượng Viên').fill('2');
    await field(doctor, 'Liều, cách dùng').fill('uống ngay 2 viên');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByRole('button', { name: /^Trả lại CT\d\d-\d{6}$/ }).waitFor();
    expect(await lying()).to.deep.equal(['T001 10']);
    await doctor.keyboard.press('Alt+4');
    await doctor.getByRole('row', { name: /Paracetamol/ }).waitFor();
    await doctor.keyboard.press('Alt+8');
    await doctor.getByRole('button', { name: /^Trả lại CT/ }).press('Enter');
    await doctor.getByRole('dialog').getByLabel('Lý do').fill('người bệnh nôn, chưa uống');
    await expectAccessible(doctor);
    await doctor.keyboard.press('Enter');
    await doctor.getByText(/^Đã trả .*người bệnh nôn, chưa uống$/).waitFor();
    await expectAccessible(doctor);
    expect(await lying()).to.deep.equal(['T001 12']);
  });

  it('asks nobody outside', () => {
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
