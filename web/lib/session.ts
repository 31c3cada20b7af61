import type { Login, LoginAnswer, RefreshAnswer, SessionView } from '../../api/auth/auth-schemas.ts';
import { newId } from '../../domain/ids.ts';
import type { Permission } from '../../domain/permissions.ts';
import { setDraftKey } from './draft-cipher.ts';
import { deleteDrafts } from './draft-store.ts';
import { fetchJson, Problem } from './fetch-json.ts';
import { learnServerTime } from './server-clock.ts';
import { createStore } from './store.ts';

/** Who works here. Undefined only before the first refresh is answered. */
export const session = createStore<SessionView | undefined>(undefined);
/** True while the log-in stands over the desk, because the session ended under it. */
export const loginWanted = createStore(false);

// In memory only: a token in storage could be read by whoever sits down next.
let accessToken = '';
let renewal: Promise<void> | undefined;
const waiting: (() => void)[] = [];

/** Who asks, from which computer. */
export const authorization = (): Record<string, string> =>
  accessToken === '' ? {} : { authorization: `Bearer ${accessToken}`, 'x-device': deviceName() };

/** A name this browser gives itself once, so that the log can tell two desks with one account apart. */
function deviceName(): string {
  const known = localStorage.getItem('device');
  if (known !== null) return known;
  const made = newId();
  localStorage.setItem('device', made);
  return made;
}

export const can = (permission: Permission): boolean => session.get()?.permissions.includes(permission) === true;

/** A new access token for the cookie's session. Many callers, one request. Throws a Problem 401 when the session is over. */
export function refreshSession(): Promise<void> {
  renewal ??= fetchJson<RefreshAnswer>('POST', '/api/auth/refresh', { body: {} })
    .then(accept)
    .finally(() => (renewal = undefined));
  return renewal;
}

/** After a 401: one refresh; if the session is over, waits until the person has logged in over the desk. */
export async function renewAccess(): Promise<void> {
  try {
    await refreshSession();
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.status !== 401) throw cause;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      loginWanted.set(true);
    });
  }
}

/** The same person comes back to the same desk; everything that waited goes on. */
export async function logInAgain(password: string): Promise<void> {
  const before = session.get();
  if (before === undefined) throw new Error('nobody was logged in');
  const body: Login = { username: before.user.username, password, facilityId: before.facility.id };
  const answer = await fetchJson<LoginAnswer>('POST', '/api/auth/login', { body });
  if (answer.kind !== 'session') throw new Error('the facility was given, yet the server asks for it');
  accept(answer);
  loginWanted.set(false);
  for (const resume of waiting.splice(0)) resume();
}

/** Ends the session on the server, then leaves nothing of it in this browser. Throws when the server did not hear it. */
export async function logOut(): Promise<void> {
  try {
    await fetchJson('POST', '/api/auth/logout', { body: {}, headers: authorization() });
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.status !== 401) throw cause;
  }
  await handOver();
}

/** Someone else sits down: nothing of the first person stays, and the log-in page begins anew. */
export async function handOver(): Promise<void> {
  const drafts = draftPrefix();
  session.set(undefined);
  sessionStorage.clear();
  // Told and not waited for: whoever leaves must get out, and what stays on the disk is sealed under a key that goes with them.
  await deleteDrafts(drafts).catch(reportError);
  setDraftKey(undefined);
  location.assign('/login');
}

/** The names of this person's drafts at this facility begin so. */
export const draftPrefix = (): string => `draft:${session.get()?.facility.id}:${session.get()?.user.id}:`;

function accept(answer: Pick<RefreshAnswer, 'accessToken' | 'draftKey' | 'session'>): void {
  accessToken = answer.accessToken;
  setDraftKey(answer.draftKey);
  learnServerTime(answer.session.serverTime);
  session.set(answer.session);
}
