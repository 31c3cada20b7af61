import { Button } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface ActionButtonProps {
  children: ReactNode;
  onPress: () => void;
  /** Why it cannot be pressed now; the words stand beside the button. */
  blocked?: string | undefined;
  /** What it is doing, said on the button. */
  busy?: string | undefined;
  variant?: 'filled' | 'default' | 'subtle';
  keyHint?: string;
}

/** A button that says what it does, that it is doing it, or why it cannot. It keeps its place for the keyboard throughout. */
export function ActionButton({ children, onPress, blocked, busy, variant = 'filled', keyHint }: ActionButtonProps) {
  const reasonId = useId();
  const held = blocked !== undefined || busy !== undefined;
  return (
    <span className="action">
      {blocked !== undefined && (
        <span id={reasonId} className="action-reason">
          {blocked}
        </span>
      )}
      <Button
        variant={held ? 'default' : variant}
        aria-disabled={held}
        {...(blocked === undefined ? {} : { 'aria-describedby': reasonId })}
        onClick={() => {
          if (!held) onPress();
        }}
      >
        {busy ?? children}
        {keyHint !== undefined && busy === undefined && <kbd>{keyHint}</kbd>}
      </Button>
    </span>
  );
}
