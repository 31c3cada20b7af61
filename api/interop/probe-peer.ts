import type { Destination, IdentityStrategy } from '../../db/stores/destination-store.ts';
import { error, type Issue, warning } from '../../domain/issue.ts';
import type { SendResult } from './classify-answer.ts';
import { askPeer, type Peer, refusalOf } from './send-bundle.ts';

/** What every visit consists of; each must be writable under our own id, or be found by an identifier. */
const TYPES = ['Organization', 'Practitioner', 'Patient', 'Encounter', 'Condition', 'Observation'];

/** Entries of one transaction that servers take when entries are found by a search; more is tried only where somebody says so. */
export const CONDITIONAL_ENTRY_LIMIT = 8;

interface Capability {
  resourceType?: unknown;
  fhirVersion?: unknown;
  rest?: {
    mode?: unknown;
    interaction?: { code?: unknown }[];
    resource?: { type?: unknown; updateCreate?: unknown; conditionalUpdate?: unknown; conditionalCreate?: unknown }[];
  }[];
}

/** How the server can be sent to, and what would not work. */
export interface Fitness {
  strategy: IdentityStrategy;
  issues: Issue[];
}

/** Asks the server what it can do; nothing of a patient is sent. */
export async function probePeer(peer: Peer): Promise<Fitness | SendResult> {
  const answer = await askPeer(peer, 'metadata');
  if ('class' in answer) return answer;
  if (answer.status !== 200) {
    const refused = refusalOf(answer);
    return { ...refused, class: refused.class === 'stale' ? 'configuration' : refused.class };
  }
  if ((answer.body as Capability | undefined)?.resourceType !== 'CapabilityStatement') {
    return { class: 'transport', httpStatus: answer.status, issues: [error('fhir_answer_incomplete', '')] };
  }
  return readCapability(answer.body as Capability);
}

/**
 * Our ids where the server lets us give them to every type, else conditional updates. Source: HL7 FHIR R4 CapabilityStatement.rest.resource.updateCreate
 */
export function readCapability(statement: Capability): Fitness {
  const rest = statement.rest?.find(({ mode }) => mode === 'server');
  const lacking = (ability: 'updateCreate' | 'conditionalUpdate'): string[] =>
    TYPES.filter((type) => rest?.resource?.find((one) => one.type === type)?.[ability] !== true);
  const canTransact = rest?.interaction?.some(({ code }) => code === 'transaction') === true;
  const strategy = lacking('updateCreate').length === 0 ? 'client-ids' : 'conditional';
  const unannounced = strategy === 'client-ids' ? [] : lacking('conditionalUpdate');
  return {
    strategy,
    issues: [
      ...(String(statement.fhirVersion).startsWith('4.0') ? [] : [error('fhir_version_unsupported', 'fhirVersion')]),
      // A server may announce too little and still do it: the answer of the first transaction decides.
      ...(canTransact ? [] : [warning('fhir_transaction_unannounced', 'rest')]),
      ...unannounced.map((type) => warning('fhir_conditional_update_unannounced', 'rest', { type })),
    ],
  };
}

/** Where nobody said more: all at once under our ids, few at a time when they are searched for. */
export const firstLimit = (strategy: IdentityStrategy, { entryLimit }: Pick<Destination, 'entryLimit'>): number | null =>
  entryLimit ?? (strategy === 'conditional' ? CONDITIONAL_ENTRY_LIMIT : null);
