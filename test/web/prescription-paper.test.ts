import { BinaryBitmap, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import type { PrescriptionSheet } from '../../api/prescriptions/prescription-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { bundlePapers, dotsOf, lettersOf, openPapers, pageSizesOf } from '../support/papers.ts';

type Prescription = PrescriptionSheet['prescription'];
const lines = (count: number): Prescription['lines'] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ drugName: `Amoxicilin + acid clavulanic (Augmentin thử ${i + 1}) 875mg + 125mg`, unit: 'Viên', quantity: '9', payer: 'insurance' },
    dosageText: 'Uống, sáng 1 viên, trưa 0,5 viên, tối 1 viên, sau ăn, trong 5 ngày. Uống nhiều nước, không bẻ viên',
  }));
const aSheet = (prescription: Partial<Prescription> = {}, fields: Partial<PrescriptionSheet> = {}): PrescriptionSheet => ({
  ...{ id: newId(), copy: 0, printedAt: '2026-11-24T03:05:00Z', printedBy: 'Lường Văn Thử', cardNumber: 'GD4149990000001' },
  facility: { name: 'Bệnh viện Đa khoa Hoa Ban', address: 'Xã Mường Ban, tỉnh Sơn La', phone: '0212000000' },
  patient: {
    ...{ fullName: 'Lò Thị Ngần', sex: 'female', birthDate: '1980-05-15', birthPrecision: 'day', address: 'Bản Mòng, Xã Mường Ban' },
    ...{ phone: '0999000000', citizenId: '014180900001' },
  },
  diagnoses: [{ icdCode: 'J15.9', text: 'Viêm phổi do vi khuẩn, không xác định' }],
  prescription: {
    ...{ code: 'dm901abc1234-c', type: 'c', signedAt: '2026-11-24T03:00:00Z', prescriberName: 'Lường Văn Thử', tranches: [] },
    ...{ prescriberLicence: '000123/SL-GPHN', advice: null, weightKg: '52', guardianName: null, withdrawnAt: null, lines: lines(3) },
    ...prescription,
  },
  ...fields,
});

describe('the sheet of a prescription', function () {
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
    await page.emulateMedia({ media: 'print' });
  });
  afterEach(async () => await page.close());

  async function show(sheet: PrescriptionSheet): Promise<Locator> {
    await page.evaluate((sent) => (window as unknown as { showSheet(sheet: unknown): void }).showSheet(sent), sheet);
    const shown = page.locator('.paper');
    await shown.waitFor();
    return shown;
  }

  it('is one page of A5 with eight drugs of long names, and more go on to a second page', async () => {
    await show(aSheet({ lines: lines(8) }));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pageSizesOf(pdf)).to.deep.equal([[148, 210]]);
    for (const letter of 'ịầ') expect(lettersOf(pdf), letter).to.include(letter);
    await show(aSheet({ lines: lines(14) }));
    expect(pageSizesOf(await page.pdf({ preferCSSPageSize: true }))).to.deep.equal([
      [148, 210],
      [148, 210],
    ]);
  });

  it('carries its code in capitals and as a QR that can be read off the dots, and no more than the code', async () => {
    const shown = await show(aSheet());
    expect(await shown.innerText()).to.include('DM901ABC1234-C');
    const { width, height, grey } = await dotsOf(page, shown.getByRole('img'));
    const image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(Uint8ClampedArray.from(grey), width, height)));
    expect(new QRCodeReader().decode(image).getText()).to.equal('DM901ABC1234-C');
  });

  it('writes a nought before a quantity under ten, counts the lines and names who signed', async () => {
    const text = await (await show(aSheet())).innerText();
    expect(text).to.include('SL: 09 viên').and.include('Cộng khoản: 03').and.include('GPHN: 000123/SL-GPHN');
    expect(text).to.include('Viêm phổi do vi khuẩn, không xác định (J15.9)').and.include('Số định danh').and.not.to.include('52 kg');
  });

  it('tells months, weight and escort of a small child', async () => {
    const { patient } = aSheet();
    const child = { patient: { ...patient, birthDate: '2023-05-15' } };
    const text = await (await show(aSheet({ weightKg: '12.5', guardianName: 'Quàng Thị Thử' }, child))).innerText();
    expect(text).to.include('42 tháng').and.include('12,5 kg').and.include('Quàng Thị Thử');
  });

  it('writes narcotics in words, with tranches and a place for who collects', async () => {
    const tranches = [
      { number: 1, from: '2026-11-24', until: '2026-12-03' },
      { number: 2, from: '2026-12-04', until: '2026-12-13' },
    ];
    const text = await (await show(aSheet({ type: 'n', code: 'dm901abc1234-n', tranches, lines: lines(1) }))).innerText();
    expect(text).to.include('ĐƠN THUỐC “N”').and.include('09 viên (Chín)').and.include('Người nhận thuốc');
    expect(text).to.include('Đợt 2: từ ngày 04/12/2026 đến ngày 13/12/2026');
  });

  it('is marked as a copy, and as withdrawn', async () => {
    expect(await (await show(aSheet())).innerText()).not.to.match(/IN LẠI|THU HỒI/);
    expect(await (await show(aSheet({}, { copy: 2 }))).innerText()).to.include('BẢN IN LẠI lần 2');
    expect(await (await show(aSheet({ withdrawnAt: '2026-11-24T04:00:00Z' }))).innerText()).to.include('ĐƠN ĐÃ THU HỒI');
  });
});
