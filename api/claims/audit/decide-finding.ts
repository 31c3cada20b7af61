import { auditSubject, write } from '../../../db/doors.ts';
import {
  insertAuditActs,
  isSentAgain,
  listAuditActs,
  lockAuditFindings,
  saveAuditFinding,
  type AuditAct,
  type AuditFinding,
} from '../../../db/stores/claim-audit-store.ts';
import { decideFinding, type DecisionFacts } from '../../../domain/claims/audit/decide-finding.ts';
import { newId } from '../../../domain/ids.ts';
import type { ApiCtx } from '../../http/context.ts';
import { conflict, notFound, rejected } from '../../http/errors.ts';
import type { FindingDecided, FindingDecision } from './audit-schemas.ts';

type LastAct = Pick<AuditAct, 'number' | 'kind' | 'stateBefore' | 'restoredBefore'>;

/** Agrees with a finding, answers it, says that it is cured or was given back, or takes the last of these back; each with a word of why. */
export async function decide(ctx: ApiCtx, id: string, { version, kind, note, amount }: FindingDecision): Promise<FindingDecided> {
  return await write(ctx, 'claim-audit.decide', async (tx) => {
    const [finding] = await lockAuditFindings(tx, ctx.facilityId, [id]);
    if (finding === undefined) throw notFound('audit_finding_not_found');
    if (finding.version !== version) throw conflict('stale_version', 'version');
    const last = (await listAuditActs(tx, ctx.facilityId, [id])).at(-1);
    const after = decideFinding(factsOf(finding, await isSentAgain(tx, finding), last), { kind, amount: amount ?? null });
    if ('code' in after) throw rejected([after]);
    const saved = await saveAuditFinding(tx, finding, { state: after.state, restoredAmount: after.restored });
    await insertAuditActs(tx, [
      {
        ...{ facilityId: ctx.facilityId, id: newId(), findingId: id, number: (last?.number ?? 0) + 1, kind, importId: null, note },
        ...{ stateBefore: finding.state, restoredBefore: finding.restoredAmount },
        ...{ stateAfter: after.state, refusedAfter: finding.refusedAmount, restoredAfter: after.restored },
        ...{ actedBy: ctx.actor.userId, actedAt: ctx.now },
      },
    ]);
    auditSubject(tx, { objectId: id, encounterId: finding.encounterId });
    return { id, version: saved, state: after.state };
  });
}

/** What the rules of a decision ask for. */
export function factsOf(finding: AuditFinding, sentAgain: boolean, last: LastAct | undefined): DecisionFacts {
  const { stateBefore = null, restoredBefore = null, kind = 'told' } = last ?? {};
  const before = stateBefore === null || restoredBefore === null ? null : { state: stateBefore, restored: restoredBefore };
  const { state, refusedAmount: refused, restoredAmount: restored } = finding;
  return { state, refused, restored, isSentAgain: sentAgain, last: { kind, before } };
}
