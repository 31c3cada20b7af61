import type { WriteTx } from '../doors.ts';

export interface Consultation {
  facilityId: string;
  id: string;
  version: number;
  encounterId: string;
  /** The number of the asked room. */
  ticketId: string;
  question: string | null;
  askedAt: string | null;
  askedBy: string | null;
  findings: string | null;
  conclusion: string | null;
  concludedAt: string | null;
  concludedBy: string | null;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
  withdrawReason: string | null;
}

type Place = Pick<Consultation, 'facilityId' | 'id' | 'encounterId' | 'ticketId'>;
type Asked = Record<'question' | 'askedAt' | 'askedBy', string>;
type Concluded = Pick<Consultation, 'findings'> & Record<'conclusion' | 'concludedAt' | 'concludedBy', string>;

export async function insertConsultation(tx: WriteTx, consultation: Place & (Asked | Concluded)): Promise<void> {
  await tx('consultations').insert(consultation);
}

/** What hangs on a room's number, held until commit. */
export async function lockConsultationOf(tx: WriteTx, ticket: { facilityId: string; id: string }): Promise<Consultation | undefined> {
  return await tx<Consultation>('consultations').where({ facilityId: ticket.facilityId, ticketId: ticket.id }).forUpdate().first();
}

/** Writes to the locked consultation. */
export async function updateConsultation(
  tx: WriteTx,
  consultation: Pick<Consultation, 'facilityId' | 'id'>,
  fields: Concluded | Record<'withdrawnAt' | 'withdrawnBy' | 'withdrawReason', string> | Pick<Consultation, 'ticketId'>,
): Promise<void> {
  await tx('consultations').where({ facilityId: consultation.facilityId, id: consultation.id }).update(fields);
}
