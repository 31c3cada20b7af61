import type { Identifier, Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import { auditSubject, read, readSnapshot, write, type Ctx } from '../../../db/doors.ts';
import { listFacilityIds } from '../../../db/stores/facility-store.ts';
import { findReadFacilities } from '../../../db/stores/fhir-client-store.ts';
import { enqueueFacility, type IndexedResource, listToIndex, lockIndex, saveResources } from '../../../db/stores/fhir-resource-store.ts';
import { specialCategoriesOf } from '../../../domain/records/special-categories.ts';
import { isOfPerson, isReadable } from '../../../fhir-mappings/readable-types.ts';
import type { Services } from '../../http/context.ts';
import { makeRoom } from '../../http/desk-activity.ts';
import { systemCtx } from '../../http/system-context.ts';
import { contentHash } from '../content-hash.ts';
import { patientResourceId } from '../resend-patient.ts';
import { readVisitContents, type VisitContent } from './visit-contents.ts';

const Visit = z.object({ facilityId: z.uuid(), encounterId: z.uuid() });
const Facility = z.object({ facilityId: z.uuid(), closedSince: z.iso.datetime().optional() });

/** How long after its closing a visit still changes: drugs are handed over, bills are paid, the portal answers. */
const LOOK_BACK_DAYS = 10;

const PAGE = 50;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The background job: a visit was closed or somebody in it changed; others find it as it is now. */
export async function indexVisit(services: Services, payload: unknown): Promise<void> {
  const { facilityId, encounterId } = Visit.parse(payload);
  await indexVisits(services, systemCtx(services, facilityId), [encounterId]);
}

/**
 * The background job of every hour: what changed about a visit after it was closed is found by looking again, so that no desk has to think of who reads.
 * Each facility in the line of its own indexing.
 */
export async function indexRecent(services: Services): Promise<void> {
  const closedSince = new Date(services.now().getTime() - LOOK_BACK_DAYS * 86_400_000).toISOString();
  for (const facilityId of await findReadFacilities(services.db, await listFacilityIds(services.db)))
    await write(systemCtx(services, facilityId), 'fhir.index-recent', async (tx) => {
      auditSubject(tx, { objectId: facilityId });
      await enqueueFacility(tx, facilityId, closedSince);
    });
}

/**
 * The background job: the closed visits from before somebody read here, or those closed since then once more. Broken off, the first goes on with those that
 * are not indexed yet.
 */
export async function indexFacility(services: Services, payload: unknown, job: { signal?: AbortSignal | undefined } = {}): Promise<void> {
  const { facilityId, closedSince } = Facility.parse(payload);
  const ctx = systemCtx(services, facilityId);
  for (let after = BEFORE_ALL; ;) {
    job.signal?.throwIfAborted();
    const page = await read(ctx, async (tx) => await listToIndex(tx, facilityId, { after, limit: PAGE, closedSince }));
    if (page.length > 0) await indexVisits(services, ctx, page);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    await makeRoom();
  }
}

/** Notes of which resources these visits consist, and when each came to be as it is. What may not leave is not noted. */
export async function indexVisits(services: Services, ctx: Ctx, encounterIds: string[]): Promise<void> {
  const contents = await readSnapshot(ctx, async (tx) => await readVisitContents(tx, ctx.facilityId, encounterIds));
  await write(ctx, 'fhir.index', async (tx) => {
    auditSubject(tx, encounterIds.length === 1 ? { encounterId: encounterIds[0] ?? '' } : { objectId: ctx.facilityId });
    await lockIndex(tx, ctx.facilityId);
    const at = services.now().toISOString();
    await saveResources(tx, { facilityId: ctx.facilityId, encounterIds, at }, entriesOfAll([...contents.values()]));
  });
}

/** What several of the visits share stands once, from the last of those that tell least. */
function entriesOfAll(contents: VisitContent[]): IndexedResource[] {
  const byId = new Map<string, IndexedResource>();
  for (const entry of contents.flatMap(entriesOf))
    if (entry.special <= (byId.get(entry.id)?.special ?? entry.special)) byId.set(entry.id, entry);
  return [...byId.values()];
}

function entriesOf({ visit, clinical, resources }: VisitContent): IndexedResource[] {
  const special = specialCategoriesOf(visit, clinical).length;
  const subjectId = patientResourceId(visit.facility.id, visit.patient.id);
  return [...resources].flatMap(([id, resource]) => {
    const { resourceType } = resource;
    if (!isReadable(resourceType)) return [];
    const about = isOfPerson(resourceType) ? subjectId : null;
    const entry = { id, resourceType, subjectId: about, encounterId: visit.encounter.id, special };
    return [{ ...entry, digest: digestOf(resource), identifiers: identifiersOf(resource) }];
  });
}

/** Names a content: the version of a resource, as others see it. */
export const digestOf = (resource: Resource): string => contentHash(resource).slice(0, 16);

function identifiersOf(resource: Resource): IndexedResource['identifiers'] {
  const given = (resource as { identifier?: Identifier | Identifier[] }).identifier ?? [];
  return [given].flat().flatMap(({ system = '', value }) => (value === undefined ? [] : [{ system, value }]));
}
