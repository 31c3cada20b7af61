import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../api/app.ts';
import { closeDisplayStreams } from '../../api/displays/display-hub.ts';
import type { Services } from '../../api/http/context.ts';
import type { DisplayKey } from '../../api/displays/display-schemas.ts';
import { aDisplay, type WithDisplay } from '../api/displays/a-display.ts';
import { aRegistration } from '../support/a-registration.ts';
import { testApi, type TestApi } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Violation {
  id: string;
  impact: string;
}
const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

describe('the public screen and the kiosk', function () {
  this.timeout(120_000);
  let api: TestApi;
  let place: WithDisplay;
  let browser: Browser;
  let page: Page;
  let server: Server | undefined;
  let port = 0;
  let services: Services;

  /** As a process would: the streams of the one before are ended, the new one knows nothing of them. */
  async function start(): Promise<void> {
    services = { ...api.services };
    server = createServer(createApp(services, { webFolder }));
    await new Promise<void>((done) => server?.listen(port, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  }
  async function stop(): Promise<void> {
    closeDisplayStreams(services);
    server?.closeAllConnections();
    await new Promise<void>((done) => server?.close(() => done()));
  }

  before(async () => {
    api = await testApi();
    browser = await launchBrowser();
  });
  after(async () => await browser.close());
  beforeEach(async () => {
    place = await aDisplay(api);
    await start();
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
    // The paper is not what is looked at here, and a dialog would stand in the way.
    await context.addInitScript('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterEach(async () => {
    await page.context().close();
    await stop();
  });

  const address = (name: string, more = '') => `http://127.0.0.1:${port}/${name}#key=${place.display.key}${more}`;
  const register = async (): Promise<void> => void (await place.reception.post('/registrations', aRegistration(place.roomId)).expect(201));
  const call = async (): Promise<void> => void (await place.doctor.post(`/rooms/${place.roomId}/calls`).expect(200));
  const called = () => page.locator('#rooms .called').first();
  const shows = async (text: string): Promise<void> => await page.locator('#rooms .called', { hasText: text }).first().waitFor();

  it('shows the number that is called in letters for eight metres, with the next three, and no name', async () => {
    for (let i = 0; i < 5; i += 1) await register();
    await call();
    await page.goto(address('display'));
    await shows('1');
    expect(await page.locator('#facility').innerText()).to.equal(place.facility.name);
    expect(await page.locator('#rooms .next').innerText()).to.equal('Tiếp: 2 · 3 · 4 (+1)');
    const height = await called().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    // 15 % of the screen: on 43 inches 8 cm, capitals near 6 cm.
    expect(height).to.be.at.least(1080 * 0.15);
    expect(await page.locator('body').innerText()).not.to.include('Lò');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).to.equal(true);
    await call();
    await shows('2');
    expect(await page.locator('#state').innerText()).to.match(/^Cập nhật lúc \d\d:\d\d:\d\d$/);
  });

  it('comes back by itself when the server was away, and says meanwhile that it is old', async () => {
    await register();
    await page.clock.install();
    await page.goto(address('display'));
    await page.locator('#rooms .next', { hasText: 'Tiếp: 1' }).waitFor();
    await stop();
    await page.clock.runFor(40_000);
    expect(await page.locator('#state').innerText()).to.match(/^Mất kết nối\. Số liệu lúc \d\d:\d\d:\d\d, có thể đã cũ\.$/);
    await call();
    await start();
    for (let i = 0; i < 40 && (await called().innerText()) !== '1'; i += 1) {
      await page.clock.runFor(5000);
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(await called().innerText()).to.equal('1');
    expect(await page.locator('#state').innerText()).to.match(/^Cập nhật lúc/);
  });

  it('speaks only when the screen was told to, and remembers it', async () => {
    await page.goto(address('display'));
    const voice = page.locator('#voice');
    expect(await voice.getAttribute('aria-pressed')).to.equal('false');
    await voice.click();
    await page.reload();
    expect(await voice.getAttribute('aria-pressed')).to.equal('true');
  });

  it('says that a key is of no use, and forgets nothing when the new one is given', async () => {
    await page.goto(address('display'));
    await page.locator('#rooms article').first().waitFor();
    const renewed = (await place.administrator.post(`/displays/${place.display.id}/renewal`, {}).expect(200)).body as DisplayKey;
    await page.locator('#state', { hasText: 'không còn dùng được' }).waitFor();
    await page.goto(`http://127.0.0.1:${port}/display#key=${renewed.key}`);
    await page.locator('#state', { hasText: 'Cập nhật lúc' }).waitFor();
  });

  it('gives a number at the kiosk with one touch, by class, prints it, and only one however often it is touched', async () => {
    await page.goto(address('kiosk'));
    expect(await page.locator('h1').innerText()).to.equal('Lấy số đón tiếp');
    expect(await page.locator('#choices button').count()).to.equal(7);
    const small = await page
      .locator('#choices button')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 100).length);
    expect(small).to.equal(0);
    await page.locator('[data-priority=elderly]').dblclick();
    await page.locator('#number', { hasText: 'U001' }).waitFor();
    expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).to.equal(1);
    await page.locator('[data-priority=normal]').waitFor();
    await page.locator('[data-priority=normal]').click();
    await page.locator('#number', { hasText: 'A001' }).waitFor();
    const list = (await place.reception.get('/desk-tickets').expect(200)).body as { items: unknown[] };
    expect(list.items).to.have.length(2);
  });

  it('finds the number again whose answer was lost', async () => {
    await page.goto(address('kiosk'));
    let lost = 0;
    await page.route('**/api/desk-tickets', async (route) => {
      if (lost > 0) return await route.continue();
      lost += 1;
      await route.fetch();
      return await route.abort();
    });
    await page.locator('[data-priority=normal]').click();
    await page.locator('#number', { hasText: 'A001' }).waitFor();
    expect(lost).to.equal(1);
    expect(((await place.reception.get('/desk-tickets')).body as { items: unknown[] }).items).to.have.length(1);
  });

  it('says what to do when the kiosk has no number to give, in both languages', async () => {
    await page.goto(`http://127.0.0.1:${port}/kiosk#key=${place.facility.code}-${'x'.repeat(22)}`);
    await page.locator('[data-priority=normal]').click();
    await page.locator('#failure', { hasText: 'Đến thẳng quầy đón tiếp' }).waitFor();
    await page.locator('#language').click();
    expect(await page.locator('h1').innerText()).to.equal('Take a number for reception');
  });

  it('can be used by everybody: axe finds nothing serious', async () => {
    await register();
    await call();
    for (const name of ['display', 'kiosk']) {
      await page.goto(address(name));
      await page
        .locator(name === 'display' ? '#rooms article' : '#choices button')
        .first()
        .waitFor();
      await page.evaluate(axe);
      const found = await page.evaluate(
        async () => (await (window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run()).violations,
      );
      expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => `${name}: ${id}`)).to.deep.equal(
        [],
      );
    }
  });

  it('weighs less than 20 kilobytes a page', () => {
    const manifest = JSON.parse(readFileSync(`${webFolder}/.vite/manifest.json`, 'utf8')) as Record<
      string,
      { file: string; css?: string[]; imports?: string[] }
    >;
    const filesOf = (name: string): string[] => {
      const entry = manifest[name];
      if (entry === undefined) throw new Error(`${name} was not built`);
      return [entry.file, ...(entry.css ?? []), ...(entry.imports ?? []).flatMap(filesOf)];
    };
    for (const name of ['display.html', 'kiosk.html']) {
      const files = [name, ...new Set(filesOf(name))].map((file) => `${webFolder}/${file}`);
      expect(files.every(existsSync)).to.equal(true);
      expect(
        files.reduce((sum, file) => sum + statSync(file).size, 0),
        name,
      ).to.be.lessThan(20 * 1024);
    }
  });
});
