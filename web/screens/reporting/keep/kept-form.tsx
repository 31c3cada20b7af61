import { useRef, type ReactNode } from 'react';
import { useWords } from '../../../lib/i18n/i18n.tsx';
import { useKeys } from '../../../lib/use-keys.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { moveOnEnter } from '../../../ui/move-on-enter.ts';
import { Note } from '../../../ui/note.tsx';

interface KeptFormProps {
  title: string;
  said: { meaning: 'stop' | 'done'; text: string } | undefined;
  isSending: boolean;
  onSave: () => void;
  children: ReactNode;
}

/** The form beside a list: Enter goes on, Ctrl+Enter saves. */
export function KeptForm({ title, said, isSending, onSave, children }: KeptFormProps) {
  const w = useWords();
  const form = useRef<HTMLFormElement>(null);
  useKeys({ 'ctrl+enter': onSave, f9: onSave });
  return (
    <form ref={form} onKeyDown={moveOnEnter} onSubmit={(event) => event.preventDefault()}>
      <h2>{title}</h2>
      {said !== undefined && (
        <Note meaning={said.meaning} live>
          {said.text}
        </Note>
      )}
      {children}
      <div className="sign-bar">
        <ActionButton onPress={onSave} busy={isSending ? w('state.saving') : undefined} keyHint="Ctrl+Enter">
          {w('keep.save')}
        </ActionButton>
      </div>
    </form>
  );
}
