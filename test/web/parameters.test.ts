import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

describe('the parameters of the law on screen, by keyboard', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  let page: Page;

  before(async () => {
    desks = await startDeskServer();
    page = await desks.logIn('quantri.muongban');
    await page.goto(`${desks.baseUrl}/parameters`);
  });
  after(async () => await desks.close());

  const row = (text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

  it('are found by words without marks, with value, period and source, for the day that is asked', async () => {
    await row('bhyt.base_salary').waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.type('luong co so thay');
    await row('bhyt.exam_ratio.1').waitFor({ state: 'detached' });
    expect(await row('bhyt.base_salary').innerText()).to.match(/2\.530\.000[\s\S]*từ 01\/07\/2026[\s\S]*NĐ 161\/2026/);
    await page.keyboard.press('F4');
    await page.keyboard.type('30062026');
    await page.keyboard.press('Enter');
    await row(/2\.340\.000/).waitFor();
    await expectAccessible(page);
  });

  it('can be narrowed to readings that are not sure', async () => {
    await page.keyboard.press('F2');
    await page.keyboard.press('Backspace');
    await row('bhyt.exam_ratio.1').waitFor();
    await page.getByLabel('Chỉ mục chưa chắc chắn').press('Space');
    await row('bhyt.exam_ratio.1').waitFor({ state: 'detached' });
    await row('chưa rõ').first().waitFor();
    expect(desks.complaints).to.deep.equal([]);
  });
});
