/** Words of the doctor's work list, of rooms that share a visit, and of the papers of a visit. */
export const enWork = {
  'work.states': 'Filter by state',
  'work.noneInState': 'Nobody is in this state. Press the state again to see all.',
  'work.more': 'Only {n} people are shown. Find others in the search box (Esc).',
  'work.resultsLeft': '{n} left',
  'visitState.waiting': 'Waiting',
  'visitState.examining': 'Inside',
  'visitState.awaiting-results': 'Results due',
  'visitState.to-conclude': 'To conclude',
  'visitState.moved': 'Moved',
  'visitState.done': 'Done',
  'disposition.home': 'Home',
  'disposition.follow-up': 'Comes back',
  'disposition.admission': 'Admitted',
  'disposition.referral': 'Referred',
} as const;
