import { auditSubject, write, type WriteTx } from '../../db/doors.ts';
import { lockEncounter, type Encounter } from '../../db/stores/encounter-store.ts';
import { findPaper, insertPaper, listPapers } from '../../db/stores/paper-store.ts';
import { localDay } from '../../domain/dates.ts';
import { derivedId } from '../../domain/ids.ts';
import { errorsOf } from '../../domain/issue.ts';
import { checkPaper } from '../../domain/papers/check-paper.ts';
import { paperNumber, type Paper } from '../../domain/papers/paper.ts';
import type { ApiCtx } from '../http/context.ts';
import { conflict, notFound, rejected } from '../http/errors.ts';
import { licenceIssues } from '../http/licence-issues.ts';
import { bookAppointment } from './book-appointment.ts';
import { readPaperFacts, readPaperHead } from './paper-facts.ts';
import type { IssuedPaper, IssuePaper } from './paper-schemas.ts';
import { takeBack } from './withdraw-paper.ts';

/** Issues a paper of a visit that has begun: judged, numbered and kept as it is from then on. */
export async function issuePaper(ctx: ApiCtx, encounterId: string, { id, paper, replaces }: IssuePaper): Promise<IssuedPaper> {
  return await write(ctx, 'paper.issue', async (tx) => {
    const encounter = await lockEncounter(tx, ctx.facilityId, encounterId);
    if (encounter === undefined) throw notFound('encounter_not_found');
    if (encounter.state !== 'in-progress' && encounter.state !== 'finished') throw conflict('encounter_not_open');
    if (replaces !== undefined) await replace(tx, ctx, { encounter, paper, replaces });
    const standing = (await listPapers(tx, ctx.facilityId, encounterId)).filter(
      (one) => one.withdrawnAt === null && one.kind === paper.kind,
    );
    // Somebody may be asked back for tests and for an examination; of every other kind one counts.
    const hasAnother = paper.kind !== 'appointment' && standing.length > 0;
    const facts = { ...(await readPaperFacts(tx, ctx, encounter, paper)), hasAnother };
    const issues = [...(await licenceIssues(tx, ctx)), ...checkPaper(paper, facts).map((issue) => ({ ...issue, path: at(issue.path) }))];
    if (errorsOf(issues).length > 0) throw rejected(issues);

    const year = Number(localDay(ctx.now).slice(0, 4));
    const head = await readPaperHead(tx, ctx, encounter);
    const issued = { issuedAt: ctx.now, issuedBy: ctx.actor.userId, replaces: replaces?.paperId ?? null };
    const number = await insertPaper(tx, {
      ...{ facilityId: ctx.facilityId, id, encounterId, kind: paper.kind, year, head, content: paper },
      ...issued,
    });
    if (paper.kind === 'appointment') await bookAppointment(tx, ctx, { encounter, paper, paperId: id });
    auditSubject(tx, { patientId: encounter.patientId, encounterId, objectId: id });
    return { id, number: paperNumber({ year, number }), issues };
  });
}

const at = (path: string): string => (path === '' ? 'paper' : `paper.${path}`);

async function replace(
  tx: WriteTx,
  ctx: ApiCtx,
  { encounter, paper, replaces }: { encounter: Encounter; paper: Paper; replaces: { paperId: string; reason: string } },
): Promise<void> {
  const earlier = await findPaper(tx, { facilityId: ctx.facilityId, encounterId: encounter.id }, replaces.paperId);
  if (earlier === undefined || earlier.kind !== paper.kind) throw notFound('paper_not_found');
  await takeBack(tx, ctx, earlier, { id: derivedId(ctx.facilityId, 'paper-withdrawal', earlier.id), reason: replaces.reason });
}
