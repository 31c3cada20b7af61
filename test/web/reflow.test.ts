import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';

/** 200 % on a desk of 1366 × 768, and a telephone. */
const sizes = { 'at 200 % zoom': { width: 683, height: 384 }, 'on 320 px': { width: 320, height: 568 } };
const pages = {
  '/reception': 'tieptan.muongban',
  '/queue': 'tieptan.muongban',
  '/appointments': 'tieptan.muongban',
  '/check-ins': 'giamdinh.muongban',
  '/claim-sending': 'giamdinh.muongban',
  '/claim-findings': 'giamdinh.muongban',
} as const;

describe('the desks around reception on little room', function () {
  this.timeout(120_000);
  let desks: DeskServer;
  const opened = new Map<string, Page>();

  before(async () => {
    desks = await startDeskServer();
  });
  after(async () => await desks.close());

  const open = async (username: string, path: string): Promise<Page> => {
    const page = opened.get(username) ?? (await desks.logIn(username));
    opened.set(username, page);
    await page.goto(desks.baseUrl + path);
    await page.locator('main .foot').waitFor();
    await page.waitForTimeout(500);
    return page;
  };

  for (const [words, size] of Object.entries(sizes)) {
    for (const [path, username] of Object.entries(pages)) {
      it(`${words} ${path} needs no scrolling to the side, and everything is reached and seen`, async () => {
        const page = await open(username, path);
        await page.setViewportSize(size);
        await page.waitForTimeout(200);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), 'width of the page').to.be.at.most(size.width);
        expect(await cutOff(page)).to.deep.equal([]);
        expect(await outOfSight(page)).to.deep.equal([]);
      });
    }
  }
});

/** Boxes whose content is cut off at the side without a way to scroll there. */
async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main, main *')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 1 && getComputedStyle(box).overflowX === 'hidden')
      .filter((box) => !box.matches('input, select, .visually-hidden, .visually-hidden *'))
      .map((box) => `${box.tagName}.${box.className}`),
  );
}

/** Walks through all stops of Tab: each must lie within the window once it has the cursor. */
async function outOfSight(page: Page): Promise<string[]> {
  const lost: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      // A table may scroll by itself (WCAG 1.4.10); nothing else may.
      const inWidth = element.closest('table') === null ? left >= -1 && right <= innerWidth + 1 : left < innerWidth && right > 0;
      const seen = inWidth && bottom > 0 && top < innerHeight;
      // What lies under a bar that stays is not seen.
      const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(top + height / 2, 0), innerHeight - 1);
      const above = document.elementFromPoint(x, y);
      const covered =
        above !== null && !element.contains(above) && !above.contains(element) && above.closest('label')?.contains(element) !== true;
      return { seen: seen && !covered, isBody: element === document.body, name: element.id || element.textContent?.trim().slice(0, 30) };
    });
    if (found.isBody) break;
    if (!found.seen) lost.push(found.name ?? '');
  }
  return lost;
}
