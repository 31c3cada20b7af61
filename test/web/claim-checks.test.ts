import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { row } from '../../db/knex.ts';
import { typeInto } from '../support/by-keyboard.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

describe('the findings of claims at the insurance desk', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let page: Page;

  before(async () => {
    desks = await startDeskServer();
    page = await desks.logIn('giamdinh.muongban');
  });
  after(async () => await desks.close());

  it('checks a month, groups what it found by rule and leads from a finding to its place, with keys alone', async () => {
    await page.getByRole('textbox', { name: 'Ngày' }).waitFor();
    // The demo's visits lie in the days before; whichever day it is, the month of the day before yesterday has some.
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('F2');
    await page.keyboard.press('F8');
    await page.getByText(/Đã kiểm tra xong \d+ hồ sơ/).waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.press('F2');
    const groups = page.getByRole('region', { name: 'Lỗi theo quy tắc' });
    await groups.getByRole('button').nth(1).press('Enter');
    const finding = page.getByRole('list', { name: 'Cần xem' }).getByRole('button').first();
    await finding.waitFor();
    await expectAccessible(page);
    const isMendedHere = (await finding.innerText()).includes('↵');
    await finding.press('Enter');
    if (isMendedHere) await page.waitForURL(/\/visit\//);
    else await page.getByText('Tài khoản này không mở được bàn đó').waitFor();
    expect(desks.complaints).to.deep.equal([]);
  });

  it('exports the month by one key, says how far it is and whose key signed, and hands the archive over', async () => {
    await page.goto(`${desks.baseUrl}/claims`);
    await page.getByRole('textbox', { name: 'Ngày' }).waitFor();
    await page.keyboard.press('F2');
    const month = page.getByRole('region', { name: /Xuất hồ sơ BHYT của tháng/ });
    await month.waitFor();
    await page.keyboard.press('F9');
    const line = month.getByRole('listitem').first();
    await line.getByText(/Đã xong · .* hồ sơ, để lại \d+ vì lỗi · .*(chứng thư)/).waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), line.getByRole('button', { name: /^Tải 14901_\d{8}/ }).click()]);
    expect(saved.suggestedFilename()).to.match(/^14901_\d{8}(_\d{8})?\.zip$/);
    await expectAccessible(page);
    expect(desks.complaints).to.deep.equal([]);
  });

  it('opens card and payer of the visit that a finding names, and leads back with Esc', async () => {
    const visit = await row<{ id: string }>(
      desks.api.database.owner,
      `SELECT k.encounter_id AS id FROM encounter_closures AS k JOIN facilities AS f ON f.id = k.facility_id
         JOIN encounter_coverages AS c ON c.facility_id = k.facility_id AND c.encounter_id = k.encounter_id
        WHERE f.code = '14901' AND k.reopened_at IS NULL ORDER BY k.closed_at, k.id LIMIT 1`,
      {},
    );
    await page.goto(`${desks.baseUrl}/visit/${visit?.id ?? ''}`);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect((await dialog.boundingBox())?.y).to.be.lessThan(400);
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/claims$/);
  });

  it('leads reception to the very field of the card or of the person, and keeps what is mended there', async () => {
    const visit = await row<{ id: string; patientId: string }>(
      desks.api.database.owner,
      `SELECT k.encounter_id AS id, e.patient_id FROM encounter_closures AS k JOIN facilities AS f ON f.id = k.facility_id
         JOIN encounters AS e ON e.facility_id = k.facility_id AND e.id = k.encounter_id
         JOIN encounter_coverages AS c ON c.facility_id = k.facility_id AND c.encounter_id = k.encounter_id
        WHERE f.code = '14901' AND k.reopened_at IS NULL ORDER BY k.closed_at, k.id LIMIT 1`,
      {},
    );
    const phoneOf = async () =>
      (await row<{ phone: string }>(desks.api.database.owner, `SELECT phone FROM patients WHERE id = :patientId`, { ...visit }))?.phone;
    const clerk = await desks.logIn('tieptan.muongban');
    await clerk.goto(`${desks.baseUrl}/visit/${visit?.id ?? ''}?field=fileFrom`);
    await clerk.getByRole('dialog').waitFor();
    await clerk.waitForFunction(() => document.activeElement?.id === 'field-fileFrom');
    await expectAccessible(clerk);

    await clerk.goto(`${desks.baseUrl}/visit/${visit?.id ?? ''}?field=phone`);
    await clerk.waitForFunction(() => document.activeElement?.id === 'field-phone');
    await expectAccessible(clerk);
    await clerk.keyboard.press('Control+a');
    await clerk.keyboard.type('123');
    await clerk.keyboard.press('Control+Enter');
    await clerk.getByRole('link', { name: /điện thoại/i }).waitFor();
    await typeInto(clerk, clerk.getByLabel('Điện thoại', { exact: true }), '0990 000 777');
    await clerk.keyboard.press('Control+Enter');
    await clerk.waitForURL(/\/reception$/);
    expect(await phoneOf()).to.equal('0990000777');
    await clerk.context().close();
  });

  it('leads the doctor to the tab and the field that a finding is about', async () => {
    const doctor = await desks.logIn('bacsi.muongban');
    const visit = await row<{ id: string }>(
      desks.api.database.owner,
      `SELECT k.encounter_id AS id FROM encounter_closures AS k JOIN facilities AS f ON f.id = k.facility_id
        WHERE f.code = '14901' AND k.reopened_at IS NULL ORDER BY k.closed_at, k.id LIMIT 1`,
      {},
    );
    const open = async (spot: string) => await doctor.goto(`${desks.baseUrl}/doctor/${visit?.id ?? ''}${spot}`);
    await open('?tab=examination&field=weight');
    await doctor.waitForFunction(() => document.activeElement?.id === 'field-weight');
    await open('?tab=prescription');
    await doctor.getByRole('tab', { name: /^Đơn thuốc/, selected: true }).waitFor();
    await doctor.waitForFunction(() => document.activeElement?.id === 'tab-prescription');
    await doctor.context().close();
  });

  it('lists the rules for who decides about them and finds one by a word without marks', async () => {
    const admin = await desks.logIn('quantri.muongban');
    await admin.getByRole('navigation').getByRole('link', { name: 'Quy tắc giám định', exact: true }).press('Enter');
    await admin.getByText('440 trong 440 quy tắc').waitFor();
    await admin.keyboard.type('muc huong khong dung');
    await admin.getByText('MON-027', { exact: true }).waitFor();
    await admin.getByRole('grid', { name: 'Quy tắc giám định' }).getByRole('row').nth(1).press('Enter');
    await admin.getByRole('dialog').getByRole('combobox').selectOption('warning');
    await admin.getByRole('dialog').getByRole('textbox').fill('Chờ cổng trả lời');
    await admin.keyboard.press('Enter');
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    await admin.getByRole('grid').getByRole('cell', { name: 'Cần xem' }).or(admin.getByRole('grid').getByText('Cần xem')).first().waitFor();
    await expectAccessible(admin);
  });
});
