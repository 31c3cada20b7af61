import type { Page } from 'playwright-core';
import { scan } from './desk-server.ts';

/** What people do at the desks, as a browser sees it: typed, chosen and read by label, as they do. Invented person and numbers. */
const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

export const citizenQr = '014080912345|987654321|Lò Văn Hương|12031980|Nam|Bản Nà Hoa, Mai Sơn, Sơn La|01012022';
export const cardQr = `GD4149912345678|${hex('Lò Văn Hương')}|12/03/1980|1|${hex('Bản Nà Hoa')}|14 - 902|01/01/2026|-|01/01/2026|14099|-|K1|01/01/2030|demo$`;

export const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first();
export const choice = (page: Page, label: string) => page.getByRole('combobox', { name: label, exact: true });

/** Types into a box that searches and presses Enter at once, as a fast typist does: the first answer is taken when it comes. */
export async function chooseFirst(page: Page, label: string, typed: string): Promise<void> {
  await choice(page, label).fill(typed);
  await page.keyboard.press('Enter');
}

/** Both cards of a new person through the scanner, the commune by name, the first room. */
export async function fillByScan(page: Page): Promise<void> {
  await choice(page, 'Quét thẻ / tìm').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'search');
  await scan(page, citizenQr);
  await waitForValue(page, 'CCCD', '014080912345');
  // Nobody lays down one card and scans the next in the moment in which the cursor moves on.
  await page.waitForFunction(() => document.activeElement?.id === 'field-phone');
  await scan(page, cardQr);
  await waitForValue(page, 'Số thẻ', 'GD4149912345678');
  // The desk moves on by itself to what is still missing; what a person mends comes after that.
  await page.waitForFunction(() => document.activeElement?.id === 'field-phone');
  await chooseFirst(page, 'Xã, phường', 'mai son');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#field-communeName')?.value.startsWith('Xã Mai Sơn'));
  await page.getByText('khám tại trạm y tế xã').waitFor();
  await field(page, 'Phòng').selectOption({ index: 1 });
}

/** Vitals, history and a diagnosis picked by typing without marks. */
export async function examine(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Không dị ứng' }).click();
  const vitals = { Mạch: '82', 'HA tối đa': '125', 'HA tối thiểu': '78', 'Nhiệt độ': '37,9', 'Cân nặng': '58', 'Chiều cao': '165' };
  for (const [label, value] of Object.entries(vitals)) await page.getByLabel(label).first().fill(value);
  await page.getByLabel('Bệnh sử', { exact: true }).fill('Sốt, đau họng 2 ngày, ăn uống được.');
  await page.getByLabel('Chẩn đoán khi vào').fill('Theo dõi viêm họng');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Chưa có gì mới để lưu').waitFor();
  await chooseFirst(page, 'Chẩn đoán chính (ICD-10)', 'viem hong cap');
  await page.getByText('bệnh chính', { exact: true }).waitFor();
}

export async function orderAndPerform(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await chooseFirst(page, 'Thêm chỉ định', 'tong phan tich te bao mau');
  await page.getByRole('button', { name: /Đã làm/ }).click();
  await page.getByRole('cell', { name: /Đã làm \d/ }).waitFor();
}

/** Puts a drug on the draft, morning and evening. */
export async function addDrug(page: Page, typed: string, ingredient: string): Promise<void> {
  await chooseFirst(page, 'Thêm thuốc', typed);
  await page.getByLabel(new RegExp(`^Sáng – ${ingredient}`)).fill('1');
  await page.getByLabel(new RegExp(`^Tối – ${ingredient}`)).fill('1');
}

export async function waitForValue(page: Page, label: string, value: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if ((await field(page, label).inputValue()) === value) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`"${label}" shows "${await field(page, label).inputValue()}" and not "${value}"`);
}
