import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import type { IdentityStrategy } from '../../db/stores/destination-store.ts';
import type { FhirLink } from '../../db/stores/fhir-link-store.ts';
import { error } from '../../domain/issue.ts';
import { chunkBundle } from './chunk-bundle.ts';
import type { AnswerClass, EntryAnswer, SendResult } from './classify-answer.ts';
import { planChunk, type Links, type Step } from './plan-chunk.ts';
import type { Outgoing } from './resource-identity.ts';
import { askPeer, type Peer, sendBundle } from './send-bundle.ts';

/** What a run learnt: kept before the next request leaves, so that a run that is broken off goes on from here. */
export interface Learnt {
  saved: FhirLink[];
  forgotten: string[];
  entryLimit?: number;
}

export interface Run {
  peer: Peer;
  strategy: IdentityStrategy;
  entryLimit: number | null;
  /** False: the server was seen to run transactions as batches. */
  isAtomic: boolean;
  items: Outgoing[];
  links: Links;
  keep(learnt: Learnt): Promise<void>;
  /** Told before and after everything that a broken-off run could lie between. */
  onStep?: (step: string) => Promise<void>;
}

/**
 * Sends what the destination does not hold yet, one transaction after the other, and keeps what it answered after each. At least once, and seen once: a
 * repeated entry finds the resource of the first time. Never throws for anything the network or the peer does.
 * Source: docs/decisions/0015-fhir-sending.md
 */
export async function sendResources(run: Run): Promise<SendResult> {
  const links = new Map(run.links);
  let limit = run.entryLimit ?? Number.POSITIVE_INFINITY;
  let isStale = false;
  for (;;) {
    const chunk = planChunk(run.items, links, { strategy: run.strategy, limit, isAtomic: run.isAtomic });
    if (chunk.length === 0) return { class: 'delivered', issues: [] };
    const { result, learnt } = await sendChunk(run, chunk, links);
    const isHalved = result.class === 'size' && chunk.length > 1;
    if (isHalved) limit = Math.floor(chunk.length / 2);
    await keep(run, links, { ...learnt, ...(isHalved ? { entryLimit: limit } : {}) });
    const startsOver: boolean = result.class === 'stale' && learnt.forgotten.length > 0 && !isStale;
    isStale ||= startsOver;
    const goesOn = result.class === 'delivered' || isHalved || startsOver;
    if (!goesOn) return { ...result, class: endClass(result.class) };
  }
}

/** Nothing we knew was gone: then the server does not take our ids, or does not know the type. */
const endClass = (kind: AnswerClass): AnswerClass => (kind === 'stale' ? 'configuration' : kind);

async function keep(run: Run, links: Map<string, FhirLink>, learnt: Learnt): Promise<void> {
  learnt.forgotten.forEach((id) => links.delete(id));
  learnt.saved.forEach((link) => links.set(link.resourceId, link));
  await run.keep(learnt);
  await run.onStep?.('kept');
}

async function sendChunk(run: Run, chunk: Step[], links: Links): Promise<{ result: SendResult; learnt: Learnt }> {
  const bundle = chunkBundle(chunk, links, run.strategy);
  await run.onStep?.('sending');
  const { entries, ...result } = await sendBundle(run.peer, bundle);
  await run.onStep?.('answered');
  const saved: FhirLink[] = [];
  for (const [i, step] of chunk.entries()) {
    const entry = entries?.[i] ?? { class: result.class };
    if (entry.class !== 'delivered') continue;
    const serverId = await placeOf(run, step, { entry, sent: bundle.entry?.[i], link: links.get(step.item.id) });
    if (serverId === undefined) return { result: incomplete(result), learnt: { saved, forgotten: [] } };
    saved.push(linkOf(step, serverId, entry));
  }
  return { result, learnt: { saved, forgotten: forgottenOf(run, chunk, { links, entries, result }) } };
}

const incomplete = ({ httpStatus }: SendResult): SendResult => ({
  class: 'transport',
  ...(httpStatus === undefined ? {} : { httpStatus }),
  issues: [error('fhir_answer_incomplete', '')],
});

const linkOf = ({ item, isWhole }: Step, serverId: string, { versionId }: EntryAnswer): FhirLink => ({
  resourceId: item.id,
  resourceType: item.resource.resourceType,
  serverId,
  versionId: versionId ?? null,
  contentHash: isWhole ? item.hash : null,
});

/** Under our id, under the one we knew, or where the answer says; a server that does not say is asked. */
async function placeOf(
  { peer, strategy }: Run,
  { item }: Step,
  { entry, sent, link }: { entry: EntryAnswer; sent: BundleEntry | undefined; link: FhirLink | undefined },
): Promise<string | undefined> {
  if (strategy === 'client-ids') return item.id;
  const known = entry.serverId ?? link?.serverId;
  if (known !== undefined || sent?.request === undefined) return known;
  const { url = '', ifNoneExist } = sent.request;
  const found = await askPeer(peer, ifNoneExist === undefined ? url : `${url}?${ifNoneExist}`);
  if ('class' in found || found.status !== 200) return undefined;
  const hits = (found.body as Bundle | undefined)?.entry ?? [];
  return hits.length === 1 ? hits[0]?.resource?.id : undefined;
}

/**
 * Ids that a conflict throws doubt on: they are looked up again by identifier. Where a resource is gone, so may others be, and those that stayed refer to it by an
 * id that is no more: then everything of the run is looked up and sent again.
 */
function forgottenOf(
  { strategy, items }: Run,
  chunk: Step[],
  { links, entries, result }: { links: Links; entries: EntryAnswer[] | undefined; result: SendResult },
): string[] {
  if (strategy === 'client-ids') return [];
  const isKnown = ({ id }: Outgoing): boolean => links.has(id);
  const kinds = chunk.map(({ item }, i) => (isKnown(item) ? (entries?.[i] ?? result).class : undefined));
  if (kinds.includes('stale')) return items.filter(isKnown).map(({ id }) => id);
  return chunk.flatMap(({ item }, i) => (kinds[i] === 'conflict' ? [item.id] : []));
}
