import { read, type Ctx } from '../../db/doors.ts';
import { findDestinationByName } from '../../db/stores/outbox-store.ts';
import { error, type Issue, warning } from '../../domain/issue.ts';
import { notFound } from '../http/errors.ts';
import type { Secrets } from '../secrets.ts';
import { peerOf } from './credentials.ts';
import { classifyFailure, clientFor, type Peer } from './send-bundle.ts';

const TIMEOUT_MS = 10_000;
/** What a visit consists of; each must be writable under our own id. */
const TYPES = [
  'Organization',
  'Practitioner',
  'Patient',
  'Coverage',
  'Encounter',
  'Condition',
  'Observation',
  'MedicationRequest',
  'Claim',
];

/** Asks the server of a destination what it can do and compares it with what we need; nothing of a patient is sent. 404 when there is no such name. */
export async function testDestination(ctx: Ctx, secrets: Secrets, name: string): Promise<Issue[]> {
  const destination = await read(ctx, async (tx) => await findDestinationByName(tx, name));
  if (destination === undefined) throw notFound('destination_not_found');
  return await testPeer(peerOf(secrets, destination));
}

/** The same for a peer that is not stored. Empty means: fit to be sent to. */
export async function testPeer(peer: Peer): Promise<Issue[]> {
  try {
    const statement = await clientFor(peer).capabilityStatement({ signal: AbortSignal.timeout(TIMEOUT_MS) });
    return checkCapability(statement);
  } catch (cause) {
    return classifyFailure(cause).issues;
  }
}

interface Capability {
  resourceType?: unknown;
  fhirVersion?: unknown;
  rest?: { mode?: unknown; interaction?: { code?: unknown }[]; resource?: { type?: unknown; updateCreate?: unknown }[] }[];
}

/** What a server lacks to take our transactions: FHIR R4, transactions, and update-as-create for every type we send. */
export function checkCapability(statement: Capability): Issue[] {
  if (statement.resourceType !== 'CapabilityStatement') return [error('fhir_answer_incomplete', '')];
  const rest = statement.rest?.find(({ mode }) => mode === 'server');
  const canTransact = rest?.interaction?.some(({ code }) => code === 'transaction') === true;
  const lacking = TYPES.filter((type) => rest?.resource?.find((one) => one.type === type)?.updateCreate !== true);
  return [
    ...(String(statement.fhirVersion).startsWith('4.0') ? [] : [error('fhir_version_unsupported', 'fhirVersion')]),
    // A server may announce too little and still do it: the answer of the first transaction decides.
    ...(canTransact ? [] : [warning('fhir_transaction_unannounced', 'rest')]),
    ...lacking.map((type) => warning('fhir_update_create_unannounced', 'rest', { type })),
  ];
}
