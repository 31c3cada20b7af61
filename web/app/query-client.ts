import { QueryClient } from '@tanstack/react-query';
import { isPassing } from '../lib/http.ts';

const TRIES = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    // The browser's own idea of being online is wrong on a local network without internet; we ask the server.
    queries: { networkMode: 'always', retry: (failures, cause) => failures < TRIES && isPassing(cause), refetchOnWindowFocus: false },
    mutations: { networkMode: 'always' },
  },
});
