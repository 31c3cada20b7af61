import type { KeyboardEvent, ReactNode } from 'react';
import { keyName } from '../../../lib/use-keys.ts';

/** Ctrl+Enter and F9 save within a dialog, as they do on the desk itself. */
export function SaveKeys({ onSave, className, children }: { onSave: () => void; className?: string; children: ReactNode }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!['ctrl+enter', 'f9'].includes(keyName(event.nativeEvent)) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onSave();
  };
  return (
    <div className={className} onKeyDownCapture={onKeyDown}>
      {children}
    </div>
  );
}
