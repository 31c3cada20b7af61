import { auditSubject, read, write, type Ctx } from '../../../db/doors.ts';
import { findHubAccount, insertHubAccount, removeHubAccount, type StoredHubAccount } from '../../../db/stores/hub-account-store.ts';
import { newId } from '../../../domain/ids.ts';
import { error, errorsOf, type Issue } from '../../../domain/issue.ts';
import { checkAddress } from '../../http/check-address.ts';
import type { Services } from '../../http/context.ts';
import { notFound, rejected } from '../../http/errors.ts';
import { seal, unseal } from '../../http/seal.ts';
import type { Secrets } from '../../secrets.ts';
import type { Hub } from './hub.ts';
import { type HubAccount, hubClient } from './hub-client.ts';

export interface NewHubAccount extends HubAccount {
  /** Whom the envelope names as the one who gets it; said by the ministry with the account. */
  receiverCode: string;
}

/** Sets the account of a facility in place of an earlier one. The password is sealed and never shown again. */
export async function setHubAccount(ctx: Ctx, secrets: Secrets, input: NewHubAccount): Promise<{ warnings: Issue[] }> {
  const issues = checkAccount(input);
  if (errorsOf(issues).length > 0) throw rejected(errorsOf(issues));
  const id = newId();
  await write(ctx, 'hub.account.set', async (tx) => {
    auditSubject(tx, { objectId: id });
    await removeHubAccount(tx, ctx.facilityId, ctx.now);
    await insertHubAccount(tx, {
      facilityId: ctx.facilityId,
      id,
      baseUrl: input.baseUrl.replace(/\/+$/, ''),
      username: input.username.trim(),
      password: seal(secrets, id, input.password),
      receiverCode: input.receiverCode.trim(),
    });
  });
  return { warnings: issues };
}

/** Ends the account: from now on the simulator answers. 404 when there is none. */
export async function endHubAccount(ctx: Ctx): Promise<void> {
  await write(ctx, 'hub.account.remove', async (tx) => {
    if (!(await removeHubAccount(tx, ctx.facilityId, ctx.now))) throw notFound('hub_account_not_found');
    auditSubject(tx, { objectId: ctx.facilityId });
  });
}

/** The account of the facility, or undefined while the simulator answers. */
export const hubAccountOf = async (ctx: Ctx): Promise<StoredHubAccount | undefined> =>
  await read(ctx, async (tx) => await findHubAccount(tx, ctx.facilityId));

/** One client an account in a process, so that its token is shared; another account is another row. */
const clients = new WeakMap<Services, Map<string, Hub>>();

export function clientOf(services: Services, { id, baseUrl, username, password }: StoredHubAccount): Hub {
  const known = clients.get(services) ?? new Map<string, Hub>();
  clients.set(services, known);
  const client = known.get(id) ?? hubClient({ baseUrl, username, password: unseal(services.secrets, id, password) });
  known.set(id, client);
  return client;
}

function checkAccount({ baseUrl, username, password, receiverCode }: NewHubAccount): Issue[] {
  const missing = Object.entries({ username, password, receiverCode }).filter(([, value]) => value.trim() === '');
  return [...checkAddress(baseUrl, 'baseUrl'), ...missing.map(([name]) => error('hub_account_incomplete', name))];
}
