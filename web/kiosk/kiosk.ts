import './kiosk.css';
import type { DeskTicketTaken } from '../../api/displays/display-schemas.ts';
import { newId } from '../../domain/ids.ts';
import { readKey } from '../display/display-key.ts';
import { kioskPriorities, kioskWords, type KioskLanguage, type KioskPriority, type KioskWord } from './kiosk-words.ts';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
/** The number stays long enough to be read, then the next person may touch. */
const SHOWN_MS = 6000;
const TRIES = 4;

let language: KioskLanguage = 'vi';
let busy = false;
const key = readKey();
const word = (name: KioskWord, values: Record<string, string | number> = {}): string =>
  Object.entries(values).reduce((text, [k, value]) => text.replace(`{${k}}`, String(value)), kioskWords[language][name] as string);

function speak(): void {
  document.documentElement.lang = language;
  byId('title').textContent = word('title');
  byId('lead').textContent = word('lead');
  byId('language').textContent = word('other');
  byId('language').lang = language === 'vi' ? 'en' : 'vi';
  byId('choices').replaceChildren(...kioskPriorities.map(choice));
  refuse(key === undefined ? word('key') : undefined);
}

function choice(priority: KioskPriority): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset['priority'] = priority;
  button.textContent = word(priority);
  button.addEventListener('click', () => void take(priority));
  return button;
}

function refuse(sentence: string | undefined): void {
  byId('failure').hidden = sentence === undefined;
  byId('failure').textContent = sentence ?? '';
}

/** One touch, one number: a touch while one is under way does nothing, and a lost answer is asked for with the same id. */
async function take(priority: KioskPriority): Promise<void> {
  if (busy || key === undefined) return;
  busy = true;
  refuse(undefined);
  byId('lead').textContent = word('wait');
  try {
    show(await ask({ displayKey: key, id: newId(), priority }));
    await pause(SHOWN_MS);
  } catch (cause) {
    refuse(word((cause as Error).message === '429' ? 'often' : (cause as Error).message === '404' ? 'key' : 'failed'));
  } finally {
    busy = false;
    byId('ticket').hidden = true;
    byId('choices').hidden = false;
    byId('lead').textContent = word('lead');
  }
}

async function ask(body: { displayKey: string; id: string; priority: KioskPriority }): Promise<DeskTicketTaken> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(body);
    if (response?.ok === true) return (await response.json()) as DeskTicketTaken;
    const passing = response === undefined || response.status >= 500;
    if (!passing || attempt === TRIES) throw new Error(String(response?.status ?? 'no answer'));
    await pause(500 * attempt);
  }
}

async function send(body: object): Promise<Response | undefined> {
  try {
    const headers = { 'content-type': 'application/json' };
    return await fetch('/api/desk-tickets', { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5000) });
  } catch {
    return undefined; // No answer: the number may have been given, the same id finds it.
  }
}

/** Shows the number and prints it; a browser in kiosk printing asks nothing. */
function show({ series, number, waitingBefore, takenAt, facilityName }: DeskTicketTaken): void {
  byId('paper-facility').textContent = facilityName;
  byId('paper-lead').textContent = word('yours');
  byId('number').textContent = `${series}${String(number).padStart(3, '0')}`;
  byId('waiting').textContent = word('before', { n: waitingBefore });
  byId('taken').textContent = word('taken', { time: clock.format(new Date(takenAt)) });
  byId('choices').hidden = true;
  byId('ticket').hidden = false;
  window.print();
}

const pause = async (ms: number): Promise<void> => await new Promise((done) => setTimeout(done, ms));

byId('language').addEventListener('click', () => {
  language = language === 'vi' ? 'en' : 'vi';
  speak();
});
speak();
