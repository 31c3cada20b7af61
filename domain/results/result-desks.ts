import { permissionsOf, roles, type Role } from '../permissions.ts';

/** The two desks that report: the laboratory, and the rooms of imaging and functional tests. */
export const resultDesks = ['laboratory', 'imaging'] as const;
export type ResultDesk = (typeof resultDesks)[number];

const groups: Record<ResultDesk, readonly string[]> = { laboratory: ['XN'], imaging: ['CDHA', 'TDCN'] };

/** The groups of the price list whose orders a desk works off: XN; CDHA and TDCN. */
export const groupsOfDesk = (desk: ResultDesk): readonly string[] => groups[desk];

/** The desk that reports an order of a group; undefined for what is done without a report (procedures, operations). */
export const deskOfGroup = (group: string): ResultDesk | undefined => resultDesks.find((desk) => groups[desk].includes(group));

/** The roles that may approve what a desk reports: where nobody holds one, the desk is not open, for no result could ever be finished there. */
export const approversOf = (desk: ResultDesk): Role[] => roles.filter((role) => permissionsOf[role].includes(`${desk}.approve`));

/** How far an order is at the desk: the laboratory waits for a sample first, imaging begins as ordered. */
export type WorkState = 'waiting' | 'received' | 'entered' | 'approved' | 'cancelled';

/** The state of an order from what is known of it; a sample that was taken but not received is still waited for. */
export function workStateOf(order: {
  state: 'ordered' | 'performed' | 'cancelled';
  hasReceivedSample: boolean;
  hasDraft: boolean;
}): WorkState {
  if (order.state === 'cancelled') return 'cancelled';
  if (order.state === 'performed') return 'approved';
  if (order.hasDraft) return 'entered';
  return order.hasReceivedSample ? 'received' : 'waiting';
}
