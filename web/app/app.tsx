import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useFailure, useWords } from '../lib/i18n/i18n.tsx';
import { loadDrafts } from '../lib/drafts.ts';
import { Problem } from '../lib/http.ts';
import { loginWanted, refreshSession, session } from '../lib/session.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { LoginOverlay } from './login-overlay.tsx';
import { Shell } from './shell.tsx';

/** Finds out who is here, then shows their desk. Without a session the log-in page takes over. */
export function App() {
  const who = useSyncExternalStore(session.subscribe, session.get);
  const wanted = useSyncExternalStore(loginWanted.subscribe, loginWanted.get);
  const w = useWords();
  const failureText = useFailure();
  const opening = useQuery({ queryKey: ['session'], queryFn: openSession, staleTime: Infinity });

  if (opening.error !== null) {
    return <Failed text={failureText(opening.error)} retryText={w('state.retry')} onRetry={() => void opening.refetch()} />;
  }
  if (who === undefined || !opening.isSuccess) return <Loading label={w('state.loading')} />;
  return (
    <>
      <Shell who={who} />
      {wanted && <LoginOverlay who={who} />}
    </>
  );
}

async function openSession(): Promise<boolean> {
  try {
    await refreshSession();
    await loadDrafts();
    return true;
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.status !== 401) throw cause;
    location.replace('/login');
    return false;
  }
}
