import type { ReadTx } from '../../db/doors.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { readClinicalRecord } from '../../db/views/clinical-view.ts';
import { readVisit } from '../../db/views/visit-view.ts';
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
  const visit = await readVisit(tx, place.facilityId, place.encounterId);
  if (visit === undefined) return undefined;
  const clinical = await readClinicalRecord(tx, visit);
  return { visit, clinical, held: await checkMayLeave(tx, destination, { visit, clinical }), unfit: checkExport(visit, clinical) };
}

interface Place {
  facilityId: string;
  encounterId: string;
}
