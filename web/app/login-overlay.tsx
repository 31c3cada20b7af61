import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { SessionView } from '../../api/auth/auth-schemas.ts';
import { useFailure, useWords } from '../lib/i18n/i18n.tsx';
import { handOver, logInAgain } from '../lib/session.ts';
import { Note } from '../ui/note.tsx';

/** Stands over the desk when the session ended under it. The desk below keeps every typed character. */
export function LoginOverlay({ who }: { who: SessionView }) {
  const w = useWords();
  const failureText = useFailure();
  const dialog = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState('');
  useEffect(() => dialog.current?.showModal(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await logInAgain(password);
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <dialog ref={dialog} className="overlay" aria-labelledby="overlay-title" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="overlay-title">{w('overlay.title')}</h2>
        <p>{w('overlay.kept', { name: who.user.fullName })}</p>
        {failure !== '' && (
          <Note meaning="stop" live>
            {failure}
          </Note>
        )}
        <input type="text" name="username" autoComplete="username" value={who.user.username} readOnly hidden />
        <label>
          {w('overlay.password')}
          <input
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="quiet" onClick={() => void handOver()}>
            {w('overlay.other')}
          </button>
          <button type="submit">{w('overlay.submit')}</button>
        </div>
      </form>
    </dialog>
  );
}
