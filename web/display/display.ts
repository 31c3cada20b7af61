import './display.css';
import type { DisplayView } from '../../api/displays/display-schemas.ts';
import { readKey, readRooms } from './display-key.ts';
import { followDisplay, STALE_MS } from './follow-display.ts';
import { newCalls } from './merge-change.ts';
import { deskCard, roomCard } from './paint-display.ts';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const VOICE = 'display-voice';
/** What can be read at 8 metres on one wall; more rooms take turns. */
const ROOMS_A_PAGE = 6;
const PAGE_MS = 8000;

let view: DisplayView | undefined;
let heardAt: number | undefined;
let page = 0;
let voice = localStorage.getItem(VOICE) === 'on';

function paint(): void {
  if (view === undefined) return;
  const wanted = readRooms();
  const rooms = view.rooms.filter(({ code, called, waiting }) =>
    wanted === undefined ? called !== null || waiting > 0 : wanted.has(code),
  );
  const shown = rooms.length === 0 ? view.rooms : rooms;
  const pages = Math.max(1, Math.ceil(shown.length / ROOMS_A_PAGE));
  const first = (page % pages) * ROOMS_A_PAGE;
  byId('facility').textContent = view.facilityName;
  byId('rooms').replaceChildren(...shown.slice(first, first + ROOMS_A_PAGE).map(roomCard));
  byId('desks').replaceChildren(...view.desks.map(deskCard));
  byId('desks').hidden = view.desks.length === 0;
}

function say(sentences: string[]): void {
  if (!voice || !('speechSynthesis' in window)) return;
  for (const sentence of sentences) {
    const spoken = new SpeechSynthesisUtterance(sentence);
    spoken.lang = 'vi-VN';
    speechSynthesis.speak(spoken);
  }
}

function tick(): void {
  byId('clock').textContent = clock.format(new Date());
  if (heardAt === undefined) return;
  const stale = Date.now() - heardAt > STALE_MS;
  document.body.classList.toggle('stale', stale);
  const time = clock.format(heardAt);
  byId('state').textContent = stale ? `Mất kết nối. Số liệu lúc ${time}, có thể đã cũ.` : `Cập nhật lúc ${time}`;
}

function showVoice(): void {
  byId('voice').textContent = voice ? 'Tắt giọng đọc' : 'Bật giọng đọc';
  byId('voice').setAttribute('aria-pressed', String(voice));
}

function refuse(): void {
  heardAt = undefined;
  byId('state').textContent = 'Khóa của màn hình này không còn dùng được. Xin người quản trị địa chỉ mới.';
  document.body.classList.add('stale');
}

byId('voice').addEventListener('click', () => {
  voice = !voice;
  localStorage.setItem(VOICE, voice ? 'on' : 'off');
  showVoice();
});
showVoice();
setInterval(tick, 1000);
setInterval(() => {
  page += 1;
  paint();
}, PAGE_MS);
// Another address behind `#`, such as a new key, is another screen.
addEventListener('hashchange', () => location.reload());

const key = readKey();
if (key === undefined) refuse();
else
  followDisplay(key, {
    onView: (next) => {
      if (view !== undefined) say(newCalls(view, next));
      view = next;
      paint();
      tick();
    },
    onAlive: () => {
      heardAt = Date.now();
      tick();
    },
    onRefused: refuse,
  });
