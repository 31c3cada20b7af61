import type { TicketState } from './visit-state.ts';

const unfinished: TicketState[] = ['waiting', 'called', 'in-examination', 'missed'];

/** Codes of the rooms beside the main one that have not finished with the person. */
export const openRoomsOf = (rooms: readonly { roomCode: string; isMain: boolean; state: TicketState }[]): string[] =>
  rooms.filter(({ isMain, state }) => !isMain && unfinished.includes(state)).map(({ roomCode }) => roomCode);
