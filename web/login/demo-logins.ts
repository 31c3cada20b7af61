import type { Role } from '../../domain/permissions.ts';
import { fetchJson, NoAnswer, Problem } from '../lib/fetch-json.ts';
import { roleWords, type LoginLanguage } from './login-words.ts';

export interface DemoLogin {
  username: string;
  password: string;
  role: Role;
  facility: string;
}

/** A demonstration server tells its invented accounts; every other server answers 404 and nothing is shown. */
export async function showDemoLogins(language: LoginLanguage, choose: (login: DemoLogin) => void): Promise<void> {
  const logins = await findDemoLogins();
  const list = document.getElementById('demo-logins') as HTMLElement;
  list.replaceChildren(
    ...logins.map((login) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'quiet';
      button.textContent = `${roleWords[language][login.role]} · ${login.facility} · ${login.username}`;
      button.addEventListener('click', () => choose(login));
      return button;
    }),
  );
  (document.getElementById('demo') as HTMLElement).hidden = logins.length === 0;
}

async function findDemoLogins(): Promise<DemoLogin[]> {
  try {
    return (await fetchJson<{ logins: DemoLogin[] }>('GET', '/api/demo')).logins;
  } catch (cause) {
    // Not a demonstration, or no line: the log-in itself will say so when it is tried.
    if (cause instanceof Problem || cause instanceof NoAnswer) return [];
    throw cause;
  }
}
