import type { Resource } from '@medplum/fhirtypes';
import { auditSubject, read, readSnapshot, write, type AuditSubject, type Ctx } from '../../db/doors.ts';
import { type Destination, type IdentityStrategy, updateDestination } from '../../db/stores/destination-store.ts';
import { forgetLinks, listLinks, saveLinks } from '../../db/stores/fhir-link-store.ts';
import { findFacility } from '../../db/stores/facility-store.ts';
import { extendLease } from '../../db/stores/outbox-lease-store.ts';
import { findDeliveredHashes, type OutboxRow, SENT_AGAIN } from '../../db/stores/outbox-store.ts';
import { readReplaced } from '../../db/views/clinical-person-view.ts';
import { error, errorsOf } from '../../domain/issue.ts';
import { checkBundle } from '../../fhir-mappings/check-bundle.ts';
import { isWithheld } from '../../fhir-mappings/check-export.ts';
import { findSystemFamily } from '../../fhir-mappings/code-systems.ts';
import { replacedPatientToFhir } from '../../fhir-mappings/patient-to-fhir.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import type { Services } from '../http/context.ts';
import type { SendResult } from './classify-answer.ts';
import { contentHash } from './content-hash.ts';
import { peerOf } from './credentials.ts';
import { sendToHub } from './hub/send-to-hub.ts';
import type { AttemptClass } from './next-try.ts';
import { type OutgoingVisit, readOutgoings } from './outgoing-visit.ts';
import { firstLimit, probePeer } from './probe-peer.ts';
import { outgoingOf, referencesIn } from './resource-identity.ts';
import type { Peer } from './send-bundle.ts';
import { type Learnt, sendResources } from './send-resources.ts';
import { sendToHealthBook } from './send-to-health-book.ts';

/** Longer than the longest wait for an answer; renewed after each. */
const LEASE_SECONDS = 120;
/** As many as are kept of a server's answer. */
const MOST_ISSUES = 20;

export interface Waiting {
  message: OutboxRow;
  /** Undefined when it was removed meanwhile. */
  destination: Destination | undefined;
}

export interface StepOptions {
  /** Told before and after everything that a broken-off run could lie between. */
  onStep?: (step: string) => Promise<void>;
}

/** Whom an entry of the audit about this message names. */
export const subjectOf = ({ id, patientId, encounterId }: OutboxRow): AuditSubject => ({
  patientId,
  objectId: id,
  ...(encounterId === null ? {} : { encounterId }),
});

export const secondsAfter = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Until when a sender who was heard of now is taken to be alive. */
export const leaseEnd = (at: string): string => secondsAfter(at, LEASE_SECONDS);

/** What one try came to. */
export type Attempt = Omit<SendResult, 'class' | 'entries'> & {
  class: AttemptClass;
  contentHash?: string;
  /** Why the facility must not send there until somebody has looked. */
  hold?: string;
};

/** What messages tell, by encounter. */
export type Contents = Map<string, OutgoingVisit & { deliveredHash: string | undefined }>;

/**
 * Reads the visit of a message as it is now, unless it was read with others a moment ago, and sends what the destination does not hold of it. What keeps it
 * from leaving is an answer too.
 */
export async function sendMessage(
  services: Services,
  ctx: Ctx,
  { message, destination, contents, onStep }: Waiting & StepOptions & { contents?: Contents },
): Promise<Attempt> {
  if (destination === undefined) return { class: 'data', issues: [error('fhir_destination_removed', '')] };
  if (destination.kind === 'health-book') return await sendToHealthBook(services, ctx, { message, destination });
  if (destination.kind === 'health-check-hub') return await sendToHub(services, ctx, { message, destination });
  const prepared = await prepare(ctx, message, destination, contents);
  if ('class' in prepared) return prepared;
  const { resources, deliveredHash } = prepared;
  const hash = contentHash(resources);
  if (hash === deliveredHash && message.topic !== SENT_AGAIN) return { class: 'unchanged', issues: [], contentHash: hash };
  const steps = onStep === undefined ? {} : { onStep };
  return { ...(await sendTo(services, ctx, { message, destination, resources, ...steps })), contentHash: hash };
}

type Prepared = { resources: Resource[]; deliveredHash: string | undefined };

