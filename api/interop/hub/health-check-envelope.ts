import { XMLBuilder } from 'fast-xml-parser';
import { localIso, type Instant } from '../../../domain/dates.ts';
import type { HealthCheckTable } from '../../../domain/health-checks/health-check-record.ts';
import type { Signer } from '../../http/signing/signer.ts';
import type { HubEnvelope } from './hub.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const builder = new XMLBuilder({ suppressEmptyNode: false, format: false, processEntities: true });

/** Source: QĐ 1551/QĐ-BYT annex 2 (likely) */
const FIXED = { version: '1.0', txn_type: 'sync_checkup', msg_type: '101' };

export interface Told {
  messageId: string;
  /** GLN of the facility. */
  sender: string;
  receiver: string;
  tables: HealthCheckTable[];
  now: Instant;
}

/** The envelope of one health check with the signature of the facility over the content as it stands in it. */
export async function sealEnvelope({ messageId, sender, receiver, tables, now }: Told, signer: Signer): Promise<HubEnvelope> {
  const data = writeHealthCheckFile(tables).toString('base64');
  const header = { ...FIXED, sender_id: sender, receiver_id: receiver, msg_id: messageId, send_datetime: localIso(now) };
  return { header, data, signature: (await signer.signBytes(signedBytes(data))).toString('base64') };
}

/** What is signed. **Unsure:** the decision names SHA256withRSA, not the bytes. Source: docs/legal/health-checks.md#signature */
export const signedBytes = (data: string): Buffer => Buffer.from(data, 'ascii');

/** The tables of one health check in the order of their numbers, each in base64 as in a claim (names of the elements unsure): the same input gives the same bytes. */
export function writeHealthCheckFile(tables: HealthCheckTable[]): Buffer {
  const files = tables
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map(({ code, rows }) => ({
      LOAIHOSO: code,
      NOIDUNGFILE: Buffer.from(builder.build({ [code]: { DONG: rows } }), 'utf8').toString('base64'),
    }));
  return Buffer.from(DECLARATION + builder.build({ HOSOKHAMSUCKHOE: { FILEHOSO: files } }), 'utf8');
}

const numberOf = ({ code }: HealthCheckTable): number => Number(code.slice('XML'.length));
