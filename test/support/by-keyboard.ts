import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';

/** More stops than any desk has: whoever needs more tabs goes in circles. */
const STOPS = 90;

const hasCursor = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** Tab until the cursor stands there, as somebody without a mouse does it. Fails when Tab never comes there. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await hasCursor(target)) return;
    await page.keyboard.press('Tab');
  }
  expect.fail(`Tab never comes to ${String(target)}`);
}

/** Goes there and types; letters with marks arrive as text, as a Telex tool sends them. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Control+a');
  for (const letter of text) {
    if (/[\x20-\x7e]/.test(letter)) await page.keyboard.type(letter);
    else await page.keyboard.insertText(letter);
  }
}

/** Goes to a short list and walks it with ↓ until the line with these words is chosen. */
export async function pick(page: Page, target: Locator, words: RegExp): Promise<void> {
  await reach(page, target);
  const chosen = () => target.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text ?? '');
  await page.keyboard.press('Home');
  for (let line = 0; line < STOPS; line += 1) {
    if (words.test(await chosen())) return;
    await page.keyboard.press('ArrowDown');
  }
  expect.fail(`no line with ${String(words)}`);
}

/** Goes to a button, a link or a line of a list, and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Enter');
}
