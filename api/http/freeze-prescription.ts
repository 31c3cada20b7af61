import { createHash } from 'node:crypto';
import type { ReadTx, WriteTx } from '../../db/doors.ts';
import { readParameters } from '../../db/stores/code-catalogue-store.ts';
import { insertTransmission, lockReplaceable, saveTransmission, type NewTransmission } from '../../db/stores/transmission-store.ts';
import { readNationalFacts } from '../../db/views/national-prescription-view.ts';
import { localDay } from '../../domain/dates.ts';
import { buildNationalPrescription } from '../../domain/prescriptions/build-national-prescription.ts';
import { checkNationalPrescription } from '../../domain/prescriptions/check-national-prescription.ts';
import { nationalSettingsAt } from '../../domain/prescriptions/national-settings.ts';
import { afterReplacement } from '../../domain/prescriptions/national-state.ts';

export type FrozenMessage = Pick<NewTransmission, 'body' | 'bodySha256' | 'deidentified' | 'issues'> & { body: string; bodySha256: string };

/** The message of a signed prescription as it would leave now, with its digest and what is still missing. */
export async function freezeMessage(tx: ReadTx, facilityId: string, prescriptionId: string): Promise<FrozenMessage> {
  const facts = await readNationalFacts(tx, facilityId, prescriptionId);
  if (facts === undefined) throw new Error('a signed prescription is gone');
  const settings = nationalSettingsAt(await readParameters(tx, 'rx.national.'), localDay(facts.prescription.signedAt));
  const { body: message, deidentified } = buildNationalPrescription(facts, settings);
  const body = JSON.stringify(message);
  const bodySha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  return { body, bodySha256, deidentified, issues: checkNationalPrescription(message) };
}

/**
 * Puts a prescription in line for the national system, in the transaction that signs it: its message is frozen here, every try sends these very bytes. It
 * stands in for what the doctor took back in the same visit.
 */
export async function queueNationalPrescription(
  tx: WriteTx,
  signed: { facilityId: string; encounterId: string; id: string; type: string; signedAt: string },
): Promise<void> {
  const { facilityId, encounterId, id, type, signedAt } = signed;
  await insertTransmission(tx, { facilityId, id, signedAt, ...(await freezeMessage(tx, facilityId, id)) });
  const earlier = await lockReplaceable(tx, { facilityId, encounterId, type });
  if (earlier !== undefined) await saveTransmission(tx, earlier, { replacedBy: id, state: afterReplacement(earlier.state) });
}
