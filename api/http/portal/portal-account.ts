import { createHash } from 'node:crypto';
import { auditSubject, read, write, type Ctx } from '../../../db/doors.ts';
import {
  findPortalAccount,
  insertPortalAccount,
  removePortalAccount,
  type StoredPortalAccount,
} from '../../../db/stores/portal-account-store.ts';
import { localDay } from '../../../domain/dates.ts';
import { newId } from '../../../domain/ids.ts';
import { error, type Issue } from '../../../domain/issue.ts';
import { checkAddress } from '../check-address.ts';
import type { Services } from '../context.ts';
import { notFound, rejected } from '../errors.ts';
import { seal, unseal } from '../seal.ts';
import type { Secrets } from '../../secrets.ts';
import type { Portal } from './portal.ts';
import { portalClient } from './portal-client.ts';
import { portalSimulator } from './portal-simulator.ts';

export interface NewPortalAccount {
  baseUrl: string;
  username: string;
  password: string;
  officerName: string;
  /** Identity number of the officer who asks, registered with the insurer. */
  officerNumber: string;
}

/** Sets the account of a facility in place of an earlier one. What is secret is sealed and never shown again. */
export async function setPortalAccount(ctx: Ctx, secrets: Secrets, input: NewPortalAccount): Promise<{ warnings: Issue[] }> {
  const issues = checkAccount(input);
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw rejected(errors);
  const id = newId();
  await write(ctx, 'portal.account.set', async (tx) => {
    auditSubject(tx, { objectId: id });
    await removePortalAccount(tx, ctx.facilityId, ctx.now);
    await insertPortalAccount(tx, {
      facilityId: ctx.facilityId,
      id,
      baseUrl: input.baseUrl.replace(/\/+$/, ''),
      username: input.username.trim(),
      passwordDigest: seal(secrets, `${id}:password`, md5(input.password)),
      officerName: input.officerName.normalize('NFC').trim(),
      officerNumber: seal(secrets, `${id}:officer`, input.officerNumber),
    });
  });
  return { warnings: issues };
}

/** What may be shown of the account; 404 when the simulator answers. */
export async function showPortalAccount(ctx: Ctx): Promise<Pick<StoredPortalAccount, 'baseUrl' | 'username' | 'officerName'>> {
  const account = await read(ctx, async (tx) => await findPortalAccount(tx, ctx.facilityId));
  if (account === undefined) throw notFound('portal_account_not_found');
  const { baseUrl, username, officerName } = account;
  return { baseUrl, username, officerName };
}

/** Ends the account: from now on the simulator answers. */
export async function endPortalAccount(ctx: Ctx): Promise<void> {
  await write(ctx, 'portal.account.remove', async (tx) => {
    if (!(await removePortalAccount(tx, ctx.facilityId, ctx.now))) throw notFound('portal_account_not_found');
    auditSubject(tx, { objectId: ctx.facilityId });
  });
}

/** Who answers for a facility: its account at the insurer, else the simulator. */
export async function portalOf(services: Services, ctx: Ctx): Promise<Portal> {
  const stored = await read(ctx, async (tx) => await findPortalAccount(tx, ctx.facilityId));
  return stored === undefined ? portalSimulator(() => localDay(services.now())) : clientOf(services, stored);
}

/** One client an account in a process, so that its token is shared; another account is another row. */
const clients = new WeakMap<Services, Map<string, Portal>>();

function clientOf(services: Services, stored: StoredPortalAccount): Portal {
  const known = clients.get(services) ?? new Map<string, Portal>();
  clients.set(services, known);
  const client =
    known.get(stored.id) ??
    portalClient(
      {
        baseUrl: stored.baseUrl,
        username: stored.username,
        passwordDigest: unseal(services.secrets, `${stored.id}:password`, stored.passwordDigest),
        officerName: stored.officerName,
        officerNumber: unseal(services.secrets, `${stored.id}:officer`, stored.officerNumber),
      },
      services.now,
    );
  known.set(stored.id, client);
  return client;
}

/** The portal's own form of a password: a weak digest, which is why it is sealed like the password itself. */
const md5 = (password: string): string => createHash('md5').update(password, 'utf8').digest('hex').toUpperCase();

function checkAccount({ baseUrl, username, password, officerName, officerNumber }: NewPortalAccount): Issue[] {
  const missing = Object.entries({ username, password, officerName }).filter(([, value]) => value.trim() === '');
  return [
    ...checkAddress(baseUrl, 'baseUrl'),
    ...missing.map(([name]) => error('portal_account_incomplete', name)),
    ...(/^\d{12}$/.test(officerNumber) ? [] : [error('portal_officer_number_malformed', 'officerNumber')]),
  ];
}
