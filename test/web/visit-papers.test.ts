import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import type { BillView, EncounterView } from '../../api/encounters/encounter-schemas.ts';
import type { PrintAnswer } from '../../api/prints/print-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { bundlePapers, lettersOf, openPapers, pageSizesOf } from '../support/papers.ts';

type Issued = NonNullable<PrintAnswer['paper']>;
const person = {
  ...{ fullName: 'Lò Thị Ngần', sex: 'female', birthDate: '1980-05-15', birthPrecision: 'day', number: '26000123' },
  address: 'Bản Mòng, Xã Mường Ban',
};
const facility = { name: 'Bệnh viện Đa khoa Hoa Ban', address: 'Xã Mường Ban, tỉnh Sơn La', phone: '0212000000' };
const aPrint = (fields: Partial<PrintAnswer> = {}): PrintAnswer => ({
  ...{ id: newId(), kind: 'paper', copy: 0, printedAt: '2026-12-01T03:05:00Z', printedBy: 'Lường Văn Thử', facility, tickets: [] },
  encounter: { id: newId(), code: '14009260000123', startedAt: '2026-12-01T01:04:00Z', reason: 'Sốt', arrivalCategory: '1.1' },
  ...{ patient: { id: newId(), ...person }, cardNumber: 'GD4149990000001', paper: null, ...fields },
});
const issued = (content: Issued['content'], fields: Partial<Issued> = {}): PrintAnswer =>
  aPrint({
    paper: {
      ...{ id: newId(), kind: content.kind, number: '00012/2026', content, issuedAt: '2026-12-01T03:00:00Z', replaces: null },
      ...{ withdrawnAt: null, withdrawReason: null },
      head: {
        facility: { code: '14901', ...facility },
        patient: { ...person, fullName: 'Lò Thị Ngần Cũ', citizenId: '014180900001' },
        ...{ cardNumber: 'GD4149990000001', encounterCode: '14009260000123', examinedAt: '2026-12-01T01:10:00Z' },
        ...{ issuedByName: 'Lường Văn Thử', issuedByLicence: '000123/SL-GPHN' },
      },
      ...fields,
    },
  });
const leave: Issued['content'] = {
  ...{ kind: 'sick-leave', employer: 'Xí nghiệp Thử', socialInsuranceNumber: '1499000001', diagnosis: 'Viêm họng cấp (J02.9)' },
  ...{ treatment: 'Thuốc kháng sinh', cause: 'ordinary', from: '2026-12-30', days: 3 },
};
const encounter = {
  ...{
    id: newId(),
    startedAt: '2026-12-01T01:04:00Z',
    roomName: 'Phòng khám 1',
    reason: 'Sốt',
    history: 'Sốt hai ngày',
    arrivalDiagnosis: null,
    sections: { organs: 'Phổi trong' },
  },
  ...{ advice: 'Uống nhiều nước', practitionerName: 'Lường Văn Thử', vitals: { pulse: '82', systolic: '125', diastolic: '78' } },
  diagnoses: [{ id: newId(), icdCode: 'J02.9', name: 'Viêm họng', text: 'Viêm họng cấp' }],
  orders: [
    { ...{ id: newId(), serviceName: 'Công thức máu', state: 'performed', resultText: 'Bình thường' }, orderedAt: '2026-12-01T02:00:00Z' },
  ],
  prescriptions: [
    {
      ...{ withdrawnAt: null, signedAt: '2026-12-01T03:00:00Z', prescriberName: 'Lường Văn Thử' },
      lines: [{ drugName: 'Amoxicilin 500mg', quantity: '15', unit: 'Viên', dosage: { days: 5 }, dosageText: 'Uống sáng 1' }],
    },
  ],
  rooms: [
    {
      ...{
        ticketId: newId(),
        roomName: 'Tai mũi họng',
        concludedByName: 'Hà Thị Thử',
        findings: 'Màng nhĩ đỏ',
        conclusion: 'Viêm tai giữa',
      },
      concludedAt: '2026-12-01T02:30:00Z',
    },
  ],
} as unknown as EncounterView;
const line = (kind: string, name: string): BillView['lines'][number] => ({
  ...{ chargeId: newId(), kind, name, unit: 'Lần', quantity: '1', hospitalPrice: '39800', insurancePrice: '39800', serviceRatio: '100' },
  ...{
    insuranceRatio: '100',
    benefitRate: '80',
    hospitalAmount: '39800',
    insuranceAmount: '39800',
    fundAmount: '31840',
    copayAmount: '7960',
  },
  ...{ selfPayAmount: '0', otherSourceAmount: '0' },
});
const bill: BillView = {
  ...{ encounterId: encounter.id, final: false, benefitRate: '80', rateReason: 'card_rate' },
  totals: {
    ...{
      hospitalAmount: '79600',
      insuranceAmount: '79600',
      fundAmount: '63680',
      copayAmount: '15920',
      selfPayAmount: '0',
      otherSourceAmount: '0',
    },
  },
  lines: [line('examination', 'Khám Nội'), line('service', 'Công thức máu')],
};

