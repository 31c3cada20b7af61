import type { Page } from 'playwright-core';

/** Tone marks: one key each with Telex, after the letter. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Circumflex, breve and horn: one key each with Telex (aa, aw, ow …). */
const SHAPES = /[\u0302\u0306\u031b]/g;

/** Keys that a person presses for a text with Telex: a letter each, one more for every mark, two for đ. */
export function telexKeys(text: string): number {
  const plain = text.normalize('NFD');
  const stroked = (plain.match(/[đĐ]/g) ?? []).length;
  const letters = plain.replace(TONES, '').replace(SHAPES, '').length;
  return letters + (plain.match(TONES) ?? []).length + (plain.match(SHAPES) ?? []).length + stroked;
}

/** A keyboard that counts. There is no mouse: whoever needs one has failed. */
export class Keystrokes {
  readonly page: Page;
  count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  /** One key, or one chord such as `Control+Enter`, counts once. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.count += 1;
    }
  }

  async type(text: string): Promise<void> {
    for (const letter of text) {
      // Letters with marks arrive as text, as a Telex tool sends them.
      if (/[\x20-\x7e]/.test(letter)) await this.page.keyboard.press(letter === ' ' ? 'Space' : letter);
      else await this.page.keyboard.insertText(letter);
      await this.page.waitForTimeout(65);
    }
    this.count += telexKeys(text);
  }

  /** Enter until the field with this label has the cursor, counted; at most a form's length. */
  async enterTo(label: string): Promise<void> {
    // A list that hangs on the field carries its name too; the field comes first.
    const field = this.page.getByLabel(label, { exact: true }).first();
    for (let tries = 0; tries < 30; tries += 1) {
      if (await field.evaluate((element) => element === document.activeElement)) return;
      await this.press('Enter');
    }
    throw new Error(`Enter never comes to "${label}"`);
  }
}
