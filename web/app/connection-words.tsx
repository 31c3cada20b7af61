import { useMutationState } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { reachable } from '../lib/fetch-json.ts';
import { useWords } from '../lib/i18n/i18n.tsx';
import { timeForPeople } from '../lib/format.ts';
import { Icon } from '../ui/icon.tsx';

/** Always visible, in words: saved, sending, or kept here because the line is down. */
export function ConnectionWords() {
  const w = useWords();
  const online = useSyncExternalStore(reachable.subscribe, reachable.get);
  const pending = useMutationState({ filters: { status: 'pending' }, select: (mutation) => mutation.state.failureCount });
  const saved = useMutationState({ filters: { status: 'success' }, select: (mutation) => mutation.state.submittedAt });
  const last = Math.max(0, ...saved);

  const [meaning, text] =
    pending.length > 0 && (!online || pending.some((failures) => failures > 0))
      ? (['care', w('line.kept', { n: pending.length })] as const)
      : pending.length > 0
        ? (['information', w('line.sending', { n: pending.length })] as const)
        : !online
          ? (['care', w('line.down')] as const)
          : (['done', last === 0 ? w('line.up') : w('line.saved', { at: timeForPeople(new Date(last)) })] as const);
  return (
    <span className={`line line-${meaning}`} role="status">
      <Icon name={meaning} /> {text}
    </span>
  );
}
