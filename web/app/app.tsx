import { useEffect, useState, useSyncExternalStore } from 'react';
import { useFailure, useWords } from '../lib/i18n/i18n.tsx';
import { Problem } from '../lib/http.ts';
import { loginWanted, refreshSession, session } from '../lib/session.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { LoginOverlay } from './login-overlay.tsx';
import { Shell } from './shell.tsx';

/** Finds out who is here, then shows their desk. Without a session the log-in page takes over. */
export function App() {
  const who = useSyncExternalStore(session.subscribe, session.get);
  const wanted = useSyncExternalStore(loginWanted.subscribe, loginWanted.get);
  const [failure, setFailure] = useState<unknown>(undefined);
  const w = useWords();
  const failureText = useFailure();

  const open = async () => {
    try {
      await refreshSession();
      setFailure(undefined);
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) location.replace('/login');
      else setFailure(cause);
    }
  };
  useEffect(() => {
    void open();
  }, []);

  if (failure !== undefined) return <Failed text={failureText(failure)} retryText={w('state.retry')} onRetry={() => void open()} />;
  if (who === undefined) return <Loading label={w('state.loading')} />;
  return (
    <>
      <Shell who={who} />
      {wanted && <LoginOverlay who={who} />}
    </>
  );
}
