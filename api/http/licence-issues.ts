import type { ReadTx } from '../../db/doors.ts';
import { findPractitioner } from '../../db/stores/user-store.ts';
import { localDay } from '../../domain/dates.ts';
import type { Issue } from '../../domain/issue.ts';
import { checkLicence } from '../../domain/users/licence.ts';
import type { ApiCtx } from './context.ts';

/** What speaks against the licence of whoever acts, at the moment of the act. */
export async function licenceIssues(tx: ReadTx, ctx: ApiCtx): Promise<Issue[]> {
  return checkLicence(await findPractitioner(tx, ctx.actor.userId), localDay(ctx.now));
}
