import { auditSubject, write, type Ctx } from '../../db/doors.ts';
import { type IdentityStrategy, insertDestination } from '../../db/stores/destination-store.ts';
import { newId } from '../../domain/ids.ts';
import { error, errorsOf, type Issue, warning } from '../../domain/issue.ts';
import { defaultFamily, findSystemFamily } from '../../fhir-mappings/code-systems.ts';
import { rejected } from '../http/errors.ts';
import type { Secrets } from '../secrets.ts';
import { seal } from '../http/seal.ts';

export interface NewDestination {
  name: string;
  /** Base of the FHIR server; only configured hosts are ever contacted. */
  baseUrl: string;
  /** Name of a family of code systems; the community guide unless told. */
  systemFamily?: string;
  /** Kept encrypted. */
  bearerToken?: string;
  /** How its resources are named there; unless told, its CapabilityStatement decides. */
  strategy?: IdentityStrategy;
  /** The most entries of one transaction. */
  entryLimit?: number;
}

/**
 * Adds a FHIR server that every closed visit is sent to from now on. Answers the id and warnings; refuses a name in use (409)
 * and an address that is none (422).
 */
export async function addDestination(ctx: Ctx, secrets: Secrets, input: NewDestination): Promise<{ id: string; warnings: Issue[] }> {
  const issues = checkDestination(input);
  const errors = errorsOf(issues);
  if (errors.length > 0) throw rejected(errors);
  const { name, systemFamily = defaultFamily.name, bearerToken } = input;
  const id = newId();
  const credentials = bearerToken === undefined ? null : seal(secrets, id, bearerToken);
  await write(ctx, 'destination.add', async (tx) => {
    auditSubject(tx, { objectId: id });
    const named = { strategy: input.strategy ?? null, entryLimit: input.entryLimit ?? null };
    const kind = 'fhir';
    await insertDestination(tx, { id, name: name.trim(), kind, baseUrl: withoutSlash(input.baseUrl), systemFamily, credentials, ...named });
  });
  return { id, warnings: issues };
}

/** What is wrong with a destination before it is stored; a warning where records would travel readable. */
export function checkDestination({ name, baseUrl, systemFamily, bearerToken }: NewDestination): Issue[] {
  return [
    ...(name.trim() === '' || name.length > 100 ? [error('destination_name_invalid', 'name')] : []),
    ...checkBaseUrl(baseUrl),
    ...(systemFamily !== undefined && findSystemFamily(systemFamily) === undefined ? [error('fhir_family_unknown', 'systemFamily')] : []),
    // A header is one line of visible ASCII (RFC 6750 §2.1).
    ...(bearerToken !== undefined && !/^[A-Za-z0-9._~+/=-]+$/.test(bearerToken) ? [error('bearer_token_invalid', 'bearerToken')] : []),
  ];
}

function checkBaseUrl(text: string): Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return [error('base_url_invalid', 'baseUrl')];
  // A password in an address ends in logs; a query or fragment would end in the middle of every request.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return [error('base_url_invalid', 'baseUrl')];
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && !isLocal ? [warning('base_url_unencrypted', 'baseUrl')] : [];
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
