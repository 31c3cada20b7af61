/** Who is called before others, as a desk asks for it. */
export const priorities = ['emergency', 'elderly', 'child', 'pregnant', 'disabled', 'booked', 'normal'] as const;

export type Priority = (typeof priorities)[number];

/**
 * The rank a queue is called by: the smaller number first, inside a rank by number. Emergency, then those whom the law puts first
 * (aged, under 6, pregnant, severely disabled), then booked, then the others. Source: docs/legal/access.md#priority
 */
export const priorityRanks: Record<Priority, number> = {
  emergency: 0,
  elderly: 1,
  child: 1,
  pregnant: 1,
  disabled: 1,
  booked: 2,
  normal: 3,
};

/**
 * Whether somebody whose results are back is called before who waits for the first time: yes, so that a visit that has begun comes to
 * its end, unless an emergency waits. Custom of the facilities, not of the law.
 */
export const returnedGoesFirst = (nextWaiting: { priorityRank: number } | undefined): boolean =>
  nextWaiting === undefined || nextWaiting.priorityRank > priorityRanks.emergency;
