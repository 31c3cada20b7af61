import type { Bundle } from '@medplum/fhirtypes';
import { type ReadTx, readSnapshot } from '../../../db/doors.ts';
import { searchResources } from '../../../db/views/fhir-search-view.ts';
import { type FhirResourceRow, findResourceRow } from '../../../db/stores/fhir-resource-store.ts';
import { defaultFamily } from '../../../fhir-mappings/code-systems.ts';
import { isReadable } from '../../../fhir-mappings/readable-types.ts';
import { patientSummaryDocument } from '../../../fhir-mappings/visit-documents.ts';
import { notFound } from '../../http/errors.ts';
import { makeResources } from './make-resources.ts';
import { type PeerCtx, requireScopes } from './peer-context.ts';
import type { VisitContent } from './visit-contents.ts';
import { isOurId, type Query, refuseUnknown } from './search-parameters.ts';

/** Among so many of the newest visits one is looked for that this system may know. */
const VISITS = 100;

/**
 * The International Patient Summary of a person, made from the newest visit that this system may know. 404 when there is none; 403 when the
 * document would hold a type that the token does not reach: a summary with parts left out is read as "nothing known".
 */
export async function summaryOf(ctx: PeerCtx, id: string, query: Query): Promise<Bundle> {
  refuseUnknown(query, ['_format']);
  return await readSnapshot(ctx, async (tx) => {
    const patient = isOurId(id) ? await findResourceRow(tx, { facilityId: ctx.facilityId, type: 'Patient', id }) : undefined;
    if (patient === undefined) throw notFound('fhir_resource_not_found');
    const search = { types: ['Encounter'], subjectId: id, updated: {} };
    const visits = await searchResources(tx, ctx.facilityId, search, { after: undefined, limit: VISITS });
    const newest = await newestKnowable(tx, ctx, visits);
    if (newest === undefined) throw notFound('fhir_resource_not_found');
    const document = patientSummaryDocument({ visit: newest.visit, clinical: newest.clinical, at: ctx.now }, defaultFamily);
    const types = [...new Set((document.entry ?? []).flatMap(({ resource }) => resource?.resourceType ?? []))].filter(isReadable);
    requireScopes(
      ctx,
      types.map((type) => ({ type, right: 'read' })),
    );
    return document;
  });
}

/** Ids of visits grow with the time they were made; only what is shown is opened. */
async function newestKnowable(tx: ReadTx, ctx: PeerCtx, visits: FhirResourceRow[]): Promise<VisitContent | undefined> {
  for (const visit of visits.sort((a, b) => (a.encounterId < b.encounterId ? 1 : -1))) {
    const [made] = await makeResources(tx, ctx, [visit]);
    if (made !== undefined) return made.content;
  }
  return undefined;
}
