import { Modal } from '@mantine/core';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import type { KeyboardEvent, ReactNode } from 'react';
import { keyName } from '../../../lib/use-keys.ts';

interface DeskDialogProps {
  title: string;
  size: number;
  onClose: () => void;
  /** Another dialog stands over this one: Esc and the cursor are not for this one. */
  isCovered?: boolean;
  children: ReactNode;
}

/** A dialog of the desk. One for its whole life, also while its content is still loading: a new one would give the cursor back. */
export function DeskDialog({ title, size, onClose, isCovered = false, children }: DeskDialogProps) {
  return (
    <Modal opened onClose={onClose} closeOnEscape={!isCovered} trapFocus={!isCovered} size={size} title={<strong>{title}</strong>}>
      {children}
    </Modal>
  );
}

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
