import { BarcodeFormat, BinaryBitmap, Code128Reader, HybridBinarizer, RGBLuminanceSource } from '@zxing/library';
import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { bundlePapers, DOTS_PER_MM, dotsOf, lettersOf, openPapers, pageSizesOf } from '../support/papers.ts';

const aTicket = (fields: Partial<PrintAnswer['tickets'][number]> = {}): PrintAnswer['tickets'][number] => ({
  ...{ id: newId(), number: 147, priority: 'elderly', day: '2026-11-24', roomCode: 'P1', roomName: 'Phòng khám Nội' },
  ...{ waitingBefore: 4, expectedMinutes: 20, ...fields },
});
const aPaper = (fields: Partial<PrintAnswer> = {}): PrintAnswer => ({
  ...{ id: newId(), kind: 'ticket', copy: 0, printedAt: '2026-11-24T01:05:00Z', printedBy: 'Quàng Thị Đón' },
  facility: { name: 'Bệnh viện Đa khoa Hoa Ban', address: 'Xã Mường Ban, tỉnh Sơn La', phone: '0212000000' },
  encounter: { id: newId(), code: '14009260000123', startedAt: '2026-11-24T01:04:00Z', reason: 'Sốt, đau họng', arrivalCategory: '1.1' },
  patient: {
    ...{ id: newId(), number: '26000123', fullName: 'Lò Thị Ngần', sex: 'female', birthDate: '1950-05-15', birthPrecision: 'day' },
    address: 'Bản Mòng, Xã Mường Ban',
  },
  cardNumber: 'GD4149990000001',
  tickets: [aTicket()],
  paper: null,
  ...fields,
});

describe('papers of the reception', function () {
  this.timeout(90_000);
  let browser: Browser;
  let page: Page;
  let bundle: { js: string; css: string };

  before(async () => {
    bundle = await bundlePapers();
    browser = await launchBrowser();
  });
  after(async () => await browser.close());
  beforeEach(async () => {
    page = await openPapers(browser, bundle);
  });
  afterEach(async () => await page.close());

  async function show(paper: PrintAnswer): Promise<Locator> {
    await page.evaluate((sent) => (window as unknown as { show(paper: unknown): void }).show(sent), paper);
    const shown = page.locator('.paper');
    await shown.waitFor({ state: 'attached' });
    return shown;
  }

  it('are printed once each, and the page beside them is not', async () => {
    const paper = aPaper();
    const shown = await show(paper);
    expect(await shown.isVisible()).to.equal(false);
    await show(paper);
    expect(await page.evaluate('window.printed')).to.equal(1);
    await show(aPaper());
    expect(await page.evaluate('window.printed')).to.equal(2);
    await page.emulateMedia({ media: 'print' });
    expect(await shown.isVisible()).to.equal(true);
    expect(await page.locator('h1').isVisible()).to.equal(false);
  });

  it('show a number of 20 mm and more that fits the 72 mm of the printer, up to four digits', async () => {
    await page.emulateMedia({ media: 'print' });
    for (const number of [7, 147, 999, 1000]) {
      const shown = await show(aPaper({ tickets: [aTicket({ number })] }));
      const { width, height, grey } = await dotsOf(page, shown.locator('.paper-number'));
      const inked = Array.from({ length: height }, (_, y) => y).filter((y) =>
        grey.slice(y * width, (y + 1) * width).some((value) => value < 128),
      );
      const tall = ((inked.at(-1) ?? 0) - (inked[0] ?? 0) + 1) / DOTS_PER_MM;
      expect(tall, `height of ${number} in mm`).to.be.at.least(20);
    }
    const shown = await show(aPaper({ tickets: [aTicket({ number: 1000 })] }));
    const [box, wide] = await shown.evaluate((node) => [node.clientWidth, node.scrollWidth]);
    expect(wide).to.equal(box);
    expect(Math.round((box ?? 0) / (96 / 25.4))).to.equal(72);
  });

  it('carry the code of the visit as a barcode that can be read off the dots', async () => {
    await page.emulateMedia({ media: 'print' });
    for (const kind of ['ticket', 'registration-slip', 'record-label'] as const) {
      const shown = await show(aPaper({ kind, ...(kind === 'record-label' ? { tickets: [] } : {}) }));
      const { width, height, grey } = await dotsOf(page, shown.locator('.barcode'));
      const image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(Uint8ClampedArray.from(grey), width, height)));
      const read = new Code128Reader().decode(image);
      expect(read.getText(), kind).to.equal('14009260000123');
      expect(read.getBarcodeFormat()).to.equal(BarcodeFormat.CODE_128);
    }
  });

  it('tell the room, where to go and about when, and are marked from the second time on', async () => {
    await page.emulateMedia({ media: 'print' });
    const text = await (await show(aPaper())).innerText();
    expect(text).to.include('Phòng khám Nội').and.include('Mời đến chờ trước phòng P1').and.include('ƯU TIÊN: NGƯỜI CAO TUỔI');
    expect(text).to.include('Trước bạn còn 4 người. Dự kiến khoảng 08:25.');
    expect(text).not.to.include('IN LẠI');
    for (const kind of ['ticket', 'registration-slip', 'record-label'] as const)
      expect(await (await show(aPaper({ kind, copy: 2 }))).innerText(), kind).to.include('BẢN IN LẠI lần 2');
    const unknown = await (await show(aPaper({ tickets: [aTicket({ expectedMinutes: null, waitingBefore: 0 })] }))).innerText();
    expect(unknown).to.include('Không ai chờ trước bạn.').and.not.to.include('Dự kiến');
  });

  it('have the size of their paper and Vietnamese letters in the text of the PDF', async () => {
    const sizes = { ticket: [80, 130], 'registration-slip': [148, 210], 'record-label': [70, 37] } as const;
    for (const [kind, [width, height]] of Object.entries(sizes) as [PrintAnswer['kind'], [number, number]][]) {
      await show(aPaper({ kind, ...(kind === 'record-label' ? { tickets: [] } : {}) }));
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pageSizesOf(pdf), `${kind}: one page of its size`).to.deep.equal([[width, height]]);
      for (const letter of 'ịầ') expect(lettersOf(pdf), `${kind}: ${letter}`).to.include(letter);
    }
  });
});
