import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { type Destination, type IdentityStrategy, insertDestination } from '../../db/stores/destination-store.ts';
import { newId } from '../../domain/ids.ts';
import { error, errorsOf, type Issue } from '../../domain/issue.ts';
import { specialCategories } from '../../domain/records/special-categories.ts';
import { defaultFamily, findSystemFamily } from '../../fhir-mappings/code-systems.ts';
import { checkAddress } from '../http/check-address.ts';
import { rejected } from '../http/errors.ts';
import type { Secrets } from '../secrets.ts';
import { type Credentials, sealCredentials } from './credentials.ts';
import { type KeyAlgorithm, newSigningKey, readSigningKey } from './signing-keys.ts';

/** How we show who we are. Without a key of its own, one is made here and never leaves. */
export type NewCredentials =
  | { kind: 'bearer'; token: string }
  | { kind: 'client-secret'; tokenUrl: string; clientId: string; scope?: string; secret: string }
  | { kind: 'private-key'; tokenUrl: string; clientId: string; scope?: string; algorithm: KeyAlgorithm; keyPem?: string; keyId?: string };

export interface NewDestination {
  name: string;
  /** Base of the FHIR server; only configured hosts are ever contacted. */
  baseUrl: string;
  /** Name of a family of code systems; the community guide unless told. */
  systemFamily?: string;
  /** Kept encrypted. */
  credentials?: NewCredentials;
  /** How its resources are named there; unless told, its CapabilityStatement decides. */
  strategy?: IdentityStrategy;
  /** The most entries of one transaction. */
  entryLimit?: number;
  /** Special categories of a record that it may be told of. */
  permitted?: string[];
  /** It gets nothing of a person who has not said yes. */
  consentRequired?: boolean;
}

/** Who may learn of an HIV infection is a closed list, and a FHIR server is not on it (Luật 64/2006/QH11 art. 30). */
const PERMISSIBLE = specialCategories.filter((category) => category !== 'hiv');

/** What a system that writes needs. Source: SMART App Launch 2.0, scopes */
const DEFAULT_SCOPE = 'system/*.cruds';

/** Adds the health book: every visit that a facility decided to send there leaves through its account at the insurer's gateway. Refuses a name in use (409). */
export async function addHealthBook(ctx: Ctx, name: string, consentRequired: boolean): Promise<{ id: string }> {
  return await addByAccount(ctx, { kind: 'health-book', name, permitted: [], consentRequired });
}

/** Adds the hub of the ministry, which gets health checks through the account of each facility. Refuses a name in use (409). */
export async function addHealthCheckHub(
  ctx: Ctx,
  hub: { name: string; permitted: string[]; consentRequired: boolean },
): Promise<{ id: string }> {
  return await addByAccount(ctx, { kind: 'health-check-hub', ...hub });
}

/** A destination whose address is a matter of each facility's account. */
async function addByAccount(
  ctx: Ctx,
  { kind, name, permitted, consentRequired }: Pick<Destination, 'kind' | 'name' | 'permitted' | 'consentRequired'>,
): Promise<{ id: string }> {
  const issues = [...checkName(name), ...checkPermitted(permitted)];
  if (issues.length > 0) throw rejected(issues);
  const id = newId();
  await write(ctx, 'destination.add', async (tx) => {
    auditSubject(tx, { objectId: id });
    const named = { name: name.trim(), kind, baseUrl: '', systemFamily: defaultFamily.name };
    await insertDestination(tx, { id, ...named, credentials: null, strategy: null, entryLimit: null, permitted, consentRequired });
  });
  return { id };
}

const checkName = (name: string): Issue[] => (name.trim() === '' || name.length > 100 ? [error('destination_name_invalid', 'name')] : []);

const checkPermitted = (permitted: string[]): Issue[] =>
  permitted.flatMap((one) => (PERMISSIBLE.some((known) => known === one) ? [] : [error('special_category_unknown', 'permitted')]));

/**
 * Adds a FHIR server that every closed visit is sent to from now on. Answers the id and warnings; refuses a name in use (409)
 * and an address that is none (422).
 */
export async function addDestination(ctx: Ctx, secrets: Secrets, input: NewDestination): Promise<{ id: string; warnings: Issue[] }> {
  const issues = checkDestination(input);
  const errors = errorsOf(issues);
  if (errors.length > 0) throw rejected(errors);
  const { name, systemFamily = defaultFamily.name, strategy = null, entryLimit = null } = input;
  const id = newId();
  const clear = input.credentials === undefined ? undefined : completed(input.credentials);
  const credentials = clear === undefined ? null : sealCredentials(secrets, id, clear);
  await write(ctx, 'destination.add', async (tx) => {
    auditSubject(tx, { objectId: id });
    const baseUrl = withoutSlash(input.baseUrl);
    const { permitted = [], consentRequired = false } = input;
    const named = { name: name.trim(), kind: 'fhir' as const, baseUrl, systemFamily };
    await insertDestination(tx, { id, ...named, credentials, strategy, entryLimit, permitted, consentRequired });
  });
  return { id, warnings: issues };
}

function completed(given: NewCredentials): Credentials {
  if (given.kind === 'bearer') return given;
  const scope = given.scope ?? DEFAULT_SCOPE;
  if (given.kind === 'client-secret') return { ...given, scope };
  const { kind, tokenUrl, clientId, algorithm, keyPem, keyId } = given;
  const key = keyPem === undefined ? newSigningKey(algorithm) : readSigningKey(keyPem, algorithm, keyId);
  if (key === undefined) throw rejected([error('destination_key_invalid', 'credentials.keyPem')]);
  return { kind, tokenUrl, clientId, scope, keys: [key] };
}

/** What is wrong with a destination before it is stored; a warning where records would travel readable. */
export function checkDestination({ name, baseUrl, systemFamily, credentials, entryLimit, permitted = [] }: NewDestination): Issue[] {
  return [
    ...checkName(name),
    ...checkAddress(baseUrl, 'baseUrl'),
    ...(systemFamily !== undefined && findSystemFamily(systemFamily) === undefined ? [error('fhir_family_unknown', 'systemFamily')] : []),
    ...(entryLimit !== undefined && !(Number.isInteger(entryLimit) && entryLimit > 0) ? [error('entry_limit_invalid', 'entryLimit')] : []),
    ...checkPermitted(permitted),
    ...(credentials === undefined ? [] : checkCredentials(credentials)),
  ];
}

function checkCredentials(credentials: NewCredentials): Issue[] {
  // A header is one line of visible ASCII (RFC 6750 §2.1).
  if (credentials.kind === 'bearer')
    return /^[A-Za-z0-9._~+/=-]+$/.test(credentials.token) ? [] : [error('bearer_token_invalid', 'credentials.token')];
  return [
    ...checkAddress(credentials.tokenUrl, 'credentials.tokenUrl'),
    ...(credentials.clientId.trim() === '' ? [error('client_id_missing', 'credentials.clientId')] : []),
    ...(credentials.kind === 'client-secret' && credentials.secret === '' ? [error('client_secret_missing', 'credentials.secret')] : []),
  ];
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
