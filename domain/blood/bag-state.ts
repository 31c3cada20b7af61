export const bagStates = ['available', 'reserved', 'issued', 'transfused', 'returned', 'discarded'] as const;
export type BagState = (typeof bagStates)[number];

export const bagActs = ['reserve', 'release', 'issue', 'transfuse', 'return', 'restock', 'discard'] as const;
export type BagAct = (typeof bagActs)[number];

const moves: Record<BagAct, { from: readonly BagState[]; to: BagState }> = {
  reserve: { from: ['available'], to: 'reserved' },
  release: { from: ['reserved'], to: 'available' },
  issue: { from: ['reserved'], to: 'issued' },
  transfuse: { from: ['issued'], to: 'transfused' },
  return: { from: ['issued'], to: 'returned' },
  // What came back lies apart until somebody looked at it.
  restock: { from: ['returned'], to: 'available' },
  discard: { from: ['available', 'reserved', 'issued', 'returned'], to: 'discarded' },
};

/** The state after an act; undefined when the act is not possible in this state. Transfused and discarded are the end. */
export function stateAfter(state: BagState, act: BagAct): BagState | undefined {
  const { from, to } = moves[act];
  return from.includes(state) ? to : undefined;
}

/** What may be done with a bag in a state, in the order of its way. */
export const actsIn = (state: BagState): BagAct[] => bagActs.filter((act) => stateAfter(state, act) !== undefined);
