import type { ApiCtx } from '../../api/http/context.ts';
import { approveResult } from '../../api/results/approve-result.ts';
import { tellCritical } from '../../api/results/critical-values.ts';
import { saveResult } from '../../api/results/enter-result.ts';
import { takeSpecimen } from '../../api/results/specimens.ts';
import { derivedId } from '../../domain/ids.ts';

export type LabJob = 'xetnghiem' | 'duyetxn';
export type AsLab = (job: LabJob, step: string) => ApiCtx;

/** Values as the laboratory types them, by indicator. */
export type TypedValues = Record<string, string>;

/** How far the laboratory is with an order of the demo. */
export type Reached = 'received' | 'entered' | 'approved';

/** Takes the sample of an order, enters what was found and approves it, as far as `until`. */
export async function reportAtLaboratory(
  as: AsLab,
  order: { key: string; encounterId: string; orderId: string; values: TypedValues; machineCode: string },
  until: Reached,
): Promise<void> {
  const { key, encounterId, orderId } = order;
  const at = { desk: 'laboratory', orderId } as const;
  await takeSpecimen(as('xetnghiem', `sample-${key}`), {
    id: derivedId('demo', 'specimen', key),
    encounterId,
    orderIds: [orderId],
    received: true,
  });
  if (until === 'received') return;
  const values = Object.entries(order.values).map(([code, typed]) => ({ code, typed }));
  const entry = { id: derivedId('demo', 'result', key), values, machineCode: order.machineCode };
  const { version, isCritical } = await saveResult(as('xetnghiem', `enter-${key}`), at, entry);
  if (until === 'entered') return;
  if (isCritical)
    await tellCritical(as('xetnghiem', `tell-${key}`), at, {
      id: derivedId('demo', 'told', key),
      toldTo: 'BS Tòng Văn Khoa',
      readBack: true,
    });
  await approveResult(as('duyetxn', `approve-${key}`), at, { version });
}
