import { expect } from 'chai';
import type { Page, Request } from 'playwright-core';
import { row } from '../../db/knex.ts';
import { expectAccessible } from '../support/accessible.ts';
import { scan, startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { waitForValue } from '../support/desk-steps.ts';
import { Keystrokes, telexKeys } from '../support/keystrokes.ts';

interface Known {
  fullName: string;
  birthDate: string;
  sex: string;
  citizenId: string;
}

/** Bytes that one registration may cost, and round trips that wait for each other (W3). */
const BYTES_AT_MOST = 30 * 1024;

describe('the reception desk without a mouse', function () {
  this.timeout(240_000);
  let desks: DeskServer;
  let page: Page;
  let known: Known;

  before(async () => {
    desks = await startDeskServer();
    page = await desks.logIn('tieptan.muongban');
    await page.getByRole('combobox', { name: 'Quét thẻ / tìm', exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'search');
    await page.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
    // Printing is asked for and goes nowhere here; how often is what counts.
    await page.evaluate(() => {
      (window as unknown as { prints: number }).prints = 0;
      window.print = () => ((window as unknown as { prints: number }).prints += 1);
    });
    const found = await row<Known>(
      desks.api.database.owner,
      `SELECT p.full_name, p.birth_date, p.sex, i.value AS citizen_id FROM patients AS p
         JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
         JOIN insurance_cards AS c ON c.patient_id = p.id AND c.card_number NOT LIKE '%900___' AND c.valid_to IS NULL AND '14901' = ANY (p.known_at)
        WHERE p.birth_precision = 'day' ORDER BY p.id LIMIT 1`,
    );
    if (found === undefined) throw new Error('the demo district has nobody with a card and an identity number');
    known = found;
  });
  after(async () => await desks.close());

  const prints = () => page.evaluate(() => (window as unknown as { prints: number }).prints);
  /** The number is on the foot, the form is empty, the cursor is back in the box, the paper was sent. */
  const expectTicket = async (printedBefore: number, keys: Keystrokes, budget: number): Promise<void> => {
    await page.waitForFunction((before) => (window as unknown as { prints: number }).prints > before, printedBefore);
    await waitForValue(page, 'Họ và tên', '');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('search');
    expect(keys.count, 'keys pressed').to.be.at.most(budget);
  };
  const qrOf = ({ fullName, birthDate, sex, citizenId }: Known, address = 'Bản Nà Hoa, Mai Sơn, Sơn La') => {
    const day = `${birthDate.slice(8, 10)}${birthDate.slice(5, 7)}${birthDate.slice(0, 4)}`;
    return `${citizenId}||${fullName}|${day}|${sex === 'male' ? 'Nam' : 'Nữ'}|${address}|01012022`;
  };

  it('counts keys as a person with Telex presses them', () => {
    expect(telexKeys('lo van huong')).to.equal(12);
    expect(telexKeys('Lò Văn Hương')).to.equal(16);
    expect(telexKeys('Đặng Thị Mỷ')).to.equal(16);
  });

  it('receives an unknown emergency patient in five keys', async () => {
    const before = await prints();
    const keys = new Keystrokes(page);
    await keys.type('?40');
    await keys.press('Enter');
    await page.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
    await expectAccessible(page);
    await keys.press('Control+Enter');
    await expectTicket(before, keys, 5);
  });

  it('receives a returning person by scan in at most 8 keys, few bytes and few round trips', async () => {
    const wire = watchWire(page, desks.baseUrl);
    const before = await prints();
    const keys = new Keystrokes(page);
    await scan(page, qrOf(known));
    await waitForValue(page, 'CCCD', known.citizenId);
    await page.getByText('Mô phỏng cổng BHXH').waitFor();
    await expectAccessible(page);
    await keys.press('Control+Enter');
    await expectTicket(before, keys, 8);
    const { bytes, waits } = await wire.stop();
    expect(bytes, 'bytes over the wire').to.be.at.most(BYTES_AT_MOST);
    expect(waits, 'scan, record, save, print').to.be.within(1, 4);
  });

  it('receives a returning person by name and year in at most 30 keys', async () => {
    const before = await prints();
    const keys = new Keystrokes(page);
    const folded = known.fullName
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D')
      .toLowerCase();
    await keys.type(`${folded} ${known.birthDate.slice(0, 4)}`);
    await page.locator('#search-results [role=option]').first().waitFor();
    await expectAccessible(page);
    await keys.press('Enter');
    await waitForValue(page, 'CCCD', known.citizenId);
    await keys.press('Control+Enter');
    await expectTicket(before, keys, 30);
  });

  it('receives a new person with the code of the identity card in at most 40 keys, telephone included', async () => {
    const before = await prints();
    const keys = new Keystrokes(page);
    await scan(page, qrOf({ fullName: 'Quàng Thị Mới', birthDate: '1991-05-17', sex: 'female', citizenId: '014191909191' }));
    await waitForValue(page, 'CCCD', '014191909191');
    // The commune came out of the printed address, old name or new.
    await waitForValue(page, 'Xã, phường', 'Xã Mai Sơn');
    await page.waitForFunction(() => document.activeElement?.id === 'field-phone');
    await keys.type('0912345678');
    await keys.press('Control+Enter');
    await expectTicket(before, keys, 40);
  });

  it('receives a new person typed by hand, address by the code of the commune and a card, in at most 110 keys', async () => {
    const before = await prints();
    const keys = new Keystrokes(page);
    await keys.type('Lò Văn Gõ 12031979');
    await page.getByText('Chưa có hồ sơ nào khớp').waitFor();
    await keys.press('Enter');
    await waitForValue(page, 'Ngày sinh', '12/03/1979');
    await page.waitForFunction(() => document.activeElement?.id === 'field-sex');
    await keys.type('n');
    await keys.enterTo('Điện thoại');
    await keys.type('0987654321');
    await keys.enterTo('Xã, phường');
    await keys.type('04105');
    await page
      .getByRole('option', { name: /Mai Sơn/ })
      .first()
      .waitFor();
    await keys.press('Enter');
    await waitForValue(page, 'Xã, phường', 'Xã Mai Sơn, Tỉnh Sơn La');
    await keys.enterTo('Thẻ BHYT');
    await keys.type('t');
    await page.getByLabel('Số thẻ', { exact: true }).waitFor();
    await keys.enterTo('Số thẻ');
    await keys.type('GD4149912345670');
    await keys.enterTo('Hạn từ');
    await keys.type('01012026');
    await keys.enterTo('Nơi ĐK khám ban đầu');
    await keys.type('14902');
    await page.getByRole('option', { name: /14902/ }).first().waitFor();
    await keys.press('Enter');
    // Chosen when the answer has come: the cursor goes on by itself.
    await page.waitForFunction(() => document.activeElement?.id !== 'field-cardFacilityName');
    await expectAccessible(page);
    await keys.press('Control+Enter');
    await expectTicket(before, keys, 110);
  });

  it('left what was registered exactly once each', async () => {
    const counted = await row<{ people: number; numbers: number }>(
      desks.api.database.owner,
      `SELECT count(DISTINCT e.patient_id)::int AS people, count(t.id)::int AS numbers
         FROM encounters AS e JOIN queue_tickets AS t ON t.facility_id = e.facility_id AND t.encounter_id = e.id
         JOIN facilities AS f ON f.id = e.facility_id
        WHERE f.code = '14901' AND e.started_at > now() - interval '10 minutes' AND e.state = 'planned'`,
    );
    expect(counted).to.deep.equal({ people: 4, numbers: 5 });
    expect(desks.complaints).to.deep.equal([]);
    expect(desks.outside).to.deep.equal([]);
  });
});

/** What a save waits for, one after the other; questions that run beside it hold nobody up. */
const WAITED_FOR = /\/api\/(scans|registrations|patients\/[0-9a-f-]{36}|encounters\/[^/]+\/prints)$/;

/** What goes over the line until `stop`: all bytes, and how many answers the desk had to wait for. */
function watchWire(page: Page, baseUrl: string): { stop(): Promise<{ bytes: number; waits: number }> } {
  const sizes: Promise<number>[] = [];
  let waits = 0;
  const onFinished = (request: Request): void => {
    const { pathname, origin } = new URL(request.url());
    // What runs by the clock is no part of a registration.
    if (origin !== baseUrl || /\/(rooms|eligibility-alerts)$/.test(pathname)) return;
    if (WAITED_FOR.test(pathname)) waits += 1;
    sizes.push(
      request.sizes().then((one) => one.requestBodySize + one.requestHeadersSize + one.responseBodySize + one.responseHeadersSize),
    );
  };
  page.on('requestfinished', onFinished);
  return {
    stop: async () => {
      await page.waitForTimeout(300);
      page.off('requestfinished', onFinished);
      return { bytes: (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0), waits };
    },
  };
}