describe('the papers of a visit', function () {
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

  async function show(print: PrintAnswer): Promise<Locator> {
    await page.evaluate(
      ([sent, visit]) => (window as unknown as { showVisitPaper(print: unknown, encounter: unknown): void }).showVisitPaper(sent, visit),
      [print, encounter] as const,
    );
    const shown = page.locator('.sheet');
    await shown.waitFor();
    return shown;
  }

  it('certify leave on one page of A5, with the last day counted in and the names of the day of issue', async () => {
    const text = await (await show(issued(leave))).innerText();
    expect(text).to.include('GIẤY CHỨNG NHẬN NGHỈ VIỆC HƯỞNG BẢO HIỂM XÃ HỘI').and.include('Số: 00012/2026').and.include('1499000001');
    expect(text).to.include('30/12/2026 đến hết ngày 01/01/2027').and.include('03 ngày').and.include('LÒ THỊ NGẦN CŨ');
    expect(text)
      .to.include('GPHN: 000123/SL-GPHN')
      .and.not.match(/IN LẠI|THU HỒI|Họ tên cha/);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pageSizesOf(pdf)).to.deep.equal([[148, 210]]);
    for (const letter of 'ảờ') expect(lettersOf(pdf), letter).to.include(letter);
  });

  it('are marked as a copy and as withdrawn', async () => {
    const withdrawn = issued(leave, { withdrawnAt: '2026-12-01T04:00:00Z', withdrawReason: 'Sai' });
    const text = await (await show({ ...withdrawn, copy: 2 })).innerText();
    expect(text).to.include('BẢN IN LẠI lần 2').and.include('GIẤY ĐÃ THU HỒI');
  });

  it('refer with the reason in words and the place to go to', async () => {
    const content: Issued['content'] = {
      ...{ kind: 'referral', referredTo: '14001', referredToName: 'Bệnh viện tỉnh', clinicalSigns: 'Khó thở', course: 'Hai ngày' },
      ...{ diagnosis: 'Viêm phổi', condition: 'Tỉnh', reason: '2', plan: 'Điều trị tiếp', transport: 'Xe cứu thương' },
    };
    const text = await (await show(issued(content))).innerText();
    expect(text).to.include('Kính gửi: Bệnh viện tỉnh (14001)').and.include('vượt khả năng của cơ sở').and.include('Thủ trưởng cơ sở');
    expect(text).not.to.include('Người đưa đi');
  });

  it('ask back for tests under a title of their own', async () => {
    const content: Issued['content'] = {
      ...{ kind: 'appointment', purpose: 'tests', day: '2026-12-08', time: '07:30', tests: 'Đường huyết lúc đói', diagnosis: 'I10' },
    };
    const text = await (await show(issued(content))).innerText();
    expect(text).to.include('GIẤY HẸN LÀM XÉT NGHIỆM').and.include('08/12/2026 lúc 07:30').and.include('Đường huyết lúc đói');
  });

  it('tell the examination with what every room found', async () => {
    const text = await (await show(aPrint({ kind: 'examination-form' }))).innerText();
    expect(text)
      .to.include('PHIẾU KHÁM BỆNH')
      .and.include('HA 125/78 mmHg')
      .and.include('Sốt hai ngày')
      .and.include('Khám bộ phận: Phổi trong');
    expect(text).to.include('Tai mũi họng (Hà Thị Thử): Màng nhĩ đỏ. Viêm tai giữa').and.include('Công thức máu: Bình thường');
    expect(pageSizesOf(await page.pdf({ preferCSSPageSize: true }))).to.deep.equal([[148, 210]]);
  });

  it('put the treatment in the order of time on A4', async () => {
    const shown = await show(aPrint({ kind: 'treatment-sheet' }));
    const orders = await shown.locator('tbody tr td:last-child').allInnerTexts();
    expect(orders).to.deep.equal(['', 'Công thức máu', '', 'Amoxicilin 500mg × 15 Viên: Uống sáng 1']);
    expect(pageSizesOf(await page.pdf({ preferCSSPageSize: true }))).to.deep.equal([[210, 297]]);
  });

  it('list the costs by group with their sum, marked as provisional while the visit runs', async () => {
    await page.evaluate(
      ([sent, visit, sums]) =>
        (window as unknown as { showCost(print: unknown, encounter: unknown, bill: unknown): void }).showCost(sent, visit, sums),
      [aPrint({ kind: 'cost-sheet' }), encounter, bill] as const,
    );
    const text = await page.locator('.sheet').innerText();
    expect(text).to.include('BẢNG KÊ CHI PHÍ').and.include('Tạm tính').and.include('Khám Nội').and.include('Dịch vụ kỹ thuật');
    expect(text).to.match(/Cộng\s+79\.600\s+63\.680\s+15\.920\s+0/);
    expect(pageSizesOf(await page.pdf({ preferCSSPageSize: true }))).to.deep.equal([[210, 297]]);
  });
});
