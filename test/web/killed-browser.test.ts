import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../seeds/demo/district.ts';
import { openVisit } from '../api/encounters/open-visit.ts';
import { launchProfile } from '../support/browser.ts';
import { damageDrafts, draftAtRest, filesWith } from '../support/draft-disk.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, chooseFirst, field } from '../support/desk-steps.ts';
import { demoHospital } from './demo-hospital.ts';

/** A little more than a draft's five seconds: what was typed before is older than any draft may be. */
const OLDER_THAN_A_DRAFT_MS = 5_500;

describe('a browser that is killed at the doctor’s desk', function () {
  this.timeout(180_000);
  const profile = mkdtempSync(join(tmpdir(), 'his-profile-'));
  let desks: DeskServer;
  let browser: BrowserContext;
  let encounterId: string;

  before(async () => {
    desks = await startDeskServer();
    ({ encounterId } = await openVisit(await demoHospital(desks.api)));
  });
  after(async () => {
    await browser.close();
    await desks.close();
    rmSync(profile, { recursive: true, force: true });
  });

  const sitDown = async (username: string): Promise<Page> => {
    browser = await launchProfile(profile);
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${desks.baseUrl}/login`);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
    await page.goto(`${desks.baseUrl}/doctor/${encounterId}`);
    return page;
  };
  const kill = async (): Promise<void> => {
    const gone = new Promise<void>((resolve) => browser.once('close', () => resolve()));
    process.kill(browserOf(profile), 'SIGKILL');
    await gone;
  };

  it('has kept all but the last five seconds of the history and of the prescription', async () => {
    const page = await sitDown('bacsi.muongban');
    await field(page, 'Bệnh sử').fill('Sốt ba ngày, đau họng');
    await page.waitForTimeout(OLDER_THAN_A_DRAFT_MS);
    await page.keyboard.press('Alt+3');
    await chooseFirst(page, 'Thêm thuốc', 'paracetamol');
    await page.getByLabel(/^Sáng – /).fill('1');
    await page.waitForTimeout(OLDER_THAN_A_DRAFT_MS);
    await draftAtRest(page, ':prescription:');
    await kill();
    expect(filesWith(profile, ':prescription:'), 'where drafts lie').to.not.deep.equal([]);
    expect(filesWith(profile, 'đau họng'), 'files that hold a word of it').to.deep.equal([]);

    const again = await sitDown('bacsi.muongban');
    await field(again, 'Bệnh sử').waitFor();
    expect(await field(again, 'Bệnh sử').inputValue()).to.equal('Sốt ba ngày, đau họng');
    await again.keyboard.press('Alt+3');
    await choice(again, 'Thêm thuốc').waitFor();
    expect(await again.getByLabel(/^Sáng – /).inputValue()).to.equal('1');
  });

  it('has kept what nobody saved yet', async () => {
    const page = browser.pages().at(-1) as Page;
    await page.keyboard.press('Alt+1');
    await field(page, 'Bệnh sử').fill('Sốt bốn ngày');
    await page.waitForTimeout(OLDER_THAN_A_DRAFT_MS);
    await kill();
    const again = await sitDown('bacsi.muongban');
    await field(again, 'Bệnh sử').waitFor();
    expect(await field(again, 'Bệnh sử').inputValue()).to.equal('Sốt bốn ngày');
    await again.getByText('Chưa có gì mới để lưu').waitFor({ state: 'detached' });
  });

  it('shows nothing of it to the next person at this computer, and nothing after a log-out', async () => {
    await kill();
    const other = await sitDown('dieuduong.muongban');
    await field(other, 'Bệnh sử').waitFor();
    expect(await field(other, 'Bệnh sử').inputValue()).to.equal('Sốt ba ngày, đau họng');
    await other.getByRole('button', { name: 'Đăng xuất' }).click();
    await other.waitForURL((url) => url.pathname.startsWith('/login'));
    await browser.close();

    const doctor = await sitDown('bacsi.muongban');
    await field(doctor, 'Bệnh sử').waitFor();
    expect(await field(doctor, 'Bệnh sử').inputValue()).to.equal('Sốt bốn ngày');
    await doctor.getByRole('button', { name: 'Đăng xuất' }).click();
    await doctor.waitForURL((url) => url.pathname.startsWith('/login'));
    await browser.close();
    const after = await sitDown('bacsi.muongban');
    await field(after, 'Bệnh sử').waitFor();
    expect(await field(after, 'Bệnh sử').inputValue()).to.equal('Sốt ba ngày, đau họng');
  });

  it('wipes a draft that was changed on the disk and shows nothing of it', async () => {
    const page = browser.pages().at(-1) as Page;
    await field(page, 'Bệnh sử').fill('Sốt năm ngày');
    await draftAtRest(page, ':examination:');
    // Nothing of this page may write it once more.
    await page.goto(`${desks.baseUrl}/login`);
    expect(await damageDrafts(page, ':examination:')).to.equal(1);
    await page.goto(`${desks.baseUrl}/doctor/${encounterId}`);
    await field(page, 'Bệnh sử').waitFor();
    expect(await field(page, 'Bệnh sử').inputValue()).to.equal('Sốt ba ngày, đau họng');
    expect(await damageDrafts(page, ':examination:'), 'left on the disk').to.equal(0);
  });
});

/** The process of the browser itself, which has the profile and is none of its helpers. */
function browserOf(profile: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='));
    } catch {
      return false; // ended between the two looks
    }
  });
  if (found.length !== 1) throw new Error(`${found.length} browsers have the profile`);
  return Number(found[0]);
}
