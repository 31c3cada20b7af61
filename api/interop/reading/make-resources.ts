import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Resource } from '@medplum/fhirtypes';
import { type AccessAction, openRecords, type ReadTx } from '../../../db/doors.ts';
import { findConsents } from '../../../db/stores/consent-store.ts';
import type { FhirResourceRow } from '../../../db/stores/fhir-resource-store.ts';
import { specialCategoriesOf } from '../../../domain/records/special-categories.ts';
import { checkMayKnow } from '../may-leave.ts';
import { digestOf } from './index-visits.ts';
import type { PeerCtx } from './peer-context.ts';
import { readVisitContents, type VisitContent } from './visit-contents.ts';

/** After so many resources the desks of this process have a turn. */
const TURN = 50;

/** A resource as it is shown, and the visit it was made from. */
export interface Made {
  resource: Resource;
  content: VisitContent;
}

/**
 * The resources of these rows as they are now, in their order. What the system may not know is left out, and what is not there any more. Whose record is
 * shown is logged in the same transaction; a question that shows nobody's is logged as well.
 */
export async function makeResources(
  tx: ReadTx,
  ctx: Pick<PeerCtx, 'client' | 'facilityId'> & Parameters<typeof openRecords>[1],
  rows: readonly FhirResourceRow[],
  action: AccessAction = 'fhir.read',
): Promise<Made[]> {
  const contents = await readVisitContents(
    tx,
    ctx.facilityId,
    rows.map(({ encounterId }) => encounterId),
  );
  const known = await knowable(tx, ctx, [...contents.values()]);
  const made: (Made & { isAboutPerson: boolean })[] = [];
  for (const row of rows) {
    const content = contents.get(row.encounterId);
    const resource = content?.resources.get(row.id);
    const isAboutPerson = row.subjectId !== null;
    if (content === undefined || resource === undefined || (isAboutPerson && !known.has(row.encounterId))) continue;
    made.push({ resource: withMeta(resource, row), content, isAboutPerson });
    if (made.length % TURN === 0) await nextTurn();
  }
  await logOpenings(
    tx,
    ctx,
    made.flatMap(({ content, isAboutPerson }) => (isAboutPerson ? content : [])),
    action,
  );
  return made;
}

/** Which of the visits this system may know: the rules of what is sent. */
async function knowable(
  tx: ReadTx,
  { client, facilityId }: Pick<PeerCtx, 'client' | 'facilityId'>,
  contents: VisitContent[],
): Promise<Set<string>> {
  const patientIds = [...new Set(contents.map(({ visit }) => visit.patient.id))];
  const consents = await findConsents(tx, { facilityId, patientIds, destinationId: client.id });
  const may = contents.filter(
    ({ visit, clinical }) => checkMayKnow(client, consents.get(visit.patient.id), specialCategoriesOf(visit, clinical)).length === 0,
  );
  return new Set(may.map(({ visit }) => visit.encounter.id));
}

async function logOpenings(tx: ReadTx, ctx: Parameters<typeof openRecords>[1], shown: VisitContent[], action: AccessAction): Promise<void> {
  const visits = new Map(shown.map(({ visit }) => [visit.encounter.id, visit.patient.id]));
  const opened = [...visits].map(([encounterId, patientId]) => ({ encounterId, patientId, action }));
  await openRecords(tx, ctx, opened.length === 0 ? [{ action }] : opened);
}

/** The version names the content, so that it is true at any moment; the time is when we noticed. */
const withMeta = (resource: Resource, { lastUpdated }: FhirResourceRow): Resource => ({
  ...resource,
  meta: { ...resource.meta, versionId: digestOf(resource), lastUpdated },
});
