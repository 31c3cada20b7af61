import type { Resource } from '@medplum/fhirtypes';
import type { IdentityStrategy } from '../../db/stores/destination-store.ts';
import type { FhirLink } from '../../db/stores/fhir-link-store.ts';
import { identityOf, type Outgoing, referencesIn } from './resource-identity.ts';

/** One entry to be: the resource, or the skeleton that others can refer to until it is written whole. */
export interface Step {
  item: Outgoing;
  resource: Resource;
  isWhole: boolean;
}

export interface Rules {
  strategy: IdentityStrategy;
  /** The most entries of one transaction. */
  limit: number;
  /** False: the server runs entries one by one, so none may need another of the same transaction. */
  isAtomic: boolean;
}

export type Links = ReadonlyMap<string, FhirLink>;

/**
 * The next transaction of what is still to be sent, empty when nothing is. Asked again after every answer, so that a run that was broken off goes on where it
 * stood: whatever a step refers to is at the server already or comes earlier in the same transaction. Where a visit and what hangs on it refer to each other
 * across transactions, the visit goes first without those references and is written again whole.
 */
export function planChunk(items: Outgoing[], links: Links, rules: Rules): Step[] {
  const pending = items.filter(({ id, hash }) => links.get(id)?.contentHash !== hash);
  const isGuarded = (item: Outgoing): boolean =>
    rules.strategy === 'conditional' && identityOf(item.resource.resourceType) === 'guarded' && !links.has(item.id);
  const body = pending.filter((item) => !isGuarded(item));
  if (body.length === 0) return pending.slice(0, rules.limit).map(whole);
  const ordered = inOrder(body, links);
  // It fits as it is: the server resolves every reference inside one transaction.
  if (body.length <= rules.limit && rules.isAtomic) return ordered.map(({ item }) => whole(item));
  return firstOf(ordered, links, rules);
}

const whole = (item: Outgoing): Step => ({ item, resource: item.resource, isWhole: true });

function firstOf(ordered: Step[], links: Links, { limit, isAtomic }: Rules): Step[] {
  const chunk: Step[] = [];
  for (const step of ordered) {
    const needs = new Set(referencesIn(step.resource));
    const needsNeighbour = !isAtomic && chunk.some(({ item }) => needs.has(item.id) && !links.has(item.id));
    if (chunk.length === limit || needsNeighbour) break;
    chunk.push(step);
  }
  return chunk;
}

/** Everything after what it refers to and the server does not have yet. */
function inOrder(items: Outgoing[], links: Links): Step[] {
  const byId = new Map(items.filter(({ id }) => !links.has(id)).map((item) => [item.id, item]));
  const steps = new Map(items.map((item) => [item.id, links.has(item.id) ? whole(item) : stepOf(item, byId)]));
  const ordered: Step[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const step = steps.get(id);
    if (step === undefined || seen.has(id)) return;
    seen.add(id);
    for (const needed of referencesIn(step.resource)) if (byId.has(needed)) visit(needed);
    ordered.push(step);
  };
  items.forEach(({ id }) => visit(id));
  return ordered;
}

/** A visit without the elements that refer to what refers to the visit. */
function stepOf(item: Outgoing, unknown: ReadonlyMap<string, Outgoing>): Step {
  if (item.resource.resourceType !== 'Encounter') return whole(item);
  const waiting = new Set([...unknown.keys()].filter((id) => id !== item.id && reaches(id, item.id, unknown)));
  const kept = Object.entries(item.resource).filter(([, value]) => !referencesIn(value).some((id) => waiting.has(id)));
  if (kept.length === Object.keys(item.resource).length) return whole(item);
  return { item, resource: Object.fromEntries(kept) as unknown as Resource, isWhole: false };
}

function reaches(from: string, to: string, items: ReadonlyMap<string, Outgoing>, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (items.get(from)?.refersTo ?? []).some((next) => reaches(next, to, items, seen));
}
