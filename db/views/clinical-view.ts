import type { ClinicalResult } from '../../domain/visits/clinical-findings.ts';
import type { ClinicalRecord, ClinicalSignature } from '../../domain/visits/clinical-record.ts';
import type { VisitRecord } from '../../domain/visits/visit-record.ts';
import type { ReadTx } from '../doors.ts';
import { readDispensings } from './clinical-dispensing-view.ts';
import { readFindings } from './clinical-findings-view.ts';
import { readClaimAnswers, readPapers } from './clinical-paper-view.ts';
import { readPersons } from './clinical-person-view.ts';
import { readPlaces, readPractitioners, readRoles } from './clinical-place-view.ts';

/** What a visit has beside its `VisitRecord`, in the snapshot of this transaction. */
export async function readClinicalRecord(tx: ReadTx, visit: VisitRecord): Promise<ClinicalRecord> {
  const [record] = await readClinicalRecords(tx, visit.facility.id, [visit]);
  if (record === undefined) throw new Error('a visit was read without its clinical record');
  return record;
}

/**
 * The same of a page of visits of a facility, in their order: as many questions as for one. What no module keeps yet is empty.
 * Source: docs/decisions/0014-fhir-mappings.md
 */
export async function readClinicalRecords(tx: ReadTx, facilityId: string, visits: readonly VisitRecord[]): Promise<ClinicalRecord[]> {
  const parts = await readParts(tx, facilityId, visits);
  const unstaffed = visits.map((visit) => {
    const record = assemble(visit, parts);
    return { record, inVisit: new Set(visit.practitioners.map(({ id }) => id)), people: peopleOf(visit, record) };
  });
  const ids = [...new Set(unstaffed.flatMap(({ people }) => people))];
  const known = await readPractitioners(tx, facilityId, ids);
  const roles = await readRoles(tx, facilityId, ids);
  return unstaffed.map(({ record, inVisit, people }) => ({
    ...record,
    practitioners: people.flatMap((id) => (inVisit.has(id) ? [] : (known.get(id) ?? []))),
    roles: people.flatMap((id) => roles.get(id) ?? []),
  }));
}

type Parts = Awaited<ReturnType<typeof readParts>>;
type Unstaffed = Omit<ClinicalRecord, 'practitioners' | 'roles'>;

async function readParts(tx: ReadTx, facilityId: string, visits: readonly VisitRecord[]) {
  const ids = visits.map(({ encounter }) => encounter.id);
  return {
    places: await readPlaces(tx, facilityId, ids),
    persons: await readPersons(tx, facilityId, visits),
    findings: await readFindings(tx, facilityId, ids),
    dispensings: await readDispensings(tx, facilityId, ids),
    answers: await readClaimAnswers(tx, facilityId, ids),
    papers: await readPapers(tx, facilityId, ids),
  };
}

function assemble(visit: VisitRecord, parts: Parts): Unstaffed {
  const { id } = visit.encounter;
  const [place, person, findings] = [parts.places.get(id), parts.persons.get(id), parts.findings.get(id)];
  if (place === undefined || person === undefined || findings === undefined) throw new Error('a visit was read without its parts');
  return {
    ...place,
    ...person,
    ...findings,
    dispensings: parts.dispensings.get(id) ?? [],
    immunizations: [],
    claimAnswers: parts.answers.get(id) ?? [],
    consents: [],
    signatures: signaturesOf(visit, findings.results),
    papers: parts.papers.get(id) ?? [],
  };
}

/** Acts on record; no digital signature over a part of a record is kept. */
function signaturesOf({ encounter, prescriptions }: VisitRecord, results: ClinicalResult[]): ClinicalSignature[] {
  return [
    {
      id: `closure-${encounter.id}`,
      of: { kind: 'encounter' },
      signedById: encounter.practitionerId,
      signedAt: encounter.endedAt,
      as: 'author',
    },
    ...prescriptions.map(({ id, practitionerId, signedAt }): ClinicalSignature => ({
      id: `prescription-${id}`,
      of: { kind: 'prescription', prescriptionId: id },
      signedById: practitionerId,
      signedAt,
      as: 'author',
    })),
    ...results.map(({ orderId, approvedById, approvedAt }): ClinicalSignature => ({
      id: `result-${orderId}`,
      of: { kind: 'result', orderId },
      signedById: approvedById,
      signedAt: approvedAt,
      as: 'verifier',
    })),
  ];
}

/** Everybody who is named, each once, those of the visit first. */
function peopleOf(visit: VisitRecord, record: Unstaffed): string[] {
  const named = [
    ...record.allergies.map((one) => one.recordedById),
    ...record.conditions.map((one) => one.recordedById),
    ...record.screenings.map((one) => one.practitionerId),
    ...record.orders.flatMap((one) => [one.orderedById, one.performedById]),
    ...record.specimens.map((one) => one.takenById),
    ...record.results.flatMap((one) => [one.performedById, one.approvedById]),
    ...record.dispensings.map((one) => one.dispensedById),
    ...record.signatures.map((one) => one.signedById),
    ...record.papers.map((one) => one.issuedById),
  ];
  return [...new Set([...visit.practitioners.map(({ id }) => id), ...named])].filter((id) => id !== undefined);
}
