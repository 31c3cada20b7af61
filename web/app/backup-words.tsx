import { useQuery } from '@tanstack/react-query';
import { useWords } from '../lib/i18n/i18n.tsx';
import { Icon } from '../ui/icon.tsx';

const EVERY_MS = 10 * 60_000;

/** Says on every screen that the night's backup is late or went wrong: whoever sits here knows whom to call. Says nothing otherwise. */
export function BackupWords() {
  const w = useWords();
  const { data } = useQuery({ queryKey: ['backup'], queryFn: readBackup, refetchInterval: EVERY_MS, staleTime: EVERY_MS, retry: false });
  if (data !== 'late' && data !== 'failed') return null;
  return (
    <span className="line line-stop" role="status">
      <Icon name="stop" /> {w(`backup.${data}`)}
    </span>
  );
}

async function readBackup(): Promise<string> {
  const answer = await fetch('/health/ready', { cache: 'no-store' });
  return ((await answer.json()) as { backup?: string }).backup ?? 'unknown';
}
