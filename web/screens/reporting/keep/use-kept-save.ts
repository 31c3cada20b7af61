import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFailure, useWords } from '../../../lib/i18n/i18n.tsx';
import { useWrite } from '../../../lib/use-write.ts';

export type Said = { meaning: 'stop' | 'done'; text: string };

/** Saves an entry of a list, says how it went, and has the lists that begin with `listed` read again. */
export function useKeptSave<Body>(path: string, listed: string) {
  const w = useWords();
  const failureText = useFailure();
  const queries = useQueryClient();
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const write = useWrite<Body, unknown>('PUT', path);
  const save = async (body: Body): Promise<boolean> => {
    try {
      await write.send(body);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(listed) });
      setSaid({ meaning: 'done', text: w('keep.saved') });
      return true;
    } catch (cause) {
      setSaid({ meaning: 'stop', text: failureText(cause) });
      return false;
    }
  };
  const refuse = (text: string) => setSaid({ meaning: 'stop', text });
  return { said, save, refuse, isSending: write.state === 'sending' || write.state === 'waiting' };
}
