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
  const facilities = [...new Set(logins.map((login) => login.facility))];
  list.replaceChildren(...facilities.flatMap((facility) => facilityRow(facility, logins, { language, choose })));
  (document.getElementById('demo') as HTMLElement).hidden = logins.length === 0;
}

/** A facility's name and one small button for each of its roles. */
function facilityRow(
  facility: string,
  logins: DemoLogin[],
  { language, choose }: { language: LoginLanguage; choose: (login: DemoLogin) => void },
): HTMLElement[] {
  const name = document.createElement('h3');
  name.textContent = facility;
  const row = document.createElement('div');
  for (const login of logins.filter((one) => one.facility === facility)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = roleWords[language][login.role];
    button.title = login.username;
    button.addEventListener('click', () => choose(login));
    row.append(button);
  }
  return [name, row];
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
