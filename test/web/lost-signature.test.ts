import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { row } from '../../db/knex.ts';
import { draftAtRest } from '../support/draft-disk.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice, chooseFirst, field, waitForValue } from '../support/desk-steps.ts';
import { interceptFirst } from '../support/first-request.ts';

describe('a signature whose answer is lost on the way', function () {
  this.timeout(180_000);
  let desks: DeskServer;
  let doctor: Page;

  before(async () => {
    desks = await startDeskServer();
    await receiveSomebody();
    doctor = await desks.logIn('bacsi.nahoa');
    await doctor.evaluate(() => (window.print = () => undefined));
    await doctor.getByRole('button', { name: /^Người tiếp theo \([1-9]/ }).waitFor();
    await doctor.keyboard.press('F10');
    const diagnosis = choice(doctor, 'Chẩn đoán chính (ICD-10)');
    await diagnosis.waitFor();
    await diagnosis.fill('j02.9');
    await doctor.keyboard.press('Enter');
    await doctor.getByText('bệnh chính', { exact: true }).waitFor();
    await doctor.keyboard.press('Alt+3');
  });
  after(async () => await desks.close());

  async function receiveSomebody(): Promise<void> {
    const reception = await desks.logIn('tieptan.nahoa');
    const person = await row<{ fullName: string; citizenId: string }>(
      desks.api.database.owner,
      `SELECT p.full_name, i.value AS citizen_id FROM patients AS p
         JOIN patient_identifiers AS i ON i.patient_id = p.id AND i.system = 'citizen-id'
        WHERE '14902' = ANY (p.known_at) AND p.birth_precision = 'day' AND p.birth_date BETWEEN '1960-01-01' AND '2005-01-01' AND p.sex = 'male'
        ORDER BY p.id LIMIT 1`,
    );
    if (person === undefined) throw new Error('nobody is known at the station');
    await choice(reception, 'Quét thẻ / tìm').waitFor();
    await chooseFirst(reception, 'Quét thẻ / tìm', person.citizenId);
    await waitForValue(reception, 'Họ và tên', person.fullName);
    await field(reception, 'Phòng').selectOption({ index: 1 });
    await field(reception, 'Lý do').fill('Ho, đau họng');
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
  }

  const prescribe = async (typed: string, ingredient: string): Promise<void> => {
    await doctor.waitForFunction(() => document.activeElement?.id === 'field-drug');
    await doctor.keyboard.type(typed);
    await doctor.keyboard.press('Enter');
    await doctor.waitForFunction((name) => document.activeElement?.getAttribute('aria-label')?.startsWith(`Sáng – ${name}`), ingredient);
    await doctor.keyboard.type('1-0x5');
    await doctor.keyboard.press('Enter');
    await doctor.getByRole('button', { name: /^Ký đơn 1 thuốc/, disabled: false }).waitFor();
  };
  const sign = async (): Promise<void> => {
    await doctor.keyboard.press('Control+Enter');
    await doctor.getByRole('dialog').waitFor();
    await doctor.keyboard.press('Tab');
    await doctor.keyboard.press('Enter');
  };
  /** The server signs; its answer does not arrive. Resolves when that has happened. */
  const loseAnswer = async (): Promise<{ lost: Promise<void> }> => {
    let happened: () => void = () => undefined;
    const lost = new Promise<void>((done) => (happened = done));
    await interceptFirst(doctor, '**/api/encounters/*/prescriptions', async (route) => {
      expect((await route.fetch()).status()).to.equal(201);
      await route.abort('connectionreset');
      happened();
    });
    return { lost };
  };
  const sheets = () => doctor.getByRole('region', { name: /^Đơn đã ký/ });
  const signedInAll = async (): Promise<number> =>
    (await row<{ count: number }>(desks.api.database.owner, `SELECT count(*)::int AS count FROM prescriptions`))?.count ?? 0;

  it('is sent again by itself with the same key: one prescription, and the desk says that it waited', async () => {
    await prescribe('paracet', 'Paracetamol');
    const before = await signedInAll();
    const { lost } = await loseAnswer();
    await sign();
    await doctor.getByRole('button', { name: 'Mất mạng, tự gửi lại…' }).or(sheets()).first().waitFor();
    await lost;
    await sheets().waitFor();
    expect(await signedInAll()).to.equal(before + 1);
    await doctor.getByText(/^Hệ thống quốc gia: /).waitFor();
  });

  it('is told by the draft when the page began anew: signed, once, and nothing is left to sign', async () => {
    await doctor.keyboard.press('Alt+3');
    await prescribe('loratad', 'Loratadin');
    const before = await signedInAll();
    // The desk must know the draft before the page goes.
    await draftAtRest(doctor, ':prescription:');
    const { lost } = await loseAnswer();
    await sign();
    await lost;
    // Before it is sent again by itself the page begins anew, as after a power cut.
    await doctor.reload();
    expect(await signedInAll()).to.equal(before + 1);
    await doctor.getByRole('tab', { name: /Đơn thuốc/ }).waitFor();
    await doctor.keyboard.press('Alt+3');
    await doctor.getByText('Đơn này đã ký được khi mất mạng, chỉ một lần. Xem đơn ở trên.').waitFor();
    expect(await signedInAll()).to.equal(before + 1);
    expect(await sheets().count()).to.equal(2);
  });
});
