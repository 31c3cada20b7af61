import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { createApp } from '../../api/app.ts';
import { startWorker, type Worker } from '../../api/worker.ts';
import { DEMO_PASSWORD } from '../../seeds/demo/district.ts';
import { testApi, type TestApi } from './api.ts';
import { launchBrowser } from './browser.ts';
import { demoDatabase } from './database.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The whole product on the demo district, with its worker, and a browser in front of it. */
export interface DeskServer {
  api: TestApi;
  baseUrl: string;
  browser: Browser;
  /** What a page complained about: a desk's console stays empty. */
  complaints: string[];
  /** Addresses that pages asked for outside this server: none is allowed. */
  outside: string[];
  /** A desk of its own with somebody logged in through the log-in page. */
  logIn(username: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startDeskServer(): Promise<DeskServer> {
  const api = await testApi(await demoDatabase());
  const server = createServer(createApp(api.services, { webFolder }));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const worker = await startWorker(api.services, api.database.appUrl);
  const browser = await launchBrowser();
  const complaints: string[] = [];
  const outside: string[] = [];
  const logIn = async (username: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', acceptDownloads: true });
    const page = await context.newPage();
    // Long enough for a machine that is busy with other runs; a desk that never answers still fails.
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseUrl)) outside.push(new URL(request.url()).origin);
    });
    await page.goto(`${baseUrl}/login`);
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
    // The desk that stands takes the cursor: a key pressed before that would not go where the test sends it.
    await page.locator('main.desk').waitFor();
    await page.locator('main.desk > .loading').waitFor({ state: 'detached' });
    return page;
  };
  return { api, baseUrl, browser, complaints, outside, logIn, close: async () => await close(server, worker, browser) };
}

async function close(server: Server, worker: Worker, browser: Browser): Promise<void> {
  await browser.close();
  await worker.stop();
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}

/** A keyboard wedge: the whole code at scanner speed, then Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(() => new Promise((rested) => requestIdleCallback(rested)));
  // A scanner keeps its beat whatever the page is doing: all keys are on their way before the first is answered.
  const session = await page.context().newCDPSession(page);
  await Promise.all([...text].map(async (letter) => await typeKey(session, letter)));
  await session.detach();
  await page.keyboard.press('Enter');
}

/** A letter with marks has no key of its own and comes as text. */
async function typeKey(session: CDPSession, letter: string): Promise<void> {
  if (!/^[\x20-\x7e]$/.test(letter)) return void (await session.send('Input.insertText', { text: letter }));
  const key = { key: letter, text: letter, unmodifiedText: letter };
  await Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter }),
  ]);
}
