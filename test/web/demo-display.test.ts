import { expect } from 'chai';
import { DEMO_DISPLAY_KEY } from '../../seeds/demo/demo-display.ts';
import { startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { choice } from '../support/desk-steps.ts';

describe('the screen in the hall of the demo hospital', function () {
  this.timeout(120_000);
  let desks: DeskServer;

  before(async () => {
    desks = await startDeskServer();
  });
  after(async () => await desks.close());

  it('shows the initials of who is called, never the name, and says number and room aloud', async () => {
    const context = await desks.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
    // A headless browser has no voice: what it is asked to say is what counts.
    await context.addInitScript(`
      window.said = [];
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => [], cancel: () => undefined, addEventListener: () => undefined, speak: ({ text, lang }) => window.said.push(lang + ': ' + text),
      } });`);
    const hall = await context.newPage();
    await hall.goto(`${desks.baseUrl}/display#key=${DEMO_DISPLAY_KEY}`);
    await hall.locator('#facility', { hasText: 'Mường Ban' }).waitFor();
    await hall.locator('#voice').focus();
    await hall.keyboard.press('Enter');

    const reception = await desks.logIn('tieptan.muongban');
    await reception.getByText('Tai mũi họng').first().waitFor({ state: 'attached' });
    await choice(reception, 'Quét thẻ / tìm').focus();
    await reception.keyboard.type('?40');
    await reception.keyboard.press('Enter');
    await reception.getByText('Chưa rõ danh tính. Tuổi là ước chừng.').waitFor();
    await reception.keyboard.press('Control+Enter');
    await reception.getByText(/Số vừa cấp/).waitFor();
    const doctor = await desks.logIn('bacsi.muongban');
    await doctor.getByRole('button', { name: /^Người tiếp theo \(1 chờ/ }).waitFor();
    await doctor.keyboard.press('F10');

    await hall.locator('#rooms .called .initials').first().waitFor();
    expect(await hall.locator('#rooms .called .initials').first().innerText()).to.match(/^(\p{Lu}\.?\s?)+$/u);
    expect(await hall.locator('body').innerText()).not.to.include('danh tính');
    await hall.waitForFunction(() => (window as unknown as { said: string[] }).said.length > 0);
    const [said] = await hall.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said).to.match(/^vi-VN: .*1.*(P1|Nội)/);
    expect(said).not.to.include('danh tính');
    await context.close();
  });
});
