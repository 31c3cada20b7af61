import { referenceContext } from '../../api/cli/reference-context.ts';
import type { ClaimContext } from '../../domain/claims/checks/claim-check.ts';

/** What the national files say, on an invented day. */
export const claimContext: ClaimContext = referenceContext('202611101200');
