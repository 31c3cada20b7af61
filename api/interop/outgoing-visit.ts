import type { ReadTx } from '../../db/doors.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { readClinicalRecords } from '../../db/views/clinical-view.ts';
import { readVisits } from '../../db/views/visit-view.ts';
import type { Issue } from '../../domain/issue.ts';
import type { ClinicalRecord } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import { checkExport } from '../../fhir-mappings/check-export.ts';
import { checkMayLeave } from './may-leave.ts';

/** A closed visit on its way out, with what speaks against it. */
export interface OutgoingVisit {
  visit: VisitRecord;
  clinical: ClinicalRecord;
  /** Why this destination may not have it. */
  held: Issue[];
  /** Why it is not fit to be sent to anybody. */
  unfit: Issue[];
}

/** The visit as one destination would get it, in the snapshot of this transaction; undefined while it is open. */
export async function readOutgoing(tx: ReadTx, destination: Destination, place: Place): Promise<OutgoingVisit | undefined> {
  return (await readOutgoings(tx, destination, place.facilityId, [place.encounterId])).get(place.encounterId);
}

/** The same of a page of visits, by encounter; those that are open are not in it. */
export async function readOutgoings(
  tx: ReadTx,
  destination: Destination,
  facilityId: string,
  encounterIds: string[],
): Promise<Map<string, OutgoingVisit>> {
  const visits = await readVisits(tx, facilityId, encounterIds);
  const records = visits.length === 0 ? [] : await readClinicalRecords(tx, facilityId, visits);
  const outgoing = new Map<string, OutgoingVisit>();
  for (const [i, visit] of visits.entries()) {
    const clinical = records[i];
    if (clinical === undefined) throw new Error('a visit was read without its clinical record');
    const held = await checkMayLeave(tx, destination, { visit, clinical });
    outgoing.set(visit.encounter.id, { visit, clinical, held, unfit: checkExport(visit, clinical) });
  }
  return outgoing;
}

interface Place {
  facilityId: string;
  encounterId: string;
}
