import { createStore } from './store.ts';

/** Where the list stood, so that coming back from a cure finds it as it was. */
export const listPlace = createStore<{ day: string; isMonth: boolean } | undefined>(undefined);

/** The visit that was left for a cure: it is checked anew as soon as the list is back. */
export const leftFor = createStore<string | undefined>(undefined);
