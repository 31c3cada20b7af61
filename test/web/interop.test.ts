import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { aDestination, refusedBirthDate } from '../api/interop/a-destination.ts';
import { aClosedVisit } from '../api/claims/a-closed-visit.ts';
import type { Workplace } from '../api/at-work.ts';
import type { OpenVisit } from '../api/encounters/open-visit.ts';
import { expectAccessible } from '../support/accessible.ts';
import { enter, reach, typeInto } from '../support/by-keyboard.ts';
import { chooseFirst } from '../support/desk-steps.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { startFhirServer, type TestFhirServer } from '../support/fhir-server.ts';
import { demoHospital } from './demo-hospital.ts';

const refusedCard = {
  ...refusedBirthDate,
  outcome: { ...refusedBirthDate.outcome, issue: [{ severity: 'error', code: 'value', expression: ['Coverage.period.end'] }] },
};

describe('the interoperability desk, by keyboard', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let server: TestFhirServer;
  let place: Workplace;
  let administrator: Page;
  let officer: Page;
  let refused: OpenVisit;
  const complaints: string[] = [];

  before(async () => {
    desks = await startDeskServer();
    server = await startFhirServer();
    place = await demoHospital(desks.api);
    await aDestination(desks.api, place, server);
    server.misbehave = refusedCard;
    refused = await aClosedVisit(place);
    await aClosedVisit(place);
    const at = async (username: string): Promise<Page> => {
      const page = await desks.logIn(username);
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.getByRole('navigation').getByRole('link', { name: 'Liên thông', exact: true }).press('Enter');
      await page.getByRole('tab', { name: /Nơi nhận/ }).waitFor();
      return page;
    };
    administrator = await at('quantri.muongban');
    officer = await at('giamdinh.muongban');
  });
  after(async () => {
    await desks.close();
    await server.close();
  });

  const detail = (page: Page) => page.getByRole('region', { name: 'Nơi nhận Kho dữ liệu tỉnh' });

  it('says how the destination stands, tests it, holds it with a reason and lets it go', async () => {
    await administrator.getByRole('row', { name: /Kho dữ liệu tỉnh.*Có hồ sơ bị trả 0 – 2 0/ }).waitFor({ timeout: 60_000 });
    server.misbehave = undefined;
    await administrator.keyboard.press('F8');
    await detail(administrator)
      .getByText(/gửi được\.$/)
      .waitFor();
    await detail(administrator)
      .getByText(/^Giao dịch trọn gói/)
      .waitFor();
    await expectAccessible(administrator);
    await administrator.keyboard.press('F9');
    const dialog = administrator.getByRole('dialog', { name: 'Tạm dừng gửi tới Kho dữ liệu tỉnh?' });
    await dialog.waitFor();
    await administrator.keyboard.insertText('Máy chủ tỉnh bảo trì');
    await administrator.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await detail(administrator)
      .getByText(/Quàng Văn Sáng tạm dừng lúc .*: Máy chủ tỉnh bảo trì$|tạm dừng lúc .*: Máy chủ tỉnh bảo trì$/)
      .waitFor();
    await administrator.keyboard.press('F9');
    await detail(administrator).getByText('Đang chạy.').waitFor();
    expect(await administrator.getByRole('tab', { name: /Bên ngoài/ }).count()).to.equal(0);
  });

  it('groups what came back by cause and leads to the field', async () => {
    await officer.keyboard.press('Alt+2');
    await officer.getByRole('row', { name: /Thẻ có giá trị đến.*2/ }).waitFor({ timeout: 25_000 });
    await officer.getByRole('grid', { name: 'Hồ sơ bị trả về' }).waitFor();
    await expectAccessible(officer);
    await officer.keyboard.press('F10');
    await officer.waitForURL((url) => url.pathname === `/visit/${refused.encounterId}`);
    await officer.goBack();
  });

  it('sends one again, then all of the cause', async () => {
    await administrator.keyboard.press('Alt+2');
    await administrator.getByText(/^Không tự gửi lại/).waitFor();
    await enter(administrator, administrator.getByRole('button', { name: 'Gửi lại hồ sơ đang chọn' }));
    await administrator.getByText('Đã xếp hàng gửi lại 1 hồ sơ.').waitFor();
    await administrator.getByRole('button', { name: 'Gửi lại 1 hồ sơ' }).waitFor({ timeout: 25_000 });
    await administrator.keyboard.press('F9');
    await administrator.getByText('Không có hồ sơ nào bị trả về.').waitFor({ timeout: 25_000 });
    await administrator.keyboard.press('Alt+1');
    await administrator.getByRole('row', { name: /Kho dữ liệu tỉnh.*Đã gửi hết/ }).waitFor({ timeout: 25_000 });
    expect(server.store.count('Encounter')).to.equal(2);
  });

  it('shows a record as it looks outside, to be read and as JSON', async () => {
    await officer.keyboard.press('Alt+3');
    await officer.getByText(/^Gõ tên, năm sinh/).waitFor();
    const { name, code } = await person();
    await typeInto(officer, officer.getByRole('combobox', { name: 'Người bệnh' }), name);
    await officer.locator('.combo-option').first().waitFor();
    await officer.keyboard.press('Enter');
    const row = officer.getByRole('row', { name: new RegExp(code) });
    await reach(officer, row);
    await officer.keyboard.press('Enter');
    const record = officer.getByRole('region', { name: 'Hồ sơ nhìn từ bên ngoài' });
    await record.getByRole('heading', { name: /^Chẩn đoán/ }).waitFor();
    await record
      .getByText(/Viêm họng/)
      .first()
      .waitFor();
    await expectAccessible(officer);
    await officer.keyboard.press('F8');
    await record.getByText('"resourceType": "Bundle"').waitFor();
    await expectAccessible(officer);
  });

  it('takes down at reception that a person does not share', async () => {
    const page = await desks.logIn('tieptan.muongban');
    const { name } = await person();
    await chooseFirst(page, 'Quét thẻ / tìm', name);
    await page.getByRole('button', { name: /Chia sẻ hồ sơ ra ngoài/ }).waitFor();
    await page.keyboard.press('Alt+9');
    const dialog = page.getByRole('dialog', { name: /^Chia sẻ hồ sơ của/ });
    await dialog.getByText('Chưa có lần nào.').waitFor();
    await enter(page, dialog.getByRole('button', { name: 'Ghi không cho chia sẻ' }));
    await dialog.getByText('Ghi rõ căn cứ: số giấy đã ký hoặc cách người bệnh báo.').waitFor();
    await typeInto(page, dialog.getByLabel('Căn cứ'), 'Giấy số 12/2026');
    await expectAccessible(page);
    await enter(page, dialog.getByRole('button', { name: 'Ghi không cho chia sẻ' }));
    await dialog.getByText(/không gửi gì nữa, kể cả hồ sơ đang chờ\.$/).waitFor();
    await dialog.getByText('Giấy số 12/2026').waitFor();
    if (process.env['PICTURE'] !== undefined) await page.screenshot({ path: process.env['PICTURE'] });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  const person = async (): Promise<{ name: string; code: string }> => {
    const view = (await place.doctor.get(refused.path).expect(200)).body as { code: string };
    const found = (await place.reception.get(`/patients/${refused.patientId}`).expect(200)).body as { identifiers: { value: string }[] };
    return { name: found.identifiers[0]?.value ?? '', code: view.code };
  };

  it('leaves the console empty and asks nobody outside', () => {
    expect(complaints).to.deep.equal([]);
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});
