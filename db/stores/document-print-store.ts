import type { WriteTx } from '../doors.ts';
import { row } from '../knex.ts';

export interface DocumentPrint {
  facilityId: string;
  id: string;
  encounterId: string;
  kind: 'ticket' | 'registration-slip' | 'record-label' | 'paper' | 'examination-form' | 'treatment-sheet' | 'cost-sheet';
  ticketId: string | null;
  paperId: string | null;
  /** 0 is the first print. */
  copy: number;
  printedAt: string;
  printedBy: string;
  reason: string | null;
}

/** Notes a print; the caller holds the encounter, so that two desks do not print the same copy. Returns which copy it is. */
export async function insertPrint(tx: WriteTx, print: Omit<DocumentPrint, 'copy'>): Promise<number> {
  const { facilityId, encounterId, kind, ticketId, paperId } = print;
  const earlier = await row<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM document_prints AS d
      WHERE d.facility_id = :facilityId AND d.encounter_id = :encounterId AND d.kind = :kind AND d.ticket_id IS NOT DISTINCT FROM :ticketId::uuid
        AND d.paper_id IS NOT DISTINCT FROM :paperId::uuid`,
    { facilityId, encounterId, kind, ticketId: ticketId as string, paperId: paperId as string },
  );
  const copy = earlier?.count ?? 0;
  await tx('documentPrints').insert({ ...print, copy });
  return copy;
}
