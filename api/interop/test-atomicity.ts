import { randomUUID } from 'node:crypto';
import type { Bundle, Organization } from '@medplum/fhirtypes';
import type { IdentityStrategy } from '../../db/stores/destination-store.ts';
import type { SendResult } from './classify-answer.ts';
import { RESOURCE_SYSTEM } from './resource-identity.ts';
import { askPeer, type Peer, sendBundle } from './send-bundle.ts';

/**
 * Whether a transaction that fails in its second entry leaves the first one behind: a server may announce transactions and run batches. Sends one marked
 * organization of no facility and takes it away again. Undefined when the server could not be asked.
 */
export async function testAtomicity(peer: Peer, strategy: IdentityStrategy): Promise<boolean | undefined> {
  const id = randomUUID();
  const answer = await sendBundle(peer, failingBundle(id, strategy));
  if (NOT_ASKED.has(answer.class)) return undefined;
  const query = `Organization?identifier=${encodeURIComponent(`${RESOURCE_SYSTEM}|${id}`)}`;
  const found = await askPeer(peer, query);
  if ('class' in found || found.status !== 200) return undefined;
  const left = ((found.body as Bundle | undefined)?.entry ?? []).flatMap(({ resource }) => resource?.id ?? []);
  for (const serverId of left) await askPeer(peer, `Organization/${serverId}`, { method: 'DELETE' });
  return left.length === 0;
}

/** Nobody looked at the entries. */
const NOT_ASKED = new Set<SendResult['class']>(['transport', 'throttle', 'auth', 'forbidden']);

function failingBundle(id: string, strategy: IdentityStrategy): Bundle {
  const resource: Organization = {
    resourceType: 'Organization',
    identifier: [{ system: RESOURCE_SYSTEM, value: id }],
    active: false,
    name: 'Hoa Ban HIS: self-test, may be deleted',
  };
  const first =
    strategy === 'client-ids'
      ? { resource: { ...resource, id }, request: { method: 'PUT' as const, url: `Organization/${id}` } }
      : { resource, request: { method: 'POST' as const, url: 'Organization' } };
  // Address and id differ, which no server takes.
  const second = {
    resource: { resourceType: 'Organization' as const, id: randomUUID(), name: resource.name ?? '' },
    request: { method: 'PUT' as const, url: `Organization/${randomUUID()}` },
  };
  return { resourceType: 'Bundle', type: 'transaction', entry: [first, second] };
}
