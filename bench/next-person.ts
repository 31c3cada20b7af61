import type { Page } from 'playwright-core';
import { findFacilityByCode } from '../db/stores/facility-store.ts';
import { aRegistration } from '../test/support/a-registration.ts';
import { aUser } from '../test/support/api.ts';
import { closeTestDatabases } from '../test/support/database.ts';
import { startDeskServer, type DeskServer } from '../test/support/desk-server.ts';

/**
 * The doctor's F10 with a full morning in the room: from the key to the next person's record on the screen, with the server, the database
 * and the browser on this machine. The web app must have been built (`npm start` does it).
 */
const PEOPLE = 120;
const PRESSES = 20;
const AIM_MS = 500;

const desks = await startDeskServer();
await fillRoom(desks);
const page = await desks.logIn('bacsi.muongban');
await page.getByRole('button', { name: /^Người tiếp theo \([1-9]/ }).waitFor();
const times: number[] = [];
for (let press = 0; press < PRESSES; press += 1) times.push(await nextPersonMs(page));
times.sort((a, b) => a - b);
const at = (part: number) => (times[Math.floor(times.length * part)] ?? NaN).toFixed(0);
console.log(`F10 to the next person's record: median ${at(0.5)} ms, p95 ${at(0.95)} ms (aim ≤ ${AIM_MS}), ${PEOPLE} in the room`);
await desks.close();
await closeTestDatabases();

async function fillRoom({ api }: DeskServer): Promise<void> {
  const facility = await findFacilityByCode(api.database.owner, '14901');
  if (facility === undefined) throw new Error('the demo hospital is not there');
  const reception = await aUser(api, facility, ['reception']);
  const [room] = ((await reception.get('/rooms').expect(200)).body as { items: { id: string }[] }).items;
  for (let person = 0; person < PEOPLE; person += 1) await reception.post('/registrations', aRegistration(room?.id ?? '')).expect(201);
}

/** Measured in the page: from the key to the frame after another visit's record with its fields stands there. */
async function nextPersonMs(desk: Page): Promise<number> {
  await desk.evaluate(() => {
    const before = location.pathname;
    Object.assign(window, { took: undefined });
    addEventListener(
      'keydown',
      async () => {
        const pressed = performance.now();
        while (location.pathname === before || document.querySelector('.record #field-pulse') === null)
          await new Promise((next) => requestAnimationFrame(next));
        await new Promise((next) => requestAnimationFrame(next));
        Object.assign(window, { took: performance.now() - pressed });
      },
      { once: true, capture: true },
    );
  });
  await desk.keyboard.press('F10');
  const took = await desk.waitForFunction(() => (window as unknown as { took?: number }).took);
  return Number(await took.jsonValue());
}
