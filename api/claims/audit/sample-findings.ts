import { read } from '../../../db/doors.ts';
import { findPortalAccount } from '../../../db/stores/portal-account-store.ts';
import { listNewestClaims } from '../../../db/views/claim-audit-view.ts';
import { sampleAuditFile } from '../../../domain/claims/audit/sample-audit-file.ts';
import { localDay } from '../../../domain/dates.ts';
import type { ApiCtx } from '../../http/context.ts';
import { conflict } from '../../http/errors.ts';

/** So many claims are enough to try the desk. */
const CLAIMS = 12;

/** A marked file of findings on the newest claims, in place of the insurer's; only where the insurer is simulated. */
export async function sampleFindings(ctx: ApiCtx): Promise<string> {
  return await read(ctx, async (tx) => {
    if ((await findPortalAccount(tx, ctx.facilityId)) !== undefined) throw conflict('audit_sample_only_simulated');
    const claims = await listNewestClaims(tx, ctx.facilityId, CLAIMS);
    if (claims.length === 0) throw conflict('audit_sample_needs_claims');
    return sampleAuditFile(claims, localDay(ctx.now));
  });
}
