import type { TokenSource } from './send-bundle.ts';

/** A token that was given once and for all. */
export const staticToken = (token: string): TokenSource => ({ current: async () => token, renew: () => false });
