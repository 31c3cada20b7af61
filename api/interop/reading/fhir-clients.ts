import { auditSubject, write, type Ctx } from '../../../db/doors.ts';
import { type FhirClient, insertFhirClient, removeFhirClient } from '../../../db/stores/fhir-client-store.ts';
import { enqueueFacility } from '../../../db/stores/fhir-resource-store.ts';
import { newId } from '../../../domain/ids.ts';
import { error, type Issue } from '../../../domain/issue.ts';
import { parseScope } from '../../../domain/peers/smart-scopes.ts';
import { specialCategories } from '../../../domain/records/special-categories.ts';
import { notFound, rejected } from '../../http/errors.ts';
import { publicKeySet } from './public-key-set.ts';

export interface NewFhirClient {
  name: string;
  /** The public keys it signs with, as JSON (RFC 7517). */
  jwks: unknown;
  scopes: string[];
  permitted?: string[];
  consentRequired?: boolean;
}

/** Who may learn of an HIV infection is a closed list, and no system that reads here is on it (Luật 64/2006/QH11 art. 30). */
const PERMISSIBLE = specialCategories.filter((category) => category !== 'hiv');

/**
 * Registers a system that may read the records of this facility. From now on its closed visits are indexed, those of before by a job.
 * Refuses a name in use (409), keys that are none or not public, and scopes that would write (422).
 */
export async function addFhirClient(ctx: Ctx, input: NewFhirClient): Promise<{ id: string }> {
  const jwks = publicKeySet(input.jwks);
  const issues = [...checkClient(input), ...(Array.isArray(jwks) ? jwks : [])];
  if (issues.length > 0 || Array.isArray(jwks)) throw rejected(issues);
  const id = newId();
  await write(ctx, 'fhir-client.add', async (tx) => {
    auditSubject(tx, { objectId: id });
    const { scopes, permitted = [], consentRequired = false } = input;
    const by = { createdAt: ctx.now, createdBy: ctx.actor.userId };
    await insertFhirClient(tx, {
      id,
      facilityId: ctx.facilityId,
      name: input.name.trim(),
      jwks,
      scopes,
      permitted,
      consentRequired,
      ...by,
    });
    await enqueueFacility(tx, ctx.facilityId);
  });
  return { id };
}

function checkClient({ name, scopes, permitted = [] }: NewFhirClient): Issue[] {
  const isKnown = (category: string): boolean => (PERMISSIBLE as string[]).includes(category);
  return [
    ...(name.trim() === '' || name.length > 100 ? [error('fhir_client_name_invalid', 'name')] : []),
    ...(scopes.length === 0 ? [error('fhir_client_scope_invalid', 'scopes')] : []),
    ...scopes.flatMap((scope, i) => (parseScope(scope) === undefined ? [error('fhir_client_scope_invalid', `scopes.${i}`)] : [])),
    ...permitted.flatMap((one, i) => (isKnown(one) ? [] : [error('special_category_unknown', `permitted.${i}`)])),
  ];
}

/** Ends a registration at once: tokens that are still out are refused with the next request. */
export async function endFhirClient(ctx: Ctx, name: string): Promise<void> {
  await write(ctx, 'fhir-client.remove', async (tx) => {
    const removed = await removeFhirClient(tx, { facilityId: ctx.facilityId, name }, ctx.now);
    if (!removed) throw notFound('fhir_client_not_found');
    auditSubject(tx, { objectId: ctx.facilityId, reason: 'removed' });
  });
}

/** Rights of a client in one line, for lists. */
export const describeClient = ({ id, name, scopes, permitted, consentRequired }: FhirClient): string =>
  [name, id, scopes.join(' '), permitted.join(','), consentRequired ? 'consent required' : ''].join('  ').trimEnd();
