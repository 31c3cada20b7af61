import { useRef } from 'react';
import { useWords, type WordKey } from '../lib/i18n/i18n.tsx';

/** `?` in the bar: the keys of this desk, one a line. Reached by Tab, never by a single letter. */
export function KeysHelp({ keys }: { keys: WordKey[] }) {
  const w = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" aria-label={w('shell.keys')} onClick={() => dialog.current?.showModal()}>
        ?
      </button>
      <dialog ref={dialog} className="overlay" aria-labelledby="keys-title">
        <h2 id="keys-title">{w('shell.keys')}</h2>
        <ul className="keys">
          {keys.map((key) => (
            <li key={key}>{w(key)}</li>
          ))}
        </ul>
        <form method="dialog" className="dialog-buttons">
          <button type="submit">{w('shell.close')}</button>
        </form>
      </dialog>
    </>
  );
}
