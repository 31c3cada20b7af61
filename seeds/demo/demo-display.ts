import { hashDisplayKey } from '../../api/displays/display-key.ts';
import type { Services } from '../../api/http/context.ts';
import { systemCtx } from '../../api/http/system-context.ts';
import { auditSubject, read, write } from '../../db/doors.ts';
import { findDisplayByKey, insertDisplay } from '../../db/stores/display-store.ts';
import { derivedId } from '../../domain/ids.ts';

const FACILITY_CODE = '14901';

/** As public as the demo's password: anybody may watch the invented hall of the invented hospital. */
export const DEMO_DISPLAY_KEY = `${FACILITY_CODE}-man-hinh-sanh-cho-demo`;

/** The screen of the waiting hall of the demo hospital, with initials; made once. */
export async function loadDemoDisplay(services: Services): Promise<void> {
  const facilityId = derivedId('demo', 'facility', FACILITY_CODE);
  const ctx = systemCtx(services, facilityId);
  const keyHash = hashDisplayKey(DEMO_DISPLAY_KEY);
  const made = await read(ctx, async (tx) => await findDisplayByKey(tx, facilityId, keyHash));
  if (made !== undefined) return;
  const id = derivedId('demo', 'display', FACILITY_CODE);
  await write(ctx, 'display.create', async (tx) => {
    const stamp = { createdAt: ctx.now, createdBy: ctx.actor.userId };
    await insertDisplay(tx, { facilityId, id, name: 'Sảnh chờ', mode: 'initials', keyHash, ...stamp });
    auditSubject(tx, { objectId: id });
  });
}
