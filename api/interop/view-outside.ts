import { openRecord, read, readSnapshot, type ReadTx } from '../../db/doors.ts';
import { findDestination, type Destination } from '../../db/stores/destination-store.ts';
import { findPatient } from '../../db/stores/patient-store.ts';
import { listClosedVisitsOf } from '../../db/views/outbox-view.ts';
import { error } from '../../domain/issue.ts';
import { findSystemFamily } from '../../fhir-mappings/code-systems.ts';
import { readBundle } from '../../fhir-mappings/readable-bundle.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import type { ApiCtx } from '../http/context.ts';
import { notFound, rejected } from '../http/errors.ts';
import { readOutgoing } from './outgoing-visit.ts';
import type { OutsideRecord, OutsideRecordQuestion, OutsideVisits } from './outside-schemas.ts';

const MOST_VISITS = 50;

/** The closed visits of a person at this facility, newest first: each can be looked at from outside. 404 when there is no such person. */
export async function listOutsideVisits(ctx: ApiCtx, patientId: string): Promise<OutsideVisits> {
  return await read(ctx, async (tx) => {
    const patient = await findPatient(tx, patientId);
    if (patient === undefined) throw notFound('patient_not_found');
    await openRecord(tx, ctx, { patientId });
    const found = await listClosedVisitsOf(tx, ctx.facilityId, { patientId, limit: MOST_VISITS });
    return { items: found };
  });
}

/** What a destination gets of a visit as it stands now, to be read and as JSON; where it gets nothing, why. The opening is logged. */
export async function viewOutside(ctx: ApiCtx, { encounterId, destinationId }: OutsideRecordQuestion): Promise<OutsideRecord> {
  return await readSnapshot(ctx, async (tx) => {
    const destination = await fhirDestination(tx, destinationId);
    const outgoing = await readOutgoing(tx, destination, { facilityId: ctx.facilityId, encounterId });
    if (outgoing === undefined) throw notFound('visit_not_closed');
    const { visit, clinical, held, unfit } = outgoing;
    await openRecord(tx, ctx, { patientId: visit.patient.id, encounterId });
    const issues = [...held, ...unfit];
    if (issues.length > 0) return { destination: destination.name, issues, sections: [], json: null };
    const family = findSystemFamily(destination.systemFamily);
    if (family === undefined) throw rejected([error('fhir_family_unknown', 'systemFamily')]);
    const bundle = visitToBundle(visit, family, clinical);
    return { destination: destination.name, issues, sections: readBundle(bundle), json: JSON.stringify(bundle, null, 2) };
  });
}

async function fhirDestination(tx: ReadTx, id: string): Promise<Destination> {
  const destination = await findDestination(tx, id);
  if (destination?.kind !== 'fhir') throw notFound('destination_not_found');
  return destination;
}
