import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import type { BordereauView } from '../../api/encounters/bordereau-schemas.ts';
import type { EncounterView } from '../../api/encounters/encounter-schemas.ts';
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
const amounts = (parts: Partial<BordereauView['sheets'][number]['totals']>): BordereauView['sheets'][number]['totals'] => ({
  ...{ hospitalAmount: '0', insuranceAmount: '0', fundAmount: '0', copayAmount: '0', selfPayAmount: '0', otherSourceAmount: '0' },
  ...parts,
});
const examination = amounts({ hospitalAmount: '39800', insuranceAmount: '39800', fundAmount: '31840', copayAmount: '7960' });
const vitamins = amounts({ hospitalAmount: '12500.5', selfPayAmount: '12500.5' });
const line = (name: string, sums: typeof examination) => ({
  ...{ chargeId: newId(), name, unit: 'Lần', quantity: '1', hospitalPrice: sums.hospitalAmount, insurancePrice: sums.insuranceAmount },
  ...{ serviceRatio: '100', insuranceRatio: '100', amounts: sums },
});
const card = {
  ...{ cardNumber: 'GD4149990000001', validFrom: '2026-01-01', validTo: '2026-12-31', registeredFacilityCode: '14901' },
  ...{ areaCode: 'K1', fiveYearDate: null, exemptFrom: null },
};
const bordereau: BordereauView = {
  ...{ final: false, type: '01', departmentCodes: ['K01'], startedAt: '2026-12-01T01:04:00Z', endedAt: null, treatmentDays: null },
  ...{ arrivalCategory: '1.1', referredFrom: null, referredTo: null, dischargeType: null, finalDiagnosis: 'Viêm họng cấp' },
  icdCodes: ['J02.9', 'I10', 'E11'],
  sheets: [
    { card, rate: '80', totals: examination, blocks: [{ item: '1', lines: [line('Khám Nội', examination)], totals: examination }] },
    { card: null, rate: '0', totals: vitamins, blocks: [{ item: '8', lines: [line('Vitamin C', vitamins)], totals: vitamins }] },
  ],
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

  it('state the costs in thirteen columns, a page across for each card and rate, as provisional while the visit runs', async () => {
    await page.evaluate(
      ([sent, costs]) => (window as unknown as { showCost(print: unknown, bordereau: unknown): void }).showCost(sent, costs),
      [aPrint({ kind: 'cost-sheet' }), bordereau] as const,
    );
    const pages = await page.locator('.bordereau-page').allInnerTexts();
    expect(pages).to.have.length(2);
    expect(pages[0]).to.include('Mẫu số 01/KBCB').and.include('TẠM TÍNH').and.include('GD4149990000001').and.include('Mức hưởng: 80 %');
    expect(pages[0]).to.include('Mã bệnh kèm theo: I10; E11').and.include('Khu vực: K1').and.include('Giám định BHYT');
    expect(pages[0]).to.match(/1\. Khám bệnh\s+39\.800\s+39\.800\s+31\.840\s+7\.960\s+0\s+0/);
    expect(pages[1])
      .to.include('KHÔNG HƯỞNG BHYT')
      .and.include('12.500,5')
      .and.not.match(/Giám định BHYT|Thẻ BHYT/);
    expect(await page.locator('.bordereau-page').first().locator('thead tr').first().locator('th').count()).to.equal(13);
    expect(pageSizesOf(await page.pdf({ preferCSSPageSize: true }))).to.deep.equal([
      [297, 210],
      [297, 210],
    ]);
  });

  it('put the supplies of each use of a service together, under the name of the service', async () => {
    const gauze = amounts({ hospitalAmount: '4000', insuranceAmount: '4000', fundAmount: '3200', copayAmount: '800' });
    const used = (name: string, number: string, serviceName?: string) => ({
      ...line(name, gauze),
      package: { number, ...(serviceName === undefined ? {} : { serviceName }) },
    });
    const lines = [used('Gạc A', 'G1', 'Khâu vết thương'), used('Chỉ B', 'G1', 'Khâu vết thương'), used('Kim C', 'G2')];
    const sheets = [{ card, rate: '80', totals: gauze, blocks: [{ item: '10' as const, lines, totals: gauze }] }];
    await page.evaluate(
      ([sent, costs]) => (window as unknown as { showCost(print: unknown, bordereau: unknown): void }).showCost(sent, costs),
      [aPrint({ kind: 'cost-sheet' }), { ...bordereau, sheets }] as const,
    );
    const rows = await page.locator('.bordereau-page tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split('\t')[0]?.trim())).to.deep.equal([
      ...['10. Gói vật tư y tế', '10.1. Gói G1: Khâu vết thương', 'Gạc A', 'Chỉ B', '10.2. Gói G2', 'Kim C', 'Cộng'],
    ]);
  });
});
