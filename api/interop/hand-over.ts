import type { Resource } from '@medplum/fhirtypes';
import { auditEach, read, readSnapshot, write, type Ctx } from '../../db/doors.ts';
import type { Destination } from '../../db/stores/destination-store.ts';
import { type ClosedVisit, listClosedVisits } from '../../db/views/outbox-view.ts';
import { addDays, localDay, startOfDay, type Day } from '../../domain/dates.ts';
import { error, type Issue } from '../../domain/issue.ts';
import { checkBundle } from '../../fhir-mappings/check-bundle.ts';
import { findSystemFamily, type SystemFamily } from '../../fhir-mappings/code-systems.ts';
import { visitToBundle } from '../../fhir-mappings/visit-to-bundle.ts';
import { rejected } from '../http/errors.ts';
import { getDestination } from './change-destination.ts';
import { type Manifest, ndjsonWriter, type NdjsonWriter } from './ndjson-files.ts';
import { readOutgoing } from './outgoing-visit.ts';

export interface HandOver {
  manifest: Manifest;
  visits: number;
  /** Visits that may not go there, or are not fit to be sent. */
  leftOut: { encounterId: string; codes: string[] }[];
}

const PAGE = 50;

/**
 * Writes the closed visits of some days as files for a destination that the line does not reach, or that takes records over: what it would be sent, under our ids,
 * by the same rules of who may have what. Everything closed before `transactionTime` is inside. Source: docs/decisions/0015-fhir-sending.md
 */
export async function writeHandOver(
  ctx: Ctx,
  { destination: name, folder, from, until }: { destination: string; folder: string; from?: Day; until?: Day },
): Promise<HandOver> {
  const { destination, visits } = await read(ctx, async (tx) => ({
    destination: await getDestination(tx, name),
    visits: await listClosedVisits(tx, ctx.facilityId, {
      ...(from === undefined ? {} : { from: startOfDay(from) }),
      until: until === undefined || until >= localDay(ctx.now) ? ctx.now : startOfDay(addDays(until, 1)),
    }),
  }));
  if (destination.kind !== 'fhir') throw rejected([error('destination_not_fhir', 'destination')]);
  const family = findSystemFamily(destination.systemFamily);
  if (family === undefined) throw rejected([error('fhir_family_unknown', 'systemFamily')]);
  const writer = await ndjsonWriter(folder);
  const leftOut: HandOver['leftOut'] = [];
  for (let start = 0; start < visits.length; start += PAGE) {
    const page = visits.slice(start, start + PAGE);
    leftOut.push(...(await writePage(ctx, { page, destination, family, add: writer.add })));
  }
  const manifest = await writer.finish({ transactionTime: ctx.now, request: `visits of ${from ?? 'ever'} to ${until ?? 'now'}` });
  return { manifest, visits: visits.length - leftOut.length, leftOut };
}

async function writePage(
  ctx: Ctx,
  { page, destination, family, add }: { page: ClosedVisit[]; destination: Destination; family: SystemFamily; add: NdjsonWriter['add'] },
): Promise<HandOver['leftOut']> {
  const leftOut: HandOver['leftOut'] = [];
  const written: ClosedVisit[] = [];
  for (const one of page) {
    const found = await readForHandOver(ctx, { destination, family, encounterId: one.encounterId });
    if ('codes' in found) {
      leftOut.push({ encounterId: one.encounterId, codes: found.codes });
      continue;
    }
    await add(found.resources);
    written.push(one);
  }
  // A record that leaves in a file was opened like any other.
  await write(ctx, 'outbox.hand-over', async (tx) => {
    auditEach(
      tx,
      written.map(({ patientId, encounterId }) => ({ patientId, encounterId, objectId: destination.id })),
    );
  });
  return leftOut;
}

async function readForHandOver(
  ctx: Ctx,
  { destination, family, encounterId }: { destination: Destination; family: SystemFamily; encounterId: string },
): Promise<{ resources: Resource[] } | { codes: string[] }> {
  return await readSnapshot(ctx, async (tx) => {
    const outgoing = await readOutgoing(tx, destination, { facilityId: ctx.facilityId, encounterId });
    if (outgoing === undefined) return { codes: ['fhir_visit_not_closed'] };
    const { visit, clinical, held, unfit } = outgoing;
    if (held.length + unfit.length > 0) return { codes: codesOf([...held, ...unfit]) };
    const bundle = visitToBundle(visit, family, clinical);
    const faults = checkBundle(bundle, visit, clinical);
    return faults.length > 0 ? { codes: codesOf(faults) } : { resources: (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []) };
  });
}

const codesOf = (issues: Issue[]): string[] => [...new Set(issues.map(({ code }) => code))];
