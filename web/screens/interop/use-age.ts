import { useWords } from '../../lib/i18n/i18n.tsx';
import { serverNow } from '../../lib/server-clock.ts';

const MINUTE = 60_000;

/** How long something has waited, as people say it. */
export function useAge(): (since: string | null) => string {
  const w = useWords();
  return (since) => {
    if (since === null) return '–';
    const minutes = Math.max(0, Math.floor((serverNow().getTime() - Date.parse(since)) / MINUTE));
    if (minutes < 60) return w('interop.minutes', { n: minutes });
    return minutes < 48 * 60 ? w('interop.hours', { n: Math.floor(minutes / 60) }) : w('interop.days', { n: Math.floor(minutes / 1440) });
  };
}