/** What the visits of messages to one destination tell, in one snapshot; those that are open are not in it. */
export async function readContents(ctx: Ctx, destination: Destination, encounterIds: string[]): Promise<Contents> {
  return await readSnapshot(ctx, async (tx) => {
    const outgoing = await readOutgoings(tx, destination, ctx.facilityId, encounterIds);
    const place = { facilityId: ctx.facilityId, destinationId: destination.id };
    const hashes = await findDeliveredHashes(tx, place, encounterIds);
    return new Map([...outgoing].map(([id, visit]) => [id, { ...visit, deliveredHash: hashes.get(id) ?? undefined }]));
  });
}

/** What the message tells; what keeps it here is an answer. */
async function prepare(ctx: Ctx, message: OutboxRow, destination: Destination, contents?: Contents): Promise<Prepared | Attempt> {
  const { encounterId } = message;
  if (encounterId === null) return { resources: await readReplacement(ctx, message), deliveredHash: undefined };
  const read = (contents ?? (await readContents(ctx, destination, [encounterId]))).get(encounterId);
  // Reopened since: closing it again puts a new message in line.
  if (read === undefined) return { class: 'data', issues: [error('fhir_visit_not_closed', '')] };
  const { visit, clinical, held, unfit, deliveredHash } = read;
  if (held.length > 0) return { class: 'withheld', issues: held };
  if (unfit.length > 0) return { class: isWithheld(unfit) ? 'withheld' : 'data', issues: unfit };
  const family = findSystemFamily(destination.systemFamily);
  if (family === undefined) return { class: 'configuration', issues: [error('fhir_family_unknown', 'systemFamily')] };
  const bundle = visitToBundle(visit, family, clinical);
  // A fault that we can find at home never costs a refused message.
  const faults = checkBundle(bundle, visit, clinical);
  if (faults.length > 0) return { class: 'data', issues: faults.slice(0, MOST_ISSUES) };
  return { resources: (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []), deliveredHash };
}

/** A merged record as others are to see it; nothing when the merge was undone meanwhile. */
async function readReplacement(ctx: Ctx, { facilityId, patientId, replacedPatientId }: OutboxRow): Promise<Resource[]> {
  return await read(ctx, async (tx) => {
    const facility = await findFacility(tx, facilityId);
    const replaced = (await readReplaced(tx, facilityId, [patientId])).find(({ id }) => id === replacedPatientId);
    if (facility === undefined || replaced === undefined) return [];
    return [replacedPatientToFhir(replaced, { facility, patient: { id: patientId } })];
  });
}

async function sendTo(
  services: Services,
  ctx: Ctx,
  { message, destination, resources, ...options }: Waiting & StepOptions & { destination: Destination; resources: Resource[] },
): Promise<SendResult> {
  const peer = peerOf(services, destination);
  const named = await namedBy(ctx, peer, destination);
  if ('class' in named) return named;
  const items = outgoingOf(resources);
  const ids = [...items.map(({ id }) => id), ...items.flatMap(({ resource }) => referencesIn(resource))];
  const links = await read(ctx, async (tx) => await listLinks(tx, message, message.topic === SENT_AGAIN ? [] : ids));
  const keep = async (learnt: Learnt): Promise<void> => await keepLearnt({ ...ctx, now: services.now().toISOString() }, message, learnt);
  return await sendResources({ ...named, peer, isAtomic: destination.atomic !== false, items, links, keep, ...options });
}

/** How the destination names resources: as configured, else as it says itself, which is kept. */
async function namedBy(
  ctx: Ctx,
  peer: Peer,
  destination: Destination,
): Promise<{ strategy: IdentityStrategy; entryLimit: number | null } | SendResult> {
  const { strategy } = destination;
  if (strategy !== null) return { strategy, entryLimit: firstLimit(strategy, destination) };
  const fit = await probePeer(peer);
  if ('class' in fit) return fit;
  const errors = errorsOf(fit.issues);
  if (errors.length > 0) return { class: 'configuration', issues: errors };
  await write(ctx, 'destination.learn', async (tx) => {
    auditSubject(tx, { objectId: destination.id });
    await updateDestination(tx, destination.id, { strategy: fit.strategy });
  });
  return { strategy: fit.strategy, entryLimit: firstLimit(fit.strategy, destination) };
}

async function keepLearnt(ctx: Ctx, message: OutboxRow, { saved, forgotten, entryLimit }: Learnt): Promise<void> {
  await write(ctx, 'outbox.links', async (tx) => {
    auditSubject(tx, subjectOf(message));
    if (forgotten.length > 0) await forgetLinks(tx, message, forgotten);
    await saveLinks(tx, message, saved, ctx.now);
    if (entryLimit !== undefined) await updateDestination(tx, message.destinationId, { entryLimit });
    await extendLease(tx, message, leaseEnd(ctx.now));
  });
}
