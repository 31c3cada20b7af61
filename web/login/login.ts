import './login.css';
import type { Login, LoginAnswer } from '../../api/auth/auth-schemas.ts';
import { messagesEn } from '../../domain/messages-en.ts';
import { firstMessagesVi } from '../../domain/messages-first-vi.ts';
import { renderMessage } from '../../domain/render-message.ts';
import { fetchJson, Problem } from '../lib/fetch-json.ts';
import { loginWords, type LoginLanguage, type LoginWord } from './login-words.ts';
import { showDemoLogins } from './demo-logins.ts';
import { showFacilities } from './facility-choice.ts';

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

const form = byId<HTMLFormElement>('login');
const username = byId<HTMLInputElement>('username');
const password = byId<HTMLInputElement>('password');
const show = byId<HTMLButtonElement>('show');
const submit = byId<HTMLButtonElement>('submit');
const failure = byId('failure');

let language: LoginLanguage = localStorage.getItem('language') === 'en' ? 'en' : 'vi';
const word = (key: LoginWord): string => loginWords[language][key];

function speak(): void {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]'))
    element.textContent = word(element.dataset['word'] as LoginWord);
  show.textContent = word(password.type === 'password' ? 'show' : 'hide');
  byId('language').textContent = word('otherLanguage');
  byId('language').lang = language === 'vi' ? 'en' : 'vi';
  refuse(undefined);
  void showDemoLogins(language, (login) => {
    username.value = login.username;
    password.value = login.password;
    submit.focus();
  });
}

function refuse(sentence: string | undefined): void {
  failure.hidden = sentence === undefined;
  failure.textContent = sentence ?? '';
  if (sentence !== undefined) failure.focus();
}

function sentenceOf(cause: unknown): string {
  if (!(cause instanceof Problem)) return word('noAnswer');
  const messages = language === 'vi' ? firstMessagesVi : messagesEn;
  return renderMessage(messages, cause.issues[0] ?? { code: cause.code });
}

async function logIn(facilityId?: string): Promise<void> {
  const body: Login = { username: username.value.trim(), password: password.value, ...(facilityId === undefined ? {} : { facilityId }) };
  submit.disabled = true;
  submit.textContent = word('submitting');
  try {
    const answer = await fetchJson<LoginAnswer>('POST', '/api/auth/login', { body });
    // Whoever registers lands on the first desk, and its own address brings its parts along; the app finds everybody else's.
    if (answer.kind === 'session') location.replace(answer.session.permissions.includes('registration.write') ? '/reception' : '/');
    else showFacilities(answer.facilities, (id) => void logIn(id));
  } catch (cause) {
    refuse(sentenceOf(cause));
    password.select();
  } finally {
    submit.disabled = false;
    submit.textContent = word('submit');
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  refuse(undefined);
  void logIn();
});
show.addEventListener('click', () => {
  const hidden = password.type === 'password';
  password.type = hidden ? 'text' : 'password';
  show.setAttribute('aria-pressed', String(hidden));
  show.textContent = word(hidden ? 'hide' : 'show');
  password.focus();
});
for (const kind of ['keydown', 'keyup'] as const) {
  password.addEventListener(kind, (event) => {
    byId('caps').textContent = event.getModifierState('CapsLock') ? word('capsLock') : '';
  });
}
byId('language').addEventListener('click', () => {
  language = language === 'vi' ? 'en' : 'vi';
  localStorage.setItem('language', language);
  speak();
});

speak();
submit.disabled = false;
username.focus();

/** The parts of the desk come while the name is being typed; they wait until this page has what it needs. */
addEventListener('load', () => {
  const parts = document.querySelector<HTMLTemplateElement>('#desk-parts');
  if (parts !== null) document.head.append(parts.content.cloneNode(true));
});
