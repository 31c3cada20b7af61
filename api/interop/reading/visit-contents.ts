import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Resource } from '@medplum/fhirtypes';
import type { ReadTx } from '../../../db/doors.ts';
import { readClinicalRecords } from '../../../db/views/clinical-view.ts';
import { readVisits } from '../../../db/views/visit-view.ts';
import type { ClinicalRecord } from '../../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../../domain/visits/visit-record.ts';
import { checkExport } from '../../../fhir-mappings/check-export.ts';
import { defaultFamily } from '../../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../../fhir-mappings/visit-to-bundle.ts';
import { withOwnAddresses } from '../resource-identity.ts';

export interface VisitContent {
  visit: VisitRecord;
  clinical: ClinicalRecord;
  /** By id, in the order in which they are sent. */
  resources: Map<string, Resource>;
}

/**
 * What closed visits are made of now, in the snapshot of this transaction. One that is open again is not in it, nor one that may not leave at all or is not
 * fit to be told: `checkExport` of what is sent holds here, too.
 */
export async function readVisitContents(tx: ReadTx, facilityId: string, encounterIds: string[]): Promise<Map<string, VisitContent>> {
  const visits = await readVisits(tx, facilityId, [...new Set(encounterIds)]);
  const records = visits.length === 0 ? [] : await readClinicalRecords(tx, facilityId, visits);
  const contents = new Map<string, VisitContent>();
  for (const [i, visit] of visits.entries()) {
    const clinical = records[i];
    if (clinical !== undefined && checkExport(visit, clinical).length === 0) contents.set(visit.encounter.id, contentOf(visit, clinical));
    // Mapping a page takes as long as many requests of a desk in this process: they go first.
    await nextTurn();
  }
  return contents;
}

function contentOf(visit: VisitRecord, clinical: ClinicalRecord): VisitContent {
  const { entry = [] } = visitToBundle(visit, defaultFamily, clinical);
  const resources = withOwnAddresses(entry.flatMap(({ resource }) => resource ?? []));
  return { visit, clinical, resources: new Map(resources.map((one) => [String(one.id), one])) };
}
