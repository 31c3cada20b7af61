import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  /** The question, naming the thing. */
  title: string;
  confirmText: string;
  cancelText: string;
  onConfirm: () => void;
  onCancel: () => void;
  /** The cursor starts on the safe choice unless the dialog holds a field of its own. */
  hasField?: boolean;
  children?: ReactNode;
}

/** For what cannot be undone, and only for that. The safe choice comes first and has the cursor. */
export function ConfirmDialog({
  opened,
  title,
  confirmText,
  cancelText,
  onConfirm,
  onCancel,
  hasField = false,
  children,
}: ConfirmDialogProps) {
  if (!opened) return null;
  return (
    <Dialog title={title} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        {children}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onCancel} data-autofocus={hasField ? undefined : true}>
            {cancelText}
          </Button>
          <Button type="submit">{confirmText}</Button>
        </div>
      </form>
    </Dialog>
  );
}
