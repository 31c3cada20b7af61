import type { Ctx } from '../../../db/doors.ts';
import type { FhirClient } from '../../../db/stores/fhir-client-store.ts';
import { error } from '../../../domain/issue.ts';
import { allows, type FhirRight } from '../../../domain/peers/smart-scopes.ts';
import type { Services } from '../../http/context.ts';
import { Refusal } from '../../http/errors.ts';

/** The context of a request of another system: it acts at its one facility, under its own id. */
export interface PeerCtx extends Ctx {
  services: Services;
  client: FhirClient;
  /** What its token allows. */
  scopes: string[];
}

/** What a request needs to be allowed to do. */
export interface Need {
  type: string;
  right: FhirRight;
}

/** 403 unless the token allows all of it. */
export function requireScopes({ scopes }: Pick<PeerCtx, 'scopes'>, needs: Need[]): void {
  const missing = needs.find(({ type, right }) => !allows(scopes, type, right));
  if (missing !== undefined)
    throw new Refusal(403, 'fhir_scope_missing', [error('fhir_scope_missing', '', { type: missing.type, right: missing.right })]);
}
